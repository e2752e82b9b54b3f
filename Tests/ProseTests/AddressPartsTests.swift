import Testing

@testable import Prose

struct AddressPartsTests {
  private func kept(_ old: String, _ new: String, _ block: Block) -> [String] {
    let (old, new) = (tokenised(old), tokenised(new))
    var parts = AddressParts(old: old, new: new)
    return parts.kept(in: block).map { String(decoding: old.bytes[$0.oldRange], as: UTF8.self) }
  }

  @Test func `an address for an address keeps what both have`() {
    let kept = kept(
      "see https://sea.example/tides/2024?page=3 now",
      "see https://sea.example/tides/2025?page=3 now",
      Block(old: 1..<2, new: 1..<2))
    #expect(kept.joined() == "https://sea.example/tides/?page=3")
  }

  @Test func `words beside the addresses may change, too`() {
    let kept = kept(
      "to rosa@sea.example soon", "to emil@sea.example at once", Block(old: 1..<3, new: 1..<4))
    #expect(kept.joined() == "@sea.example")
  }

  @Test func `words keep nothing, and so does an address for words`() {
    #expect(kept("one two", "one ten", Block(old: 1..<2, new: 1..<2)).isEmpty)
    #expect(kept("http://a.example/b", "a b", Block(old: 0..<1, new: 0..<2)).isEmpty)
    let (old, new) = ("http://a.example/b and all of it", "http://a.example/c or none of it")
    #expect(kept(old, new, Block(old: 0..<5, new: 0..<5)).isEmpty)
  }

  @Test func `a changed address is changed in part`() {
    #expect(
      marked(
        "Read https://sea.example/tides/2024 today.", "Read https://sea.example/tides/2025 today.")
        == "Read https://sea.example/tides/[-2024-]{+2025+} today.")
  }
}
