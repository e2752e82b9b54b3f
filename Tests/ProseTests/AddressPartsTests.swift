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

  @Test func `words, and an address with words beside it, keep nothing`() {
    #expect(kept("one two", "one ten", Block(old: 1..<2, new: 1..<2)).isEmpty)
    #expect(
      kept("see https://a.example/b", "https://a.example/c", Block(old: 0..<2, new: 0..<1)).isEmpty)
  }

  @Test func `a changed address is changed in part`() {
    #expect(
      marked(
        "Read https://sea.example/tides/2024 today.", "Read https://sea.example/tides/2025 today.")
        == "Read https://sea.example/tides/[-2024-]{+2025+} today.")
  }
}
