internal import Bytes

extension ZipArchive {
  /// The archive's bytes.
  package func encoded() -> [UInt8] {
    var deflater = Deflater(level: 9)
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      precondition(ZipArchive.isSafe(member.name), "a member's name leads elsewhere")
      let deflated = deflater.deflateRaw(member.content)
      let isSmaller = deflated.count < member.content.count
      let header = Header(
        name: Array(member.name.utf8), checksum: CRC32.checksum(member.content.span),
        method: isSmaller ? ZipFormat.deflated : ZipFormat.stored,
        packed: isSmaller ? deflated.count : member.content.count, size: member.content.count)
      header.append(to: &directory, at: bytes.count)
      header.append(to: &bytes)
      bytes += isSmaller ? deflated : member.content
    }
    let start = bytes.count
    bytes += directory
    bytes.append(ZipFormat.directoryEnd)
    bytes.append(UInt16(0), UInt16(0), UInt16(members.count), UInt16(members.count))
    bytes.append(UInt32(directory.count))
    bytes.append(UInt32(start))
    bytes.append(UInt16(0))
    return bytes
  }
}

/// What is said of a member, in front of it and in the directory.
private struct Header {
  let name: [UInt8]
  let checksum: UInt32
  let method: UInt16
  let packed: Int
  let size: Int

  private func appendCommon(to bytes: inout [UInt8]) {
    bytes.append(ZipFormat.version, ZipFormat.namesAreUTF8, method, UInt16(0), ZipFormat.day)
    bytes.append(checksum)
    bytes.append(UInt32(packed))
    bytes.append(UInt32(size))
    bytes.append(UInt16(name.count), UInt16(0))
  }

  func append(to bytes: inout [UInt8]) {
    bytes.append(ZipFormat.localHeader)
    appendCommon(to: &bytes)
    bytes += name
  }

  func append(to directory: inout [UInt8], at offset: Int) {
    directory.append(ZipFormat.directoryEntry)
    // Made as on Unix: without that, some programs take the names for those of DOS.
    directory.append(UInt16(3 << 8) | ZipFormat.version)
    appendCommon(to: &directory)
    directory.append(UInt16(0), UInt16(0), UInt16(0))
    directory.append(UInt32(0o100_644) << 16)
    directory.append(UInt32(offset))
    directory += name
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ numbers: UInt16...) {
    for number in numbers { append(littleEndian: number) }
  }

  fileprivate mutating func append(_ number: UInt32) { append(littleEndian: number) }

  private mutating func append(littleEndian number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
