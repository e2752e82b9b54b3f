internal import Bytes

/// An index of several packs, as git writes it. Stet uses none, and asks only which packs one speaks of.
///
/// ```
/// 0    "MIDX", version 1, hash 2, number of chunks, number of base files    8 bytes
/// 8    number of packs                                                     4 bytes
/// 12   of each chunk its name and where it begins, the end last            12 bytes each
/// ```
/// Source: gitformat-pack(5), "multi-pack-index (MIDX) files have the following format".
package enum MultiPackIndex {
  private static let tableOffset = 12
  private static let lineByteCount = 12

  /// The names of the packs, without an ending; `nil` where this is no such index.
  package static func packNames(in bytes: borrowing Span<UInt8>) -> [String]? {
    guard bytes.count > tableOffset, bytes.matches("MIDX"), let chunk = nameChunk(in: bytes)
    else { return nil }
    let lines = bytes.bytes(in: chunk).split(separator: 0)
    let count = Int(bytes.bigEndianUInt32(at: 8))
    let names = lines.prefix(count).map { String(decoding: $0, as: UTF8.self) }
    guard names.count == count, names.allSatisfy({ $0.hasSuffix(".idx") }) else { return nil }
    return names.map { String($0.dropLast(".idx".utf8.count)) }
  }

  /// Where the names stand.
  private static func nameChunk(in bytes: borrowing Span<UInt8>) -> Range<Int>? {
    let count = Int(bytes[6])
    guard tableOffset + (count + 1) * lineByteCount <= bytes.count else { return nil }
    for number in 0..<count {
      let line = tableOffset + number * lineByteCount
      guard bytes.matches("PNAM", at: line) else { continue }
      let start = bytes.bigEndianUInt64(at: line + 4)
      let end = bytes.bigEndianUInt64(at: line + lineByteCount + 4)
      guard start <= end, end <= UInt64(bytes.count) else { return nil }
      return Int(start)..<Int(end)
    }
    return nil
  }
}
