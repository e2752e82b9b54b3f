internal import Bytes
internal import Objects
internal import Packs
internal import Storage
internal import Synchronization
internal import Threads

/// Writes entries into a draft of a pack, and proves them before anybody can read it.
final class PackDraftWriter {
  typealias Form = PackEntry.Form

  private let draft: any PackDraft
  private let place: String
  private var writer: PackWriter<StorageError>?

  /// - Parameter ids: All objects that may come; `nil` where that is not known.
  init(_ storage: any ArchiveStorage, among ids: SortedIDs? = nil) throws(RepositoryError) {
    place = storage.location
    let draft = try translated { () throws(StorageError) in try storage.draft() }
    self.draft = draft
    do {
      writer = try PackWriter(among: ids) { bytes throws(StorageError) in
        try draft.append(bytes.span)
      }
    } catch {
      throw .storage(error)
    }
  }

  /// Writes one entry.
  func append(
    _ form: Form, _ payload: PackPayload, id: ObjectID
  ) throws(RepositoryError) {
    try translated { () throws(StorageError) in _ = try writer?.append(form, payload, id: id) }
  }

  /// Where an object's entry starts; `nil` where the pack has none.
  func offset(of id: ObjectID) -> Int? { writer?.entries.offset(of: id) }

  var isEmpty: Bool { writer?.entries.isEmpty ?? true }

  /// Removes what was written, wherever the writing ended.
  func discard() throws(RepositoryError) {
    try translated { () throws(StorageError) in try draft.discard() }
  }

  /// Completes the pack, reads it back, and gives it and its index their name.
  func finish(workers: Int, isHeld: Bool) throws(RepositoryError) -> PackName? {
    let byteCount = writer?.byteCount ?? 0
    guard let (index, checksum) = try closed(byteCount) else { return nil }
    // What the index was made of goes before the pack is read, which takes memory, too.
    FreedMemory.giveBack(freed: index.count)
    try prove(index, byteCount: byteCount + checksum.bytes.count, workers: workers)
    let name = PackName(checksum: checksum)
    try translated { () throws(StorageError) in
      try draft.publish(index: index.span, as: name, isHeld: isHeld)
    }
    return name
  }

  /// Writes what the pack begins and ends with; what it has is known by its index alone from then on.
  private func closed(
    _ byteCount: Int
  ) throws(RepositoryError) -> (index: SharedBytes, checksum: Digest)? {
    try translated { () throws(StorageError) in
      guard let tail = try complete() else { return nil }
      let checksum = try seal(byteCount)
      return (tail.index(packChecksum: checksum), checksum)
    }
  }

  /// Writes how many objects the pack has: only now that is known.
  private func complete() throws(StorageError) -> PackTail? {
    guard let writer = writer.take() else { return nil }
    let tail = try writer.finish()
    let header = tail.header
    try draft.complete(header: header.span)
    return tail
  }

  /// Writes the checksum, which only the whole pack tells.
  private func seal(_ byteCount: Int) throws(StorageError) -> Digest {
    let content = try content(byteCount)
    let checksum = content.hashedOnce()
    let bytes = checksum.bytes
    try draft.append(bytes.span)
    try draft.seal()
    return checksum
  }

  /// What was written, all of it: a system that says it wrote may not have.
  private func content(_ byteCount: Int) throws(StorageError) -> SharedBytes {
    let content = try draft.content()
    guard content.count == byteCount else {
      throw .failed(doing: "read back a pack", path: place, reason: "not all was written")
    }
    return content
  }

  /// Reads the whole pack back: every object must have its id.
  private func prove(
    _ index: SharedBytes, byteCount: Int, workers: Int
  ) throws(RepositoryError) {
    let bytes = try translated { () throws(StorageError) in try content(byteCount) }
    do throws(PackError) {
      let pack = try Pack(bytes)
      let plan = PackPlan(pack, index: try PackDraftWriter.read(index))
      let findings = Mutex(plan.findings)
      Workers.share(plan.unitCount, chunk: 16, among: workers) { _, next in
        var walker = PackWalker(plan, retainedByteCount: 64 << 20)
        while let chunk = next() {
          for unit in chunk {
            walker.visit(unit: unit) { finding in
              findings.withLock { $0.append(finding) }
            } object: { _, _, _ in
            }
          }
        }
      }
      if !findings.withLock({ $0.isEmpty }) { throw .notAPack }
    } catch {
      throw .damagedPack(path: place, .pack(error))
    }
  }

  private static func read(_ index: SharedBytes) throws(PackError) -> PackIndex {
    do throws(PackIndexError) {
      return try PackIndex(index)
    } catch {
      throw .damagedIndex(error)
    }
  }
}
