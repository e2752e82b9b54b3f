import Bytes
import Objects
import TestSupport
import Testing

@testable import Repository

struct LooseObjectTests {
  private let blob = StoredObject(kind: .blob, content: Array("let it stand".utf8))
  private let id = ObjectID(of: .blob, content: Array("let it stand".utf8).span)

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var deflater = Deflater()
    return deflater.deflate(bytes)
  }

  private func damage(_ bytes: [UInt8], as id: ObjectID? = nil) -> StorageDamage? {
    do throws(StorageDamage) {
      _ = try LooseObject.decode(bytes.span, expecting: id ?? self.id)
      return nil
    } catch {
      return error
    }
  }

  @Test func `what is encoded is decoded`() throws {
    var deflater = Deflater()
    let bytes = LooseObject.encode(blob, with: &deflater)
    #expect(try LooseObject.decode(bytes.span, expecting: id) == blob)
  }

  @Test func `git reads what is encoded`() throws {
    let repository = try GitRepository()
    var deflater = Deflater()
    let name = id.description
    try repository.directory.write(
      LooseObject.encode(blob, with: &deflater),
      to: "objects/\(name.prefix(2))/\(name.dropFirst(2))")
    #expect(try repository.content(of: name) == blob.content)
  }

  @Test func `a file cut short anywhere is damaged`() {
    let bytes = deflated(Array("blob 12\0let it stand".utf8))
    for count in 0..<bytes.count { #expect(damage(Array(bytes.prefix(count))) != nil) }
  }

  @Test func `bytes after the end are damage, named by their place`() {
    let bytes = deflated(Array("blob 12\0let it stand".utf8))
    #expect(damage(bytes + [0]) == .trailingBytes(atByte: bytes.count))
  }

  @Test func `another object's bytes are damage, named by their hash`() {
    let bytes = deflated(Array("blob 12\0let it stanD".utf8))
    let actual = ObjectID(of: .blob, content: Array("let it stanD".utf8).span)
    #expect(damage(bytes) == .wrongHash(actual: actual))
  }

  @Test func `the same bytes as another kind are damage`() {
    let bytes = deflated(Array("tree 12\0let it stand".utf8))
    guard case .wrongHash = damage(bytes) else {
      Issue.record("it is not damaged")
      return
    }
  }

  @Test(arguments: [
    ("", ObjectDecodingError.unterminatedHeader), ("blob 12", .unterminatedHeader),
    ("blub 12\0let it stand", .unknownKind(atByte: 0)),
    ("blob 012\0let it stand", .badByteCount(atByte: 5)),
    ("blob -1\0", .badByteCount(atByte: 5)), ("blob \0", .badByteCount(atByte: 5)),
    ("blob\0", .unknownKind(atByte: 0)),
    ("blob 99999999999999999999999999\0", .unterminatedHeader),
  ])
  func `a malformed header is named`(text: String, error: ObjectDecodingError) {
    #expect(damage(deflated(Array(text.utf8))) == .decoding(error))
  }

  @Test func `a size that the file cannot hold is refused before memory is taken`() {
    let bytes = deflated(Array("blob 9000000000000000000\0x".utf8))
    guard case .decoding(.lengthMismatch(9_000_000_000_000_000_000, _)) = damage(bytes) else {
      Issue.record("it is not refused")
      return
    }
  }

  @Test(arguments: [("blob 11\0let it stand", true), ("blob 13\0let it stand", false)])
  func `a size that is not the content's is damage`(text: String, isTooLong: Bool) {
    let found = damage(deflated(Array(text.utf8)))
    let expected: StorageDamage =
      isTooLong
      ? .compression(.tooLong(limit: 19)) : .compression(.tooShort(expected: 21, actual: 20))
    #expect(found == expected)
  }
}
