import Bytes
import Objects
import TestSupport
import Testing

struct ObjectHeaderTests {
  @Test(arguments: ObjectKind.allCases, [0, 1, 12, 1_000_000, Int.max])
  func `a header survives with its size`(kind: ObjectKind, byteCount: Int) throws {
    let header = ObjectHeader(kind: kind, byteCount: byteCount)
    let bytes: [UInt8] = header.encoded.span.bytes
    #expect(bytes == Array("\(kind.rawValue) \(byteCount)\0".utf8))
    #expect(bytes.count <= ObjectHeader.largestByteCount)
    let (decoded, encodedCount) = try decode(bytes + Array("content\0".utf8))
    #expect(decoded == header)
    #expect(encodedCount == bytes.count)
  }

  @Test func `a header without NUL among its first bytes is unterminated`() {
    #expect(throws: ObjectDecodingError.unterminatedHeader) { try decode("") }
    #expect(throws: ObjectDecodingError.unterminatedHeader) { try decode("blob 12") }
    #expect(throws: ObjectDecodingError.unterminatedHeader) {
      try decode("commit 10000000000000000000\0")
    }
  }

  @Test(arguments: ["\0", "blob\0", "blub 1\0", "Blob 1\0", " 1\0", "blob\u{301} 1\0", "blob\0 1"])
  func `a kind that git has not is named at byte 0`(text: String) {
    #expect(throws: ObjectDecodingError.unknownKind(atByte: 0)) { try decode(text) }
  }

  @Test(arguments: [
    "blob \0", "blob 01\0", "blob 00\0", "blob -1\0", "blob +1\0", "blob 1 \0", "blob  1\0",
    "blob 0x1\0", "blob 9223372036854775808\0", "blob 99999999999999999999\0",
  ])
  func `a size that git does not write is named where it stands`(text: String) {
    #expect(throws: ObjectDecodingError.badByteCount(atByte: 5)) { try decode(text) }
  }

  @Test func `git reads a loose object that Stet deflated`() throws {
    let content = Array("let it stand".utf8)
    let header = ObjectHeader(kind: .blob, byteCount: content.count)
    let id = ObjectID(of: .blob, content).description
    var deflater = Deflater()
    let repository = try GitRepository()
    try repository.directory.write(
      deflater.deflate(header.encoded.span.bytes + content),
      to: "objects/\(id.prefix(2))/\(id.dropFirst(2))"
    )
    #expect(try repository.content(of: id) == content)
    #expect(try repository.fsck().status == 0)
  }

  @Test func `the header of git's loose object is read from its first bytes`() throws {
    let content = [UInt8](repeating: 0, count: 12_345)
    let repository = try GitRepository()
    let id = try repository.hashObject("blob", content)
    let file = try repository.directory.read("objects/\(id.prefix(2))/\(id.dropFirst(2))")
    var inflater = Inflater()
    let start = try inflater.prefix(of: file.span, limit: ObjectHeader.largestByteCount)
    let (header, encodedCount) = try decode(start)
    #expect(header == ObjectHeader(kind: .blob, byteCount: content.count))
    #expect(encodedCount == 11)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `mutated headers are refused or mean what they say`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let bytes: [UInt8] = ObjectHeader(kind: .commit, byteCount: 1_234_567).encoded.span.bytes
    for _ in 0..<500 {
      let mutated = random.mutation(of: random.mutation(of: bytes))
      guard let (header, encodedCount) = try? decode(mutated) else { continue }
      #expect(header.encoded.span.bytes == Array(mutated.prefix(encodedCount)))
    }
  }

  private func decode(
    _ bytes: [UInt8]
  ) throws(ObjectDecodingError) -> (header: ObjectHeader, encodedCount: Int) {
    try ObjectHeader.decode(bytes.span)
  }

  private func decode(_ text: String) throws(ObjectDecodingError) {
    _ = try decode(Array(text.utf8))
  }
}
