internal import Bytes
internal import Threads

/// Compresses bodies, and keeps those that have a tag, up to so many bytes: pages are read more often
/// than they change.
final class CompressedBodies: Sendable {
  private struct Key: Hashable, Sendable {
    var target: String
    var tag: String
  }

  private struct Kept: Sendable {
    var bodies: [Key: [UInt8]] = [:]
    /// The keys in the order in which they came.
    var order: [Key] = []
    var byteCount = 0
  }

  private let limit: Int
  private let kept = Locked(Kept())

  init(byteCount limit: Int) {
    self.limit = limit
  }

  /// Whether `gzip(of:at:tag:)` has nothing to do.
  func has(_ target: String, _ tag: String?) -> Bool { find(target, tag) != nil }

  /// The bytes as one gzip stream: always the same one for the same bytes.
  func gzip(of bytes: [UInt8], at target: String, tag: String?) -> [UInt8] {
    if let found = find(target, tag) { return found }
    var deflater = Deflater()
    let body = deflater.gzip(bytes)
    // The room that it was made in is that of the whole.
    if let tag { keep(body.fitted, Key(target: target, tag: tag)) }
    return body
  }

  private func find(_ target: String, _ tag: String?) -> [UInt8]? {
    guard let tag else { return nil }
    return kept.withLock { $0.bodies[Key(target: target, tag: tag)] }
  }

  private func keep(_ body: [UInt8], _ key: Key) {
    let size = body.count + key.target.utf8.count + key.tag.utf8.count
    guard size <= limit / 8 else { return }
    kept.withLock { kept in
      guard kept.bodies.updateValue(body, forKey: key) == nil else { return }
      kept.order.append(key)
      kept.byteCount += size
      guard kept.byteCount > limit else { return }
      // Half at once: to drop one at a time from the front would move all others each time.
      let oldest = kept.order.prefix((kept.order.count + 1) / 2)
      for key in oldest {
        guard let body = kept.bodies.removeValue(forKey: key) else { continue }
        kept.byteCount -= body.count + key.target.utf8.count + key.tag.utf8.count
      }
      kept.order.removeFirst(oldest.count)
    }
  }
}
