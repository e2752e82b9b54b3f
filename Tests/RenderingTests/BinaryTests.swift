import JSON
import Prose
import Rendering
import Testing

/// What each form says of bytes that are no text.
struct BinaryTests {
  private let difference = Difference.between(
    old: Array("GIF\0one".utf8), new: Array("GIF\0three, four".utf8))
  private let label = RevisionLabel(name: "a picture.gif")

  private func text(_ format: RenderingFormat, _ options: RenderingOptions = .init()) -> String {
    String(
      decoding: difference.rendered(as: format, old: label, new: label, options: options),
      as: UTF8.self)
  }

  @Test(arguments: [RenderingFormat.inline, .sideBySide, .html])
  func `people are told that they differ, and how long they are`(format: RenderingFormat) {
    #expect(text(format).contains("binary files differ, 7 and 15 bytes"))
    #expect(!text(format).contains("three"))
  }

  @Test func `so they are without a header, and in one line`() {
    #expect(text(.inline, .init(showsHeader: false)) == "binary files differ, 7 and 15 bytes\n")
    #expect(difference.summary == "substantive · binary files differ, 7 and 15 bytes")
  }

  @Test func `git's forms say it in git's words`() {
    let line = "Binary files a/a picture.gif and b/a picture.gif differ\n"
    #expect(text(.unified) == line)
    for format in [RenderingFormat.wordDiff, .porcelain] {
      #expect(text(format) == "diff --git a/a picture.gif b/a picture.gif\n" + line)
    }
  }

  @Test func `JSON has a member for it, and no class and no word`() throws {
    let json = try JSON(decoding: difference.rendered(as: .json, old: label, new: label))
    #expect(json["binary"] == true)
    #expect(json["verdict"]?["kind"] == "substantive")
    #expect(json["verdict"]?["changes"] == .object([]))
    #expect(json["verdict"]?["wordsAdded"] == 0)
    let edits = try #require(json["edits"]?.arrayValue)
    #expect(edits.count == 2 && edits.allSatisfy { $0["class"] == nil })
  }

  @Test func `equal bytes are the same`() {
    let same = Difference.between(old: Array("a\0b".utf8), new: Array("a\0b".utf8))
    #expect(same.summary == "same · equal byte for byte")
    #expect(same.rendered(as: .unified).isEmpty)
  }
}
