import Articles
import Foundation
import JSON
import Prose
import Rendering
import TestSupport
import Testing

struct JSONRendererTests {
  private let label = RevisionLabel(name: "f")

  @Test func `ranges and contents rebuild both texts of any bytes`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<500 {
      let difference = random.difference()
      let encoded = difference.json(old: label, new: label).encoded()
      let edits = try #require(try JSON(decoding: encoded)["edits"]?.arrayValue)
      var old: [UInt8] = []
      var new: [UInt8] = []
      for edit in edits {
        let content = try #require(self.content(edit))
        let isOld = try #require(range(edit, "old")).count > 0
        let isNew = try #require(range(edit, "new")).count > 0
        #expect(range(edit, "old") == old.count..<old.count + (isOld ? content.count : 0))
        if isOld { old += content }
        if isNew { new += content }
      }
      #expect(old == difference.old && new == difference.new, "seed \(seed), round \(round)")
    }
  }

  @Test func `a moved passage names its move and tells its own edits`() throws {
    let difference = Difference([
      .from(0, "One two. "), .keep("Then. "),
      .to(0, [.keep("One "), .delete("two", .number), .insert("2", .number), .keep(". ")]),
    ])
    let json = difference.json(old: label, new: label)
    let kinds = json["edits"]?.arrayValue?.compactMap { $0["kind"]?.stringValue }
    #expect(kinds == ["moveSource", "keep", "moveTarget"])
    #expect(json["edits"]?.arrayValue?.last?["move"]?.integerValue == 0)
    let move = try #require(json["moves"]?.arrayValue?.first)
    #expect(move["source"] == [0, 9] && move["target"] == [6, 13])
    #expect(
      move["edits"]?.arrayValue?.map { $0["text"]?.stringValue } == ["One ", "two", "2", ". "])
    #expect(json["verdict"]?["changes"] == ["number": 1])
  }

  @Test func `only what is known of a revision is written`() {
    let old = RevisionLabel(name: "f", title: "T")
    let json = Difference([.keep("ab")]).json(old: old, new: label)
    #expect(json["old"] == ["name": "f", "title": "T", "byteCount": 2])
    #expect(json["verdict"]?["kind"] == "same")
  }

  @Test func `what was amended is named as it is beside it`() {
    var old = RevisionLabel(name: "f", title: "T")
    old.amended = [.mediaType, .title]
    let json = Difference([.keep("ab")]).json(old: old, new: label)
    #expect(json["old"]?["amended"] == ["title", "mediaType"])
    #expect(json["new"]?["amended"] == nil)
  }

  private func range(_ edit: JSON, _ side: String) -> Range<Int>? {
    let bounds = edit[side]?.arrayValue?.compactMap(\.integerValue) ?? []
    return bounds.count == 2 ? bounds[0]..<bounds[1] : nil
  }

  private func content(_ edit: JSON) -> [UInt8]? {
    if let text = edit["text"]?.stringValue { return Array(text.utf8) }
    return edit["textBase64"]?.stringValue.flatMap { Data(base64Encoded: $0) }.map(Array.init)
  }
}
