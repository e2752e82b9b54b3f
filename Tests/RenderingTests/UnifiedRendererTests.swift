import Foundation
import Prose
import Rendering
import TestSupport
import Testing

struct UnifiedRendererTests {
  private func unified(_ steps: [Step], name: String = "f", context: Int = 3) -> String {
    let bytes = Difference(steps).unified(
      old: RevisionLabel(name: name), new: RevisionLabel(name: name),
      options: RenderingOptions(contextLines: context))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a changed word changes its line`() {
    #expect(
      unified([.keep("a\nb "), .delete("c"), .insert("x"), .keep("\nd\n")])
        == "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b c\n+b x\n d\n")
  }

  @Test func `equal texts give nothing`() {
    #expect(unified([.keep("a\n")]).isEmpty)
    #expect(unified([]).isEmpty)
  }

  @Test func `an inserted line leaves its neighbours alone wherever the edit begins`() {
    let expected = "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+x\n b\n"
    #expect(unified([.keep("a\n"), .insert("x\n"), .keep("b\n")]) == expected)
    #expect(unified([.keep("a"), .insert("\nx"), .keep("\nb\n")]) == expected)
    #expect(
      unified([.keep("a\nx"), .insert(" 1\nx"), .keep(" 2\n")])
        == "--- a/f\n+++ b/f\n@@ -1,2 +1,3 @@\n a\n+x 1\n x 2\n")
  }

  @Test func `a missing newline at the end is said`() {
    #expect(
      unified([.keep("a"), .insert("\n")])
        == "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
  }

  @Test func `a move is a deletion and an insertion`() {
    #expect(
      unified([.from(0, "a\n"), .keep("b\n"), .to(0, [.keep("a\n")])])
        == "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n b\n+a\n")
  }

  @Test func `distant changes are hunks of their own under the heading before them`() {
    let middle = (1...9).map { "\($0)\n" }.joined()
    #expect(
      unified(
        [.delete("Title\n"), .insert("Titel\n"), .keep(middle), .insert("end\n")], context: 1)
        == "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-Title\n+Titel\n 1\n@@ -10 +10,2 @@ Title\n 9\n+end\n"
    )
  }

  @Test(arguments: [
    ("plain", "--- a/plain\n"), ("with space", "--- a/with space\t\n"),
    ("é\"\\", "--- \"a/\\303\\251\\\"\\\\\"\n"),
    ("tab\there é", "--- \"a/tab\\there \\303\\251\"\n"),
  ])
  func `odd names are quoted as git quotes them`(name: String, line: String) {
    #expect(unified([.insert("x\n")], name: name).hasPrefix(line))
  }

  @Test func `patch and git apply rebuild the new bytes of any text`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    for round in 0..<120 {
      let difference = random.difference()
      let context = Int.random(in: 1...3, using: &random)
      try expectRebuilt(difference, context: context, in: folder, "seed \(seed), round \(round)")
    }
  }

  @Test(arguments: ["with space.txt", "é\"quoted\\.txt", "folder/deep/x"])
  func `odd names reach the right file`(name: String) throws {
    let difference = Difference([.keep("a "), .delete("b"), .insert("c"), .keep("\r\nd")])
    let folder = try TemporaryFolder()
    try expectRebuilt(difference, context: 3, in: folder, name: name, "\(name)")
  }

  private func expectRebuilt(
    _ difference: Difference, context: Int, in folder: TemporaryFolder, name: String = "text",
    _ comment: Comment
  ) throws {
    let label = RevisionLabel(name: name)
    let options = RenderingOptions(contextLines: context)
    let patch = difference.unified(old: label, new: label, options: options)
    #expect(patch.isEmpty == (difference.old == difference.new), comment)
    guard !patch.isEmpty else { return }
    try folder.write(patch, to: "the.patch")
    try folder.write(difference.old, to: name)
    let applied = try folder.run("git", "apply", "--whitespace=nowarn", "the.patch")
    #expect(applied.status == 0, "git apply, \(comment)")
    #expect(folder.read(name) == difference.new, "git apply, \(comment)")
    try folder.write(difference.old, to: name)
    let patched = try folder.run("patch", "-p1", "--no-backup-if-mismatch", "-i", "the.patch")
    #expect(
      patched.status == 0, "patch, \(comment): \(String(decoding: patched.output, as: UTF8.self))")
    #expect(folder.read(name) == difference.new, "patch, \(comment)")
  }
}
