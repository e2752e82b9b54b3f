import Objects
import TestSupport
import Testing

struct EntryNameTests {
  static let allowed: [[UInt8]] =
    [
      "a", "...", ".gi", ".gita", ".gitignore", ".gitmodules", "git", "git~2", "git~1.txt",
      " .git", "c:.git", "agit~1", "a.git", ".git-", ".git\u{2070}", ".git\u{200C}x",
      "git~1\u{200C}", "\u{130}", "..\\..", "a\\b", "\\",
      ".g\u{131}t", "é", "new\nline", "\u{7f}", ".git \u{FF}", String(repeating: "x", count: 3000),
    ].map { Array($0.utf8) } + [
      [0xFF], [0xE2, 0x80], Array(".".utf8) + [0xFF] + Array("git".utf8),
      Array(".git ".utf8) + [0xFF],
      // Two noncharacters that git reads: U+1FFFE and U+FDD0.
      Array(".git".utf8) + [0xF0, 0x9F, 0xBF, 0xBE], Array(".git".utf8) + [0xEF, 0xB7, 0x90],
    ]

  static let refused: [[UInt8]] =
    [
      "", ".", "..", "/", "a/b", "/a", "a/", ".git/x",
      ".git", ".GIT", ".giT", ".git.", ".git ", ".git. . ", ".git:", ".git::$INDEX_ALLOCATION",
      ".GIT::$INDEX_ALLOCATION", ".git...:x", "git~1", "GIT~1", "git~1 .", "git~1:x",
      ".git\\", ".git\\foo", "\\.git", "a\\.git", "a\\b\\GIT~1. :x", ".git\\..\\a",
      ".g\u{200C}it", "\u{FEFF}.git", "\u{200D}.g\u{202A}i\u{206F}T\u{200F}", ".git\u{206A}",
    ].map { Array($0.utf8) } + [
      // Git takes malformed UTF-8 for the end of the name on HFS+.
      Array(".git".utf8) + [0xFF], Array(".git".utf8) + [0xE9], Array(".Git".utf8) + [0xC0, 0x80],
      Array(".git".utf8) + [0xED, 0xA0, 0x80], Array(".git".utf8) + [0xF4, 0x90, 0x80, 0x80],
      Array(".git".utf8) + [0xEF, 0xBF, 0xBE], Array(".git".utf8) + [0xEF, 0xBF, 0xBF],
      Array(".gi\u{200C}t".utf8) + [0xC2], Array("\u{200C}.git".utf8) + [0xFF, 0x61],
    ]

  @Test func `names that no file system takes for another are allowed`() {
    for name in EntryNameTests.allowed { #expect(EntryName.isAllowed(name), "\(text(name))") }
  }

  @Test func `names that lead elsewhere on some file system are refused`() {
    for name in EntryNameTests.refused { #expect(!EntryName.isAllowed(name), "\(text(name))") }
  }

  @Test func `a name with NUL is refused, since a tree would end it there`() {
    #expect(!EntryName.isAllowed([0]))
    #expect(!EntryName.isAllowed(Array("a\0b".utf8)))
  }

  @Test func `git fsck refuses the same names`() throws {
    try compareWithGit(EntryNameTests.allowed + EntryNameTests.refused)
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `git fsck refuses the same disguises of .git`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    try compareWithGit((0..<400).map { _ in disguise(&random) })
  }

  private func compareWithGit(_ names: [[UInt8]]) throws {
    let names = Array(Set(names))
    let repository = try GitRepository()
    try repository.hashObject("blob", [])
    let ids = try repository.keepUnchecked("tree", names.map { entryBytes("100644", $0) })
    let report = try repository.fsck()
    for (name, id) in zip(names, ids) {
      #expect(EntryName.isAllowed(name) == report.errors(about: id).isEmpty, "\(text(name))")
    }
  }

  /// A spelling of `.git` with a few pieces put in, changed or taken out.
  private func disguise(_ random: inout SeededGenerator) -> [UInt8] {
    let pieces =
      [
        "\u{200C}", "\u{FEFF}", "\u{206B}", "\u{2070}", ".", " ", ":", "\\", "x", "~1", "/",
      ].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x80], [0xC3], [0xEF, 0xBF, 0xBE]]
    var name = Array(random.pick([".git", ".GIT", "git~1", "gIT~1", "a\\.git"]).utf8)
    for _ in 0..<random.number(in: 0..<4) {
      let position = random.pick([name.count, random.number(in: 0..<name.count + 1)])
      name.insert(contentsOf: random.pick(pieces), at: position)
    }
    return random.number(in: 0..<4) == 0 ? random.mutation(of: name).filter { $0 != 0 } : name
  }

  private func text(_ name: [UInt8]) -> String {
    String(decoding: name.prefix(60), as: UTF8.self).debugDescription + " \(name.prefix(60))"
  }
}
