import Prose
import Rendering
import Testing

struct SideBySideRendererTests {
  private func rows(_ steps: [Step], width: Int = 43) -> [String] {
    let label = RevisionLabel(name: "a")
    let bytes = Difference(steps).sideBySide(old: label, new: label, options: .init(width: width))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0.contains("│") }
  }

  @Test func `each side has its own text and its own marks`() {
    #expect(
      rows([.keep("a "), .delete("b"), .insert("c"), .keep(" d.")])
        == ["a [-b-] d.           │ a {+c+} d."])
  }

  @Test func `columns stay level where a sentence begins`() {
    let steps: [Step] = [
      .keep("It is "), .insert("very much longer on the right than it was "),
      .keep("here. Next is "), .delete("x"), .insert("y"), .keep("."),
    ]
    let found = rows(steps)
    #expect(found.last == "Next is [-x-].       │ Next is {+y+}.")
    #expect(found.first == "It is here.          │ It is {+very much")
  }

  @Test func `wide characters take two columns`() {
    let found = rows([.keep("日本"), .delete("語"), .insert("人"), .keep("です。")])
    #expect(found == ["日本[-語-]です。     │ 日本{+人+}です。"])
  }

  @Test func `a moved passage stands on the left where it was and on the right where it is`() {
    let found = rows(
      [.from(0, "Gone up. "), .keep("Middle part. "), .to(0, [.keep("Gone up. ")]), .keep("End.")],
      width: 103)
    #expect(found[0].hasPrefix("[1 moved to further down ↓: Gone up.]"))
    #expect(
      found.contains { $0.contains("│") && $0.hasSuffix("{1 moved from further up ↑: Gone up.}") })
  }
}
