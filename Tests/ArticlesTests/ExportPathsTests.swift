import TestSupport
import Testing

@testable import Articles

struct ExportPathsTests {
  private func paths(_ names: String...) throws -> [String] {
    let articles = try names.map { try ArticleName($0) }
    let paths = ExportPaths(articles)
    return articles.map { paths[$0] ?? "none" }
  }

  /// The path with the hash cut short.
  private func shortened(_ path: String) -> String {
    guard let mark = path.lastIndex(of: "~") else { return path }
    return String(path[...mark]) + String(path[mark...].dropFirst().prefix(2))
  }

  @Test(arguments: [
    ("news/bridge", "news/bridge"), ("plain", "plain"), ("a/b/c", "a/b/c"), ("Закон 1", "Закон 1"),
    ("https://a.example/x", "https%3A/%2Fa.example/x"), ("/etc/passwd", "%2Fetc/passwd"),
    ("a/", "a%2F"), ("a//", "a/%2F"), ("//", "%2F%2F"), ("/", "%2F"), ("a///b", "a/%2F/b"),
    ("../x", "%2E%2E/x"), ("x/../y", "x/%2E%2E/y"), ("./x", "%2E/x"),
    (".git/config", "%2Egit/config"),
    ("a/-rf", "a/%2Drf"), ("a\\b", "a%5Cb"), ("CON/aux.txt", "%43ON/%61ux.txt"), ("a~b", "a%7Eb"),
    ("50%", "50%25"), ("a /b.", "a%20/b%2E"), ("SHA256SUMS", "%53HA256SUMS"),
    ("Manifest.JSON/x", "%4Danifest.JSON/x"), ("x/manifest.json", "x/manifest.json"),
    ("manifest.json.incomplete", "%6Danifest.json.incomplete"),
  ])
  func `a name is its path, but for what some file system refuses`(name: String, path: String)
    throws
  {
    #expect(try paths(name) == [path])
  }

  @Test func `of those that clash the first keeps its path, and the others are marked`() throws {
    func shortPaths(_ names: String...) throws -> [String] {
      let articles = try names.map { try ArticleName($0) }
      let paths = ExportPaths(articles)
      return articles.map { shortened(paths[$0] ?? "none") }
    }
    #expect(try shortPaths("A", "a") == ["A", "a~ca"])
    #expect(try shortPaths("é", "e\u{301}") == ["é", "e\u{301}~bf"])
    // What is a folder cannot be a file.
    #expect(try shortPaths("a", "a/b", "a/b/c") == ["a~ca", "a/b~c1", "a/b/c"])
    #expect(try shortPaths("NEWS", "news/x", "News/X") == ["NEWS~7e", "news/x", "News/X~af"])
  }

  @Test func `a part that is too long is cut and marked, a folder otherwise than a file`() throws {
    let long = String(repeating: "é", count: 200)
    let found = try paths(long, long + "/x", long + "/y", String(repeating: "x", count: 255))
    #expect(found[0].utf8.count <= 255 && found[0].contains("é~"))
    #expect(found[1].hasSuffix("/x") && found[1].contains("~~"))
    #expect(found[1].dropLast() == found[2].dropLast())
    #expect(found[3] == String(repeating: "x", count: 255))
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `whatever the names, no path leads out, no two are one, and none is another's folder`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "a", "A", "b", "/", "/", ".", "..", "é", "e\u{301}", "~", "%", "%2F", " ", "-", "\\", "CON",
      "manifest.json", "SHA256SUMS", "法", "ß", "SS", "ς", "\u{202E}",
      String(repeating: "x", count: 100),
    ]
    var names: Set<ArticleName> = []
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 1..<6, using: &random)).compactMap { _ in
        pieces.randomElement(using: &random)
      }.joined()
      if let name = ArticleName(ifAllowed: text) { names.insert(name) }
    }
    let paths = ExportPaths(names.sorted())
    var files: Set<String> = []
    var folders: Set<String> = []
    for name in names {
      let path = try #require(paths[name])
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      for part in parts {
        #expect(!part.isEmpty && part.utf8.count <= 255 && !part.hasPrefix("."), "\(path)")
        #expect(!part.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }, "\(path)")
      }
      #expect(files.insert(FileName.folded(path)).inserted, "\(path), seed \(seed)")
      for count in 1..<parts.count {
        folders.insert(FileName.folded(parts.prefix(count).joined(separator: "/")))
      }
      if !path.contains("~") { #expect(unescaped(path) == Array(name.description.utf8), "\(path)") }
    }
    #expect(files.isDisjoint(with: folders), "seed \(seed)")
    #expect(files.isDisjoint(with: ExportPaths.ownNames.map { FileName.folded($0) }))
  }

  private func unescaped(_ path: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(path.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        bytes.append(UInt8(digits, radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
