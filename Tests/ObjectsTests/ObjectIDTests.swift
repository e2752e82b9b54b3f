import Bytes
import Objects
import TestSupport
import Testing

struct ObjectIDTests {
  private let text = "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978"

  @Test func `an id is written as it is read`() throws {
    let id = try #require(ObjectID(text))
    #expect(id.description == text)
    #expect(id.abbreviated() == "001122334455")
    #expect(id.abbreviated(to: 4) == "0011")
    #expect(ObjectID(text.uppercased()) == id)
  }

  @Test func `only 64 hexadecimal digits are an id`() {
    #expect(ObjectID("") == nil)
    #expect(ObjectID(text + "0") == nil)
    #expect(ObjectID("x" + text.dropFirst()) == nil)
  }

  @Test func `ids are ordered as their text is`() {
    #expect(ObjectID.zero < Fixture.id(text))
    #expect(Fixture.id(text) < Fixture.emptyTree)
    #expect(!(Fixture.emptyTree < Fixture.emptyTree))
    #expect(ObjectID.zero.description == String(repeating: "0", count: 64))
  }

  @Test func `nothing hashes to the ids that git knows by heart`() {
    #expect(ObjectID(of: .tree, []) == Fixture.emptyTree)
    #expect(ObjectID(of: .blob, []) == Fixture.emptyBlob)
  }

  @Test func `blobs of any bytes hash to git's ids`() throws {
    var random = SeededGenerator(seed: 1)
    let contents = [0, 1, 9, 10, 99, 100, 8000, 100_000].map { random.bytes(count: $0) }
    let repository = try GitRepository()
    let expected = try repository.keepUnchecked("blob", contents)
    #expect(contents.map { ObjectID(of: .blob, $0).description } == expected)
    #expect(try repository.contents(of: expected) == contents)
  }

  @Test func `a hash used again gives the same ids`() {
    var hash = SHA256()
    let content = Array("stet".utf8)
    for kind in ObjectKind.allCases {
      let id = ObjectID(of: kind, content: content.span, hash: &hash)
      #expect(id == ObjectID(of: kind, content))
    }
  }
}
