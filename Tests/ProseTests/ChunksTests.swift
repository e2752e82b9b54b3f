import Testing

@testable import Prose

struct ChunksTests {
  private let text = Array(
    (0..<50).map { "Line \($0) goes on for a while. And it ends so.\n" }.joined().utf8)

  @Test func `pieces cover the range`() {
    let chunks = Chunks(text, in: 10..<text.count - 10)
    #expect(chunks.bytes(of: 0..<chunks.keys.count) == 10..<text.count - 10)
    #expect(chunks.bounds == chunks.bounds.sorted())
    #expect(chunks.keys.count > 40)
  }

  @Test func `an insertion changes the pieces near it only`() {
    var new = text
    new.insert(contentsOf: Array("Something new. ".utf8), at: 700)
    let (old, other) = (Chunks(text, in: 0..<text.count), Chunks(new, in: 0..<new.count))
    #expect(Set(other.keys).subtracting(old.keys).count <= 2)
  }

  @Test(arguments: ["", "a", "\n", "short", String(repeating: ".", count: 500)])
  func `any text is cut`(text: String) {
    let bytes = Array(text.utf8)
    let chunks = Chunks(bytes, in: 0..<bytes.count)
    #expect(chunks.bytes(of: 0..<chunks.keys.count) == 0..<bytes.count)
  }
}
