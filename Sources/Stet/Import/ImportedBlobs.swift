internal import Bytes
internal import FastExport
internal import Objects

/// The contents that a stream brought: their ids by mark, and their bytes until they are used.
///
/// Memory: some 60 bytes for each, and what waits.
struct ImportedBlobs {
  private var ids = ObjectIDTable()
  /// What went into the pack, by the numbers of `ids`.
  private var isBrought = SegmentedArray<Bool>()
  private var numbers = MarkedNumbers()
  private var waiting: [ObjectID: [UInt8]] = [:]
  private var waitingByteCount = 0
  /// A stream names a blob soon after it brings it. What waits beyond this goes into the pack
  /// unasked.
  private static let waitingLimit = 64 << 20

  func id(of mark: Int) -> ObjectID? { numbers[mark].map { ids.ids[$0] } }

  /// Bytes that no revision has used yet.
  func waitingContent(of id: ObjectID) -> [UInt8]? { waiting[id] }

  /// Whether the archive has these bytes by way of this stream.
  func hasBrought(_ id: ObjectID) -> Bool { ids.number(of: id).map { isBrought[$0] } ?? false }

  mutating func add(_ blob: ExportedBlob, to writer: inout RevisionWriter) {
    let id = keep(blob.data)
    if let mark = blob.mark, let number = ids.number(of: id) { numbers.set(mark, to: number) }
    guard waitingByteCount > ImportedBlobs.waitingLimit else { return }
    for (id, content) in waiting {
      writer.add(blob: id, content)
      setBrought(id)
    }
    waiting = [:]
    waitingByteCount = 0
  }

  /// The id of what a commit gives a file.
  mutating func resolve(_ content: DataReference) throws(ArchiveError) -> ObjectID {
    switch content {
    case .mark(let mark):
      if let id = id(of: mark) { return id }
      throw .invalidStream(
        reason: "mark :\(mark) was not given to a blob before", line: nil, byteOffset: nil)
    case .id(let id):
      throw .invalidStream(
        reason: "content \(id) is not in the stream; export without --no-data", line: nil,
        byteOffset: nil)
    case .inline(let bytes):
      return keep(bytes)
    }
  }

  /// Puts the bytes into the pack, if they are not there yet.
  mutating func use(
    _ id: ObjectID, in writer: inout RevisionWriter, predecessor: ObjectID?
  ) {
    guard let content = waiting.removeValue(forKey: id) else { return }
    waitingByteCount -= content.count
    writer.add(blob: id, content, predecessor: predecessor)
    setBrought(id)
  }

  private mutating func setBrought(_ id: ObjectID) {
    if let number = ids.number(of: id) { isBrought[number] = true }
  }

  private mutating func keep(_ content: [UInt8]) -> ObjectID {
    let id = ObjectID(of: .blob, content: content.span)
    if ids.add(id).isNew { isBrought.append(false) }
    if waiting.updateValue(content, forKey: id) == nil { waitingByteCount += content.count }
    return id
  }
}
