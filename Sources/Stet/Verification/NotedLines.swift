internal import Articles
internal import Bytes
internal import Objects
internal import TransparencyLog

/// What was noted of an archive on this machine, a line for each: `<commit id> <time>` of a head, and
/// `checkpoint <size> <root> <time> <origin>` of a checkpoint, whose root is 64 hexadecimal digits.
struct NotedLines {
  var heads: [NotedHead] = []
  var checkpoints: [NotedCheckpoint] = []

  /// Lines that say something else are passed over.
  init(_ bytes: [UInt8]) {
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ").map { String($0) }
      if let checkpoint = NotedCheckpoint(parts) {
        checkpoints.append(checkpoint)
      } else if let id = parts.first.flatMap({ ObjectID($0) }) {
        let time = parts.count > 1 ? Timestamp(rfc3339: parts[1]) : nil
        heads.append(NotedHead(id: RevisionID(id), noted: time))
      }
    }
  }

  var encoded: [UInt8] {
    let lines =
      heads.map { "\($0.id) \($0.noted?.description ?? "")\n" } + checkpoints.map(\.line)
    return Array(lines.joined().utf8)
  }
}

/// A checkpoint that somebody noted: the log must have this root at this size for ever.
struct NotedCheckpoint: Hashable {
  let size: UInt64
  let root: Digest
  let noted: Timestamp
  let origin: String

  init(_ checkpoint: RecordedCheckpoint, noted: Timestamp) {
    size = checkpoint.checkpoint.size
    root = checkpoint.checkpoint.root
    origin = checkpoint.origin
    self.noted = noted
  }

  fileprivate init?(_ parts: [String]) {
    guard parts.count == 5, parts[0] == "checkpoint", let size = UInt64(parts[1]),
      let root = Digest(parts[2]), let noted = Timestamp(rfc3339: parts[3])
    else { return nil }
    (self.size, self.root, self.noted, origin) = (size, root, noted, parts[4])
  }

  fileprivate var line: String { "checkpoint \(size) \(root) \(noted) \(origin)\n" }
}

extension NotedLines {
  /// Notes a checkpoint with the head that it is of. Of one size one is enough: another root would be a finding.
  mutating func note(_ checkpoint: NotedCheckpoint, head: RevisionID?) {
    if !checkpoints.contains(where: { $0.size == checkpoint.size && $0.root == checkpoint.root }) {
      checkpoints.append(checkpoint)
    }
    if let head, !heads.contains(where: { $0.id == head }) {
      heads.append(NotedHead(id: head, noted: checkpoint.noted))
    }
  }
}
