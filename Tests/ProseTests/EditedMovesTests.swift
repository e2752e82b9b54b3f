import Testing

@testable import Prose

struct EditedMovesTests {
  private let harbour = "The harbour was closed for most of the winter."
  private let editedHarbour = "The harbour was closed for all of the winter."
  private let fishermen = "Fishermen waited in the cafés along the quay."
  private let spring = "In spring the ice broke with a sound like thunder."

  /// What moved, old and new words, and what stays in place.
  private func moves(
    _ old: [String], _ new: [String], kept: [String]
  ) -> (found: [[String]], runs: [String]) {
    let (old, new) = (
      tokenised(old.joined(separator: " ")), tokenised(new.joined(separator: " "))
    )
    let edited = EditedMoves(old: old, new: new, runs: runs(kept, old, new))
    return (
      edited.found.map { [old.words($0.old), new.words($0.new)] + $0.runs.words(in: old) },
      edited.runs.words(in: old)
    )
  }

  /// A sentence as its tokens.
  private func words(_ text: String) -> String {
    let text = tokenised(text)
    return text.words(0..<text.tokens.count)
  }

  @Test(arguments: [("", ""), ("", "Es schneit seit heute."), ("ja", "ja"), ("ja", "nein")])
  func `without two lost sentences nothing moved`(old: String, new: String) {
    let result = moves([old], [new], kept: [])
    #expect(result.found.isEmpty && result.runs.isEmpty)
  }

  @Test func `a note of the same form about other numbers has not moved`() {
    let note =
      "{The first part of point 15 was changed by decree [848 of 16.09.2020](/go/848-2020).}"
    let other =
      "{The first part of point 40 was changed by decree [1100 of 11.11.2020](/go/1100-2020).}"
    #expect(moves([note, fishermen], [fishermen, other], kept: [words(fishermen)]).found.isEmpty)
    let same =
      "{The first part of point 15 is changed by decree [848 of 16.09.2020](/go/848-2020).}"
    #expect(
      moves([note, fishermen], [fishermen, same], kept: [words(fishermen)]).found.count == 1)
  }

  @Test func `a passage of which the markup alone is kept has not moved`() {
    let old = "<li class=\"note\"><a href=\"/techniques/a16\" class=\"sl\">Gone away</a></li>"
    let new = "<li class=\"note\"><a href=\"/techniques/b22\" class=\"sl\">Read this</a></li>"
    #expect(moves([old, fishermen], [fishermen, new], kept: [words(fishermen)]).found.isEmpty)
  }

  @Test func `a sentence that left its place and was edited is found with what it keeps`() {
    let stays = words(fishermen)
    let result = moves([harbour, fishermen], [fishermen, editedHarbour], kept: [stays])
    #expect(
      result.found == [
        [words(harbour), words(editedHarbour), "The harbour was closed for", "of the winter ."]
      ])
    #expect(result.runs == [stays])
  }

  @Test func `a sentence with its successor in place is kept there`() {
    let stays = words(fishermen)
    let result = moves([harbour, fishermen], [editedHarbour, fishermen], kept: [stays])
    #expect(result.found.isEmpty)
    #expect(result.runs == ["The harbour was closed for", "of the winter .", stays])
  }

  @Test func `a sentence of which less than half is kept did not move`() {
    let stays = words(fishermen)
    let other = "The harbour was closed when nobody had any more need of its long quay."
    #expect(moves([harbour, fishermen], [fishermen, other], kept: [stays]).found.isEmpty)
  }

  @Test func `a move has to save more than it costs`() {
    let stays = words(fishermen)
    // Four tokens in two runs are just worth it, three are not.
    let four = moves(
      ["Katzen wollen gern schlafen.", fishermen], [fishermen, "Katzen dürfen gern schlafen."],
      kept: [stays])
    #expect(four.found.count == 1)
    let three = moves(
      ["Katzen wollen schlafen.", fishermen], [fishermen, "Katzen dürfen schlafen."], kept: [stays])
    #expect(three.found.isEmpty)
  }

  @Test func `a part of a sentence moves when it has eight words`() {
    func found(_ tail: String, _ edited: String) -> Int {
      moves(
        ["Nobody knew \(tail).", fishermen], ["Nobody knew.", fishermen, "Later \(edited)."],
        kept: ["Nobody knew", words(fishermen)]
      ).found.count
    }
    let (eight, edited) = (
      "with all the boats that had waited there", "with all the boats that had rested there"
    )
    #expect(found(eight, edited) == 1)
    #expect(found(String(eight.dropLast(6)), String(edited.dropLast(6))) == 0)
  }

  @Test func `pairs of words that several passages have say nothing`() {
    let stays = words(fishermen)
    // Both new sentences could be the old one: nothing tells which.
    let twice = moves(
      [harbour, fishermen], [fishermen, editedHarbour, editedHarbour], kept: [stays])
    #expect(twice.found.isEmpty)
  }

  @Test func `of two that could become one, the one that shares most does`() {
    let stays = words(fishermen)
    let near = "The harbour was closed for all of the year."
    let result = moves([near, harbour, fishermen], [fishermen, editedHarbour], kept: [stays])
    #expect(result.found.map { $0[0] } == [words(near)])
    let other = moves(
      ["The harbour was open for most of the year.", harbour, fishermen],
      [fishermen, editedHarbour],
      kept: [stays])
    #expect(other.found.map { $0[0] } == [words(harbour)])
  }

  @Test func `a sentence that was split on its way is one move`() {
    let whole =
      "Рыбаки ждали всю долгую зиму в тёплых домах у моря, а весной лёд сломался с громким шумом в одну ночь."
    let halves = [
      "Рыбаки ждали всю долгую зиму в тёплых домах у моря.",
      "Весной лёд сломался с громким шумом в одну ночь.",
    ]
    let result = moves([whole, harbour], [harbour] + halves, kept: [words(harbour)])
    #expect(
      result.found.map { $0[0...1] } == [[words(whole), words(halves.joined(separator: " "))]])
  }

  @Test func `two sentences that were joined on their way are one move`() {
    let whole =
      "Die Fischer warteten den ganzen Winter in den Häusern am Kai, und im Frühling brach das Eis mit lautem Krachen."
    let halves = [
      "Die Fischer warteten den ganzen Winter in den Häusern am Kai.",
      "Im Frühling brach das Eis mit lautem Krachen.",
    ]
    let result = moves(halves + [harbour], [harbour, whole], kept: [words(harbour)])
    #expect(
      result.found.map { $0[0...1] } == [[words(halves.joined(separator: " ")), words(whole)]])
  }

  @Test func `a neighbour that stayed does not go with a move`() {
    let stays = words(fishermen)
    let result = moves(
      [spring, harbour, fishermen], [spring, fishermen, editedHarbour],
      kept: [words(spring), stays])
    #expect(result.found.map { $0[0] } == [words(harbour)])
  }

  @Test func `a Chinese sentence moves as others do`() {
    let (old, edited) = ("渔民们整个冬天都在码头旁边的咖啡馆里等着。", "渔民们整个冬天都在码头旁边的小饭馆里等着。")
    let result = moves([old, harbour], [harbour, edited], kept: [words(harbour)])
    #expect(result.found.map { $0[0...1] } == [[words(old), words(edited)]])
  }
}
