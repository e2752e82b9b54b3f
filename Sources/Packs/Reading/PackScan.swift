package import Bytes
package import Objects

/// The entries of a pack as its bytes alone show them: for a pack without an index, or one that is
/// damaged.
///
/// Where an entry cannot be read, the next place is looked for at which a whole one starts. An entry
/// counts only if its zlib stream ends with the right checksum and has the declared size, so that bytes
/// by chance are none.
package struct PackScan: Sendable {
  struct Entry: Sendable {
    let header: PackEntry
    let end: Int
    let checksum: UInt32
  }

  private let pack: Pack
  private let limits: PackLimits
  let entries: [Entry]
  /// Bytes that belong to no whole entry.
  package let damage: [Range<Int>]

  /// Whether the pack is what was written: only its index has to be made again.
  package let isWhole: Bool

  /// Reads every entry.
  ///
  /// - Parameter bytes: Of a pack; its first bytes may be damaged, and its end may be missing.
  /// - Complexity: O(size of what the entries hold), and twice that where bytes are damaged.
  package init(_ bytes: SharedBytes, limits: PackLimits = PackLimits()) {
    let whole = (try? Pack(bytes)).flatMap { $0.computedChecksum() == $0.checksum ? $0 : nil }
    pack = whole ?? Pack(repairing: bytes)
    self.limits = limits
    var search = EntrySearch(pack, limits)
    search.run()
    entries = search.entries
    damage = search.damage
    isWhole = damage.isEmpty && entries.count == whole?.count
  }
}

/// Goes through a pack from entry to entry.
private struct EntrySearch: ~Copyable {
  private let pack: Pack
  private let limits: PackLimits
  private var inflater = Inflater()
  private(set) var entries: [PackScan.Entry] = []
  private(set) var damage: [Range<Int>] = []
  /// What streams that turned out to be none may still claim to hold, in bytes.
  private var patience: Int

  init(_ pack: Pack, _ limits: PackLimits) {
    self.pack = pack
    self.limits = limits
    patience = limits.objectByteCount + 16 * pack.bytes.count
  }

  mutating func run() {
    var offset = Pack.headerByteCount
    while offset < pack.entriesEnd {
      if let entry = entry(at: offset) {
        entries.append(entry)
        offset = entry.end
      } else {
        let next = nextEntry(after: offset)
        damage.append(offset..<(next?.header.offset ?? pack.entriesEnd))
        guard let next else { return }
        entries.append(next)
        offset = next.end
      }
    }
  }

  private mutating func nextEntry(after offset: Int) -> PackScan.Entry? {
    var offset = offset + 1
    while offset < pack.entriesEnd, patience > 0 {
      if isPlausible(offset), let entry = entry(at: offset) { return entry }
      offset += 1
    }
    return nil
  }

  /// Whether an entry may start here: most places are told by two bytes, nearly all others by the
  /// start of the stream.
  private mutating func isPlausible(_ offset: Int) -> Bool {
    guard let header = try? pack.entry(at: offset), header.dataOffset + 2 <= pack.entriesEnd else {
      return false
    }
    let bytes = pack.bytes
    let (first, second) = (
      Int(bytes.span[header.dataOffset]), Int(bytes.span[header.dataOffset + 1])
    )
    // RFC 1950, "CMF and FLG".
    guard first & 0x0F == 8, first >> 4 <= 7, (first << 8 | second) % 31 == 0 else { return false }
    let limit = min(header.byteCount, EntrySearch.probe)
    let start = try? inflater.prefix(of: bytes.span, at: header.dataOffset, limit: limit)
    return start?.count == limit
  }

  private static let probe = 256

  private mutating func entry(at offset: Int) -> PackScan.Entry? {
    guard let header = try? pack.entry(at: offset),
      Inflater.isPossible(
        inflatedCount: header.byteCount, from: pack.entriesEnd - header.dataOffset)
    else { return nil }
    var output: [UInt8] = []
    let end = try? pack.inflate(header, limits: limits, with: &inflater, into: &output)
    guard let end else {
      patience -= header.byteCount
      return nil
    }
    let checksum = CRC32.checksum(pack.bytes.span.extracting(offset..<end))
    return PackScan.Entry(header: header, end: end, checksum: checksum)
  }
}

extension PackScan {
  /// What becomes of an object that was read.
  package typealias Visitor = (ObjectID, StoredObject) -> Void

  /// Reads every object whose base can be had, and says what it is.
  ///
  /// - Parameters:
  ///   - outside: Finds bases that are not in the pack.
  ///   - visitor: Is called for each object; a base comes before what depends on it, but where the
  ///     pack names it by its id and holds it further on.
  /// - Returns: What an index would say of them.
  package func visitObjects(
    outside: PackReader.OutsideBases = PackReader.noOutsideBases, _ visitor: Visitor
  ) -> [PackIndexEntry] {
    var reading = ScanReading(pack, limits)
    for entry in entries { reading.read(entry, outside: outside, visitor) }
    return reading.found
  }

  /// A reader that knows these objects without an index.
  package func reader(of found: [PackIndexEntry]) -> PackReader {
    var reader = PackReader(pack, index: nil, limits: limits)
    for entry in found { reader.note(entry.id, at: entry.offset) }
    return reader
  }

  /// The index of a whole pack; `nil` where not every object could be read.
  package func index(of found: [PackIndexEntry]) -> [UInt8]? {
    guard isWhole, found.count == entries.count else { return nil }
    return PackIndex.encode(found, packChecksum: pack.checksum)
  }
}

/// The objects of a pack without index as they are made one after the other.
private struct ScanReading: ~Copyable {
  private enum Base: Hashable {
    case offset(Int)
    case id(ObjectID)
  }

  private(set) var found: [PackIndexEntry] = []
  private var reader: PackReader
  /// Entries by the base that each needs and that was not read. It may come after them, and each is tried again
  /// when it does, and not before: a pack may hold any number of them.
  private var waiting: [Base: [PackScan.Entry]] = [:]
  /// The offsets of all that wait.
  private var unread: Set<Int> = []

  init(_ pack: Pack, _ limits: PackLimits) {
    reader = PackReader(pack, index: nil, limits: limits, cacheByteCount: 256 << 20)
  }

  /// Reads one entry's object, and those that waited for it.
  mutating func read(
    _ entry: PackScan.Entry, outside: PackReader.OutsideBases, _ visitor: PackScan.Visitor
  ) {
    var ready = [entry]
    while let entry = ready.popLast() {
      let offset = entry.header.offset
      guard let object = object(entry, outside) else {
        wait(entry)
        continue
      }
      let id = ObjectID(of: object.kind, content: object.content.span)
      reader.note(id, at: offset)
      unread.remove(offset)
      found.append(PackIndexEntry(id: id, checksum: entry.checksum, offset: offset))
      visitor(id, object)
      for base in [Base.offset(offset), .id(id)] {
        ready += waiting.removeValue(forKey: base) ?? []
      }
    }
  }

  private mutating func object(
    _ entry: PackScan.Entry, _ outside: PackReader.OutsideBases
  ) -> StoredObject? {
    if case .offsetDelta(let base) = entry.header.form, unread.contains(base) { return nil }
    return try? reader.object(at: entry.header.offset, outside: outside)
  }

  private mutating func wait(_ entry: PackScan.Entry) {
    unread.insert(entry.header.offset)
    switch entry.header.form {
    case .whole: break
    case .offsetDelta(let base): waiting[.offset(base), default: []].append(entry)
    case .idDelta(let base): waiting[.id(base), default: []].append(entry)
    }
  }
}
