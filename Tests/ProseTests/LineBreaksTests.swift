import Testing

@testable import Prose

struct LineBreaksTests {
  @Test(arguments: [
    "", "\n", "a\n", "\n\n", "no break", "eight by\n", "\u{B}\u{8}\u{9}\n\u{B}\r\n",
    "Рядок\nі ще\n\nодин",
    String(repeating: "\n", count: 17), String(repeating: "abcdefg\n", count: 5) + "\u{10A}\u{A0A}",
  ])
  func `a line ends behind each break and nowhere else`(text: String) {
    let bytes = Array(text.utf8)
    #expect(LineBreaks.ends(in: bytes) == bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 })
  }
}
