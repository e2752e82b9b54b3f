import Testing

@testable import Prose

struct MoveTests {
  private let first = "The harbour was closed for most of the winter."
  private let second = "Fishermen waited in the cafés along the quay."
  private let third = "In spring the ice broke with a sound like thunder."
  private let fourth = "Nobody in the village had slept that night."

  private func text(_ sentences: String...) -> String { sentences.joined(separator: " ") }

  @Test func `a moved sentence is one move`() {
    let result = marked(text(first, second, third, fourth), text(second, third, fourth, first))
    #expect(result.contains("<0:\(first)>"))
    #expect(result.contains(">0:\(first)>"))
  }

  @Test func `a moved paragraph is one move`() {
    let paragraph = text(first, second)
    let rest = text(third, fourth, "Then the boats went out again, one after the other.")
    let old = Array("\(paragraph)\n\n\(rest)".utf8)
    let new = Array("\(rest)\n\n\(paragraph)".utf8)
    let difference = Difference.between(old: old, new: new)
    #expect(difference.moves.count == 1)
    #expect(difference.moves.first?.source.count == paragraph.utf8.count)
    #expect(difference.moves.first?.edits.map(\.kind) == [.keep])
  }

  @Test func `a sentence moved and edited is one move with its inner edits`() {
    let edited = "The harbour was closed for all of the winter."
    let result = marked(text(first, second, third, fourth), text(second, third, fourth, edited))
    #expect(
      result.contains(">0:The harbour was closed for [-most-]{+all+} of the winter.>"), "\(result)")
  }

  @Test func `the lighter side of a crossing moves`() {
    let difference = Difference.between(
      old: Array(text(first, second, third, fourth).utf8),
      new: Array(text(fourth, first, second, third).utf8))
    #expect(difference.moves.map(\.source.count) == [fourth.utf8.count])
  }

  @Test func `three words that changed places are no move`() {
    let difference = Difference.between(
      old: Array(text("Go home now.", first, second).utf8),
      new: Array(text(first, second, "Go home now.").utf8))
    #expect(difference.moves.isEmpty)
  }

  @Test func `unchanged text has no move`() {
    let difference = Difference.between(
      old: Array(text(first, second).utf8), new: Array(text(first, second, third).utf8))
    #expect(difference.moves.isEmpty)
  }
}
