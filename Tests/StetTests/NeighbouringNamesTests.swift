import Objects
import Testing

@testable import Articles
@testable import Stet

/// Names that share a folder, and differ in less than some file system tells apart.
struct NeighbouringNamesTests {
  // These pairs share all four folders: each was found by trying numbers.
  static let neighbours = [
    ("Bridge 32423", "bridge 32423"), ("caf\u{E9} 138180", "cafe\u{301} 138180"),
    ("gla\u{17F} 26575", "glas 26575"), ("K\u{212A} 148261", "KK 148261"),
    (
      String(repeating: "a", count: 300) + " 52570",
      String(repeating: "a", count: 300) + " 52570 b"
    ),
  ]

  @Test(arguments: neighbours)
  func `neighbours that some file system takes for one are kept apart`(
    first: String, second: String
  ) throws {
    #expect(
      ArticlePath(try ArticleName(first)).folders == ArticlePath(try ArticleName(second)).folders)
    let fixture = try Fixture()
    for round in 1...2 {
      try fixture.record(first, "first \(round)")
      try fixture.record(second, "second \(round)")
    }
    #expect(try fixture.archive.content(first) == "first 2".bytes)
    #expect(try fixture.archive.content(second + "@1") == "second 1".bytes)
    #expect(try fixture.archive.history(of: ArticleName(first)).count == 2)
    #expect(try fixture.archive.verify(workers: 1).findings == [])
    #expect(try names(fixture).count == 2)
  }

  private func root(of fixture: Fixture) throws -> ObjectID {
    let head = try #require(try fixture.archive.headCommit())
    return try fixture.archive.revision(head).root
  }

  /// The names in the one folder that has articles, folded as a file system may fold them.
  private func names(_ fixture: Fixture) throws -> Set<String> {
    var tree = try fixture.archive.tree(root(of: fixture))
    while tree.entries.count == 1, tree.entries[0].mode == .directory {
      tree = try fixture.archive.tree(tree.entries[0].id)
    }
    return Set(
      tree.entries.map {
        String(decoding: $0.name, as: UTF8.self).uppercased().lowercased()
      })
  }
}
