import Objects
import TestSupport
import Testing

struct TagTests {
  private let lines = Fixture.tagLines
  private let tagger = Fixture.tagger

  @Test func `a tag is an object, its kind, a name, who made it and a message`() throws {
    let tag = try Tag(lines + tagger + "\nmessage\n")
    #expect(tag.object == Fixture.emptyBlob)
    #expect(tag.kind == .blob)
    #expect(tag.name == Array("v1".utf8))
    #expect(tag.tagger?.mail == Array("ann@example.org".utf8))
    #expect(tag.message == Array("message\n".utf8))
  }

  @Test func `an old tag has no tagger, and one without a blank line no message`() throws {
    let tag = try Tag(lines)
    #expect(tag.tagger == nil)
    #expect(tag.message == [])
  }

  @Test func `headers that Stet does not know are passed over`() throws {
    let tag = try Tag(lines + "x y\n z\n" + tagger + "gpgsig a\n b\n\nm")
    #expect(tag.tagger?.name == Array("Ann Author".utf8))
    #expect(tag.message == Array("m".utf8))
  }

  @Test func `tags that git makes are read`() throws {
    let repository = try GitRepository(bare: false)
    try repository.git(["commit", "--quiet", "--allow-empty", "--message=first"])
    for target in ["HEAD", "HEAD^{tree}", "v1"] {
      let name = target == "HEAD" ? "v1" : "of-\(target.prefix(2).lowercased())"
      try repository.git(["tag", "--annotate", "--message=Why\n\nthis\n", name, target])
      let content = try repository.content(of: name)
      let tag = try Tag(decoding: content.span)
      let id = try repository.git(["rev-parse", name]).text
      #expect(ObjectID(of: .tag, content).description == id)
      #expect(tag.object.description == (try repository.git(["rev-parse", target]).text))
      #expect(tag.name == Array(name.utf8))
      #expect(tag.message == Array("Why\n\nthis\n".utf8))
    }
  }

  @Test func `the header that is missing is named where it should stand`() {
    let (object, type) = (72, 72 + 10)
    expect(.missingHeader("object", atByte: 0), of: "")
    expect(.missingHeader("object", atByte: 0), of: tagger)
    expect(.missingHeader("type", atByte: object), of: String(lines.prefix(object)))
    expect(.missingHeader("type", atByte: object), of: lines.replacing("blob", with: "blub"))
    expect(.missingHeader("type", atByte: object), of: lines.replacing("type ", with: "kind "))
    expect(.missingHeader("tag", atByte: type), of: String(lines.prefix(type)))
    expect(.missingHeader("tag", atByte: type), of: lines.replacing("tag ", with: "name "))
  }

  @Test func `what is malformed is named where it stands`() {
    let end = lines.utf8.count
    expect(.badID(atByte: 7), of: "object 1\n")
    expect(.badHeader(atByte: 82), of: String(lines.dropLast()))
    expect(.badHeader(atByte: end), of: lines + "word\n\n")
    expect(.badSignature(atByte: end + 12), of: lines + "tagger A <m>1 +0000\n\n")
    expect(.nulByte(atByte: end + 2), of: lines + "\na\0")
    expect(.nulByte(atByte: 87), of: lines.replacing("v1", with: "v\0"))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `mutated tags and random bytes never crash the decoder`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = Array((lines + tagger + "gpgsig a\n b\n\nmessage\n").utf8)
    for _ in 0..<300 {
      for input in [random.mutation(of: bytes), random.bytes(count: 100)] {
        _ = try? Tag(decoding: input.span)
      }
    }
  }

  private func expect(_ error: ObjectDecodingError, of text: String) {
    #expect(throws: error) { try Tag(text) }
  }
}
