internal import Bytes

extension ZipArchive {
  /// Reads an archive; each member's checksum is held against its bytes.
  ///
  /// - Parameter limit: The most bytes that all members may have together.
  /// - Throws: Where a byte is not what the format has there: nothing is repaired, nothing passed over.
  package init(decoding bytes: [UInt8], limit: Int) throws(ZipError) {
    self.init()
    let (count, start, end) = try ZipArchive.directory(of: bytes)
    var position = start
    var rest = limit
    var names: Set<String> = []
    // Members stand one after the other: where they may share bytes, a few of them make many.
    var isFree = 0
    for _ in 0..<count {
      let entry = try DirectoryEntry(bytes, at: position, end: end)
      position = entry.end
      guard ZipArchive.isSafe(entry.name), names.insert(entry.name).inserted else {
        throw .badName(entry.name)
      }
      guard entry.size <= rest else { throw .tooLarge(limit: limit) }
      rest -= entry.size
      let data = try entry.data(in: bytes, before: start)
      guard data.lowerBound >= isFree else { throw .malformed(atByte: entry.offset) }
      isFree = data.upperBound
      members.append(Member(entry.name, try entry.content(bytes, data)))
    }
    guard position == end else { throw .malformed(atByte: position) }
  }

  /// How many members there are, and where the list of them is.
  private static func directory(
    of bytes: [UInt8]
  ) throws(ZipError) -> (count: Int, start: Int, end: Int) {
    let last = bytes.count - ZipFormat.directoryEndByteCount
    // A comment of at most 65,535 bytes may follow.
    let first = max(0, last - Int(UInt16.max))
    guard last >= 0,
      let end = (first...last).last(where: { bytes.number(at: $0) == ZipFormat.directoryEnd })
    else { throw .notAnArchive }
    let count: UInt16 = bytes.number(at: end + 10)
    let size = Int(bytes.number(at: end + 12) as UInt32)
    let start = Int(bytes.number(at: end + 16) as UInt32)
    guard start + size == end, bytes.number(at: end + 8) == count,
      bytes.number(at: end + 4) as UInt32 == 0,
      end + ZipFormat.directoryEndByteCount + Int(bytes.number(at: end + 20) as UInt16)
        == bytes.count
    else { throw .malformed(atByte: end) }
    return (Int(count), start, end)
  }
}

/// What the directory says of a member.
private struct DirectoryEntry {
  let name: String
  let method: UInt16
  let checksum: UInt32
  let packed: Int
  let size: Int
  let offset: Int
  /// Where the next entry begins.
  let end: Int

  init(_ bytes: [UInt8], at start: Int, end limit: Int) throws(ZipError) {
    let names = start + ZipFormat.directoryEntryByteCount
    guard names <= limit, bytes.number(at: start) == ZipFormat.directoryEntry else {
      throw .malformed(atByte: start)
    }
    let nameCount = Int(bytes.number(at: start + 28) as UInt16)
    let extra = Int(bytes.number(at: start + 30) as UInt16)
    let comment = Int(bytes.number(at: start + 32) as UInt16)
    end = names + nameCount + extra + comment
    guard end <= limit else { throw .malformed(atByte: start) }
    guard let text = String(validating: bytes[names..<names + nameCount], as: UTF8.self) else {
      throw .malformed(atByte: names)
    }
    name = text
    method = bytes.number(at: start + 10)
    checksum = bytes.number(at: start + 16)
    packed = Int(bytes.number(at: start + 20) as UInt32)
    size = Int(bytes.number(at: start + 24) as UInt32)
    offset = Int(bytes.number(at: start + 42) as UInt32)
    let flags: UInt16 = bytes.number(at: start + 8)
    guard flags & ZipFormat.encrypted == 0,
      method == ZipFormat.stored || method == ZipFormat.deflated
    else { throw .unsupported(member: name) }
  }

  /// Where the member's bytes are.
  func data(in bytes: [UInt8], before directory: Int) throws(ZipError) -> Range<Int> {
    let names = offset + ZipFormat.localHeaderByteCount
    guard names <= directory, bytes.number(at: offset) == ZipFormat.localHeader,
      bytes.number(at: offset + 8) == method
    else { throw .malformed(atByte: offset) }
    let nameCount = Int(bytes.number(at: offset + 26) as UInt16)
    let start = names + nameCount + Int(bytes.number(at: offset + 28) as UInt16)
    guard start + packed <= directory, bytes[names..<names + nameCount].elementsEqual(name.utf8)
    else { throw .malformed(atByte: offset) }
    return start..<start + packed
  }

  func content(_ bytes: [UInt8], _ data: Range<Int>) throws(ZipError) -> [UInt8] {
    var content: [UInt8]?
    if method == ZipFormat.stored {
      content = packed == size ? Array(bytes[data]) : nil
    } else {
      var inflater = Inflater()
      content = inflater.inflateRaw(bytes.span.extracting(data), count: size)
    }
    guard let content, CRC32.checksum(content.span) == checksum else {
      throw .damaged(member: name)
    }
    return content
  }
}

extension [UInt8] {
  /// The little-endian number at a place; the caller has seen to it that it is within.
  fileprivate func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    var number: Number = 0
    for place in (0..<Number.bitWidth / 8).reversed() {
      number = number << 8 | Number(truncatingIfNeeded: self[offset + place])
    }
    return number
  }
}
