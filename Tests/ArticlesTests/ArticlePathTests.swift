import Objects
import TestSupport
import Testing

@testable import Articles

struct ArticlePathTests {
  static let hostile = [
    "..", ".", ".git", ".GIT", "git~1", ".git ", ".gitmodules", ".g\u{200C}it", "a/../b",
    "/etc/passwd",
    "//", "a//b", "CON", "con", "aux.txt", "NUL", "COM1", "com1.tar.gz", "LPT¹", "prn", "a:b",
    "a\\b",
    "a*b?", "<a>", "a|b", "\"a\"", "-rf", "--help", " a", "a ", "a.", "~", "a~b", "%41", "%", "%%",
    "a%2Fb", "😀", "é", "e\u{301}", "\u{FEFF}a", "\u{202E}a", "日本語", "https://a.example/b?c=d#e",
    "a@b", "a@1", "a@-1", "a@2011-11-24", "@", "a b", "A B", "\u{2028}", "\u{A0}", "\u{E000}",
    String(repeating: "a", count: 1024), String(repeating: "/", count: 1024),
    String(repeating: "😀", count: 256), String(repeating: "%", count: 300),
  ]

  private func randomName(_ random: inout SeededGenerator) -> String {
    let pieces = [
      "a", "A", "é", "e\u{301}", "/", ".", "..", "~", "%", "2F", " ", "-", "@", "😀", "CON", ".git",
      "日", "\u{202E}", "\\", ":", "\u{200C}", "ſ", "s",
    ]
    let count = random.number(in: 1..<20)
    return (0..<count).map { _ in random.pick(pieces) }.joined()
  }

  /// What a file name stands for, read as the rules say.
  private func decoded(_ name: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ name: String) throws {
    let path = ArticlePath(try ArticleName(name))
    #expect(path.folders.count == 4)
    #expect(decoded(path.plain).utf8.elementsEqual(name.utf8))
    for file in [path.plain, path.marked] where file.utf8.count <= 255 {
      #expect(EntryName.isAllowed(Array(file.utf8)))
      #expect(!file.contains { "/\\:*?\"<>|".contains($0) })
      #expect(!file.hasPrefix(".") && !file.hasPrefix("-") && !file.hasPrefix(" "))
      #expect(!file.hasSuffix(".") && !file.hasSuffix(" "))
    }
    #expect(path.marked.utf8.count <= 255)
  }

  @Test(arguments: hostile)
  func `a hostile name becomes a file name that says the same`(name: String) throws {
    try check(name)
  }

  @Test(arguments: SeededGenerator.seeds(200))
  func `any name becomes a file name that says the same`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try check(randomName(&random))
  }

  @Test(arguments: ["CON", "con", "aux.txt", "NUL", "COM1", "lpt9.x", "COM¹", "conin$"])
  func `a name that Windows keeps for a device is escaped`(name: String) throws {
    #expect(try ArticlePath(ArticleName(name)).plain.hasPrefix("%"))
  }

  @Test(arguments: ["bridge.txt", "The bridge, 2011", "日本語", "é", "a@b", "CONSOLE"])
  func `a readable name stays as it is`(name: String) throws {
    #expect(try ArticlePath(ArticleName(name)).plain == name)
  }

  @Test func `a name is not cut within a character or an escape`() throws {
    let emoji = try ArticlePath(ArticleName("a" + String(repeating: "😀", count: 255)))
    #expect(emoji.marked.utf8.count == 1 + 4 * 47 + 65)
    let escapes = try ArticlePath(ArticleName(String(repeating: "/", count: 1024)))
    #expect(escapes.marked.hasPrefix(String(repeating: "%2F", count: 63) + "~"))
  }

  @Test(arguments: [
    "plain", "news/2011", "100% ~ done", "é Закон 法律", " edge ", "CON", "com1.txt", ".hidden",
    "a\u{200B}b",
  ])
  func `an encoded name is decoded to what it was, marked or not`(name: String) throws {
    let path = ArticlePath(try ArticleName(name))
    #expect(FileName.decode(path.plain.bytes) == name)
    #expect(FileName.decode(path.marked.bytes) == name)
  }

  @Test(arguments: ["%", "%4", "%zz", "a b%2", "%61", "-first", "%ff"])
  func `what no name is encoded to is decoded to nothing`(encoded: String) {
    #expect(FileName.decode(encoded.bytes) == nil)
  }
}
