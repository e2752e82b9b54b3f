import Foundation
import Storage
import TestSupport
import Testing

struct ConfigurationTests {
  @Test(arguments: [
    "[core]\n\tbare = true\n",
    "[core] bare = yes\n",
    "[core]\nbare\n",
    "[CORE]\nBaRe = X\n",
    "[core]\nbare = a b  c  \n",
    "[core]\nbare = \"  a b \" c\n",
    "[core]\nbare = a#comment\n",
    "[core]\nbare = a ; comment\n",
    "[core]\nbare = \"a;b#c\" # comment\n",
    "[core]\nbare = a\\\n  b\n",
    "[core]\nbare = \\\"q\\\" \\\\ \\t|\\n|\n",
    "[core]\nbare = 1\nbare = 2\n",
    "[core]\nbare =\n",
    "# comment\n; comment\n\n[core]\n  bare = x # y\n",
    "[core]\r\nbare = a\r\n[other]\r\nx = y\r\n",
    "[core]\r\nbare = a\\\r\n b\r\n",
    "[core]\nbare = a\"b\"c\n",
    "[core]\nbare = ü\n",
    "[core] bare = [b]\n",
    "[core \"x]\"]\nbare = other\n[core]\nbare = x\n",
    "[core]\nbare = a\\",
  ])
  func `a value is what git reads`(text: String) throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(Array(text.utf8), to: "config")
    let git = try Program.run("git", ["config", "--file", file.path(), "--null", "core.bare"])
    let value = try Configuration(decoding: text)["core.bare"]
    // Git answers nothing for a variable that is only named, and a NUL after each value.
    let expected = String(decoding: git.output.dropLast(), as: UTF8.self)
    #expect(value == (text == "[core]\nbare\n" ? "true" : expected))
    #expect(git.status == 0)
  }

  @Test func `a subsection tells case apart, section and variable do not`() throws {
    let text = "[Remote \"Origin.x \\\"y\\\"\"]\n\tURL = there\n"
    let configuration = try Configuration(decoding: text)
    #expect(configuration["REMOTE.Origin.x \"y\".url"] == "there")
    #expect(configuration["remote.origin.x \"y\".url"] == nil)
  }

  @Test func `a variable that is missing has no value`() throws {
    #expect(Configuration()["core.bare"] == nil)
    #expect(try Configuration(decoding: "")["core.bare"] == nil)
  }

  @Test(arguments: [
    ("[core", 1), ("[core]\n= x", 2), ("[core]\n\nbare = \"x", 3), ("[core]\nbare = \\q", 2),
    ("[core]\nbare ! x", 2), ("[core]\na = 1\\\n2\n???", 4), ("[core \"x]\n", 1),
    ("[co_re]\n", 1), ("[]\n", 1), ("[core\"x\"]\n", 1), ("[core]\n1x = y\n", 2),
    ("[core]\n-x = y\n", 2), ("[core]\nbare # x\n", 2), ("[core]\nbare ; x\n", 2),
    ("[core \"a\"b\"]\n", 1), ("[core]\nx\r", 2), ("[core] x = [\n\n]", 3),
  ])
  func `broken syntax is named by its line, where git refuses it too`(
    text: String, line: Int
  ) throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write(Array(text.utf8), to: "config")
    let git = try Program.run("git", ["config", "--file", file.path(), "--list"])
    #expect(git.status != 0)
    let error = #expect(throws: Configuration.SyntaxError.self) {
      try Configuration(decoding: text)
    }
    #expect(error?.line == line)
  }

  @Test(arguments: SeededGenerator.seeds(200))
  func `no text ends the program`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let good = Array("[core]\n\tbare = \"a\\\"b\" # c\n[a \"b\"]\nc = d\\\ne\n".utf8)
    var bytes = good
    for _ in 0..<5 { bytes = random.mutation(of: bytes) }
    _ = try? Configuration(decoding: String(decoding: bytes, as: UTF8.self))
  }
}
