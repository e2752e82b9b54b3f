import Prose
import Rendering
import TestSupport
import Testing

struct PorcelainRendererTests {
  private let label = RevisionLabel(name: "f")

  private func porcelain(_ steps: [Step]) -> String {
    let bytes = Difference(steps).porcelain(old: label, new: label, options: RenderingOptions())
    return String(decoding: bytes, as: UTF8.self)
  }

  private func body(_ steps: [Step]) -> [String] {
    porcelain(steps).split(separator: "\n").dropFirst(4).map(String.init)
  }

  @Test func `runs stand behind their marks and a tilde ends a line`() {
    #expect(
      porcelain([.keep("one "), .delete("two"), .insert("2"), .keep(" three\n")])
        == "diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n one \n-two\n+2\n  three\n~\n")
  }

  @Test func `the index line stands where both blobs are known`() {
    let old = RevisionLabel(name: "f", blobID: "3750c6e000")
    let new = RevisionLabel(name: "f", blobID: "fd766c8000")
    let bytes = Difference([.insert("x\n")]).porcelain(
      old: old, new: new, options: RenderingOptions())
    #expect(String(decoding: bytes, as: UTF8.self).contains("\nindex 3750c6e..fd766c8 100644\n"))
  }

  @Test func `whole lines need no mark for their break`() {
    #expect(
      body([.keep("a\n"), .delete("b\nc\n"), .keep("d\n")]) == [
        " a", "~", "-b", "~", "-c", "~", " d", "~",
      ])
    #expect(
      body([.keep("a\n"), .insert("b\n"), .keep("d\n")]) == [" a", "~", "+b", "~", " d", "~"])
  }

  @Test func `a break of one side inside a line of both is marked`() {
    #expect(
      body([.keep("a"), .delete("\n"), .insert(" "), .keep("b\n")])
        == [" a", "-", "~", "+ ", " b", "~"])
    #expect(body([.keep("x\n"), .insert("\n"), .keep("y\n")]) == [" x", "~", "+", "~", " y", "~"])
    #expect(body([.delete("x"), .keep("\n")]) == ["-x", " ", "~"])
  }

  @Test func `a text without a newline at its end says so`() {
    #expect(
      body([.keep("one "), .insert("two")]) == [
        " one ", "+two", "~", "\\ No newline at end of file",
      ])
  }

  @Test func `both texts can be rebuilt`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<3_000 {
      let difference = random.difference()
      let output = difference.porcelain(
        old: label, new: label, options: RenderingOptions(contextLines: .max / 4))
      let rebuilt = PorcelainReader(output)
      guard difference.old != difference.new || !output.isEmpty else { continue }
      #expect(rebuilt.old == difference.old, "seed \(seed), round \(round)")
      #expect(rebuilt.new == difference.new, "seed \(seed), round \(round)")
    }
  }

  @Test func `git prints the same where its words are ours`() throws {
    let folder = try TemporaryFolder()
    let cases: [[Step]] = [
      [.keep("one "), .delete("two"), .insert("2"), .keep(" three\n")],
      [.keep("one "), .delete("two"), .insert("2"), .keep("\nx\n")],
      [.keep("a\n"), .delete("b\nc\n"), .keep("d\n")],
      [.keep("func a\n1\n2\n3\n4\n5\n6\nend "), .delete("a"), .insert("b"), .keep("\n")],
      [.keep("a\t"), .delete("b"), .insert("c"), .keep("\n")],
      [.keep("a "), .delete("b"), .insert("x"), .keep("\r\nc\r\n")],
      [.insert("a b\n")], [.delete("a b\n")],
      [
        .delete("a"), .insert("x"), .keep("\n1\n2\n3\n4\n5\n6\n7\n8\n"), .delete("z"), .insert("y"),
        .keep("\n"),
      ],
    ]
    for steps in cases {
      let difference = Difference(steps)
      try folder.write(difference.old, to: "a")
      try folder.write(difference.new, to: "b")
      for (mode, ours) in [
        (
          "porcelain",
          difference.porcelain(old: .init(name: "a"), new: .init(name: "b"), options: .init())
        ),
        (
          "plain",
          difference.wordDiff(old: .init(name: "a"), new: .init(name: "b"), options: .init())
        ),
      ] {
        let git = try folder.run("git", "diff", "--no-index", "--word-diff=\(mode)", "a", "b")
        let lines = String(decoding: git.output, as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
        let theirs = lines.filter { !$0.hasPrefix("index ") }.joined(separator: "\n")
        #expect(String(decoding: ours, as: UTF8.self) == theirs)
      }
    }
  }
}

/// Reads porcelain by its documented rules.
struct PorcelainReader {
  private(set) var old: [UInt8] = []
  private(set) var new: [UInt8] = []
  private var marks: [UInt8] = []
  private var bareMark: UInt8?

  init(_ output: [UInt8]) {
    let lines = output.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    let start = lines.firstIndex { $0.starts(with: "@@ ".utf8) } ?? lines.endIndex
    let content = lines[start...].dropFirst().map(Array.init)
    for (index, line) in content.enumerated() {
      let takesBack = index + 1 < content.count && content[index + 1].first == UInt8(ascii: "\\")
      read(line, takesBack: takesBack)
    }
  }

  private mutating func read(_ line: [UInt8], takesBack: Bool) {
    guard let mark = line.first, mark != UInt8(ascii: "\\") else { return }
    if mark == UInt8(ascii: "~") {
      if !takesBack { append([0x0A], bareMark ?? impliedMark) }
      (marks, bareMark) = ([], nil)
    } else if line.count == 1 {
      bareMark = mark
    } else {
      marks.append(mark)
      append(Array(line.dropFirst()), mark)
    }
  }

  private var impliedMark: UInt8 {
    for side in "-+".utf8 where !marks.isEmpty && marks.allSatisfy({ $0 == side }) { return side }
    return UInt8(ascii: " ")
  }

  private mutating func append(_ bytes: [UInt8], _ mark: UInt8) {
    if mark != UInt8(ascii: "+") { old += bytes }
    if mark != UInt8(ascii: "-") { new += bytes }
  }
}
