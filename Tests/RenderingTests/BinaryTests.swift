import Prose
import Testing

@testable import Rendering

struct BinaryTests {
  private let difference = Difference.between(
    old: [0x89, 0x50, 0, 1, 2, 3, 10], new: [0x89, 0x50, 0, 1, 9, 9, 9, 10])

  private func rendered(_ format: RenderingFormat) -> String {
    String(decoding: difference.rendered(as: format), as: UTF8.self)
  }

  @Test(arguments: [RenderingFormat.inline, .sideBySide, .wordDiff, .html])
  func `forms for people say that binary files differ, and draw nothing`(format: RenderingFormat) {
    #expect(rendered(format).contains("7 and 8 bytes"))
    #expect(!rendered(format).contains("wording"))
    #expect(!rendered(format).contains("added"))
  }

  @Test func `the summary says so in one line`() {
    #expect(difference.summary == "binary files differ, 7 and 8 bytes")
  }

  @Test func `a program gets every byte, and no class`() throws {
    let json = rendered(.json)
    #expect(json.contains("\"kind\":\"binary\""))
    #expect(!json.contains("\"class\""))
    #expect(difference.edits.contains { $0.kind == .insert })
  }

  @Test func `equal bytes are the same, and texts are no binary`() {
    #expect(!Difference.between(old: [0, 1], new: [0, 1]).isBinary)
    #expect(!Difference.between(old: Array("a".utf8), new: Array("b".utf8)).isBinary)
    let late = [UInt8](repeating: 65, count: 8000) + [0]
    #expect(!Difference.between(old: late, new: Array("b".utf8)).isBinary)
  }
}
