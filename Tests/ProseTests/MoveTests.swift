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

  @Test(arguments: ["Go home.", "Terms of Service\n\n"])
  func `three tokens that changed places are no move`(passage: String) {
    let difference = Difference.between(
      old: Array(text(passage, first, second).utf8), new: Array(text(first, second, passage).utf8))
    #expect(difference.moves.isEmpty)
  }

  @Test func `a sentence of three words that changed places is one`() {
    let difference = Difference.between(
      old: Array(text("Read more here.", first, second).utf8),
      new: Array(text(first, second, "Read more here.").utf8))
    #expect(difference.moves.count == 1)
  }

  @Test func `unchanged text has no move`() {
    let difference = Difference.between(
      old: Array(text(first, second).utf8), new: Array(text(first, second, third).utf8))
    #expect(difference.moves.isEmpty)
  }

  @Test func `a phrase that changed places inside a sentence is one move`() {
    let result = marked(
      "Vehicles used \(text("under the first of these rules")) at a village fair may carry twelve seated people.",
      "Vehicles used at a village fair may carry under the first of these rules twelve seated people."
    )
    #expect(
      result.contains("<0:under the first of these rules >")
        && result.contains(">0:under the first of these rules >"), "\(result)")
  }

  @Test func `four words that changed places inside a sentence are no move`() {
    let difference = Difference.between(
      old: Array("Vehicles used under these new rules at a village fair may carry people.".utf8),
      new: Array("Vehicles used at a village fair may carry under these new rules people.".utf8))
    #expect(difference.moves.isEmpty)
  }

  @Test func `a sentence that was joined to the one before it moves with that`() {
    let joined =
      "Fishermen waited in the cafés along the quay, and in spring the ice broke with a sound like thunder."
    let long =
      "The harbour was closed for most of the winter, which nobody in the village could remember from any year before, however long ago."
    let old = text(fourth, long, second, third, "Then the boats went out again.")
    let new = text(fourth, joined, long, "Then the boats went out again.")
    let difference = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
    #expect(difference.moves.count == 1)
    #expect(
      difference.moves.first?.source.count == text(second, third).utf8.count + 1,
      "\(marked(old, new))")
  }

  @Test func `two moves never take the same sentence`() {
    let sentences = [first, second, third, fourth].map { String($0.dropLast()) }
    let joined = sentences[1] + ", " + sentences[2] + "."
    let twice = sentences[2] + ", " + sentences[3] + "."
    let tail =
      "Then the boats went out again, one after the other, and did not come back before the evening of that day."
    let old = text(first, second, third, fourth, tail)
    let new = text(tail, twice, "Something quite new stands here.", joined, first)
    #expect(Difference.between(old: Array(old.utf8), new: Array(new.utf8)).moves.count > 1)
  }

  @Test func `an edit beside a moved passage keeps both its halves together`() {
    let old = "The mayor gave a speech in the rain.\nStalls lined the square.\nIt ends on Friday"
    let new =
      "Stalls lined the square.\nIt ends on Saturday\nThe mayor gave a speech in heavy rain."
    #expect(
      marked(old, new).contains("It ends on [-Friday-]{+Saturday\n+}>0:"), "\(marked(old, new))")
    #expect(
      marked(new, old).contains("It ends on [-Saturday\n-]{+Friday+}<0:"), "\(marked(new, old))")
  }

  @Test func `a short sentence that was edited on its way has moved`() {
    let result = marked(
      "Cats like to sleep. The old red fox ran off.", "The old red fox ran off. Cats love to sleep."
    )
    #expect(result.contains("Cats [-like-]{+love+} to sleep."), "\(result)")
    #expect(result.contains(">0:") && !result.contains("fox-]"))
  }

  @Test func `a sentence that is repeated never travels`() {
    let more = "Read the whole story here."
    let old = [text(first, second, more), text(third, more), text(fourth, more)]
    let new = [text(first, more), text(third, more), text(second, fourth, more)]
    let result = marked(old.joined(separator: "\n\n"), new.joined(separator: "\n\n"))
    #expect(result.contains(">0:\(second) >") && !result.contains(">1:"), "\(result)")
    #expect(!result.contains("\(more)>") && !result.contains("\(more)-]"), "\(result)")
  }

  @Test func `a formula that two unrelated sentences share is no move`() {
    let formula = "subject to the conditions of the third annex"
    let gone =
      "Boats that carry coal may, \(formula), enter the inner basin before six in the morning."
    let come = "Nobody who sells fish has, \(formula), any claim to a stall under the new roof."
    let difference = Difference.between(
      old: Array(text(first, gone, second, third).utf8),
      new: Array(text(first, second, come, third).utf8))
    #expect(difference.moves.isEmpty)
    #expect(difference.edits.filter { $0.kind != .keep }.count == 2)
  }

  @Test func `an address that two unrelated sentences share holds nothing up`() {
    let address = "https://port.example/rules/2021/winter/closing-times?page=3&lang=en"
    let gone = "All fees are listed at \(address) for the year."
    let come = "Whoever comes late reads \(address) and pays double."
    let old = text(first, gone, second, third)
    let new = text(first, second, come, third)
    #expect(marked(old, new) == "\(first) [-\(gone) -]\(second) {+\(come) +}\(third)")
  }

  @Test func `a line out of a clause does not move`() {
    let old =
      "Sailors waited in the cold\nbeside the old harbour wall\nuntil the ice broke. Few stayed."
    let new = "Sailors waited until the ice broke\nbeside the old harbour wall. Few stayed."
    #expect(Difference.between(old: Array(old.utf8), new: Array(new.utf8)).moves.isEmpty)
  }
}
