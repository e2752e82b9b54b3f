import Foundation
import Prose
import Schemas
import Stet
import Testing

struct ChangeSeverityTests {
  /// Every kind, the worst first.
  private static let all: [ChangeSeverity] = {
    let classes = ChangeClass.allCases.map { sort -> ChangeSeverity in
      sort.isCosmetic ? .cosmetic(sort) : .substantive(sort)
    }
    return (classes + [.asBefore, .layout, .new, .renamed, .moved, .binary, .withdrawn, .damaged])
      .sorted(by: >)
  }()

  @Test func `the table of what is worse is the order that lists go by`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Stet/Stet.docc/Differences.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Which is worse\n").last)
    let table = section.prefix { $0 != "#" }.split(separator: "\n").filter { $0.hasPrefix("| `") }
    var rest = Self.all.map(\.code)[...]
    for line in table {
      // One kind, or all from one up to another.
      let cell = try #require(line.split(separator: "|").first)
      let kinds = cell.split(separator: "`").map(String.init).filter {
        Self.all.map(\.code).contains($0)
      }
      #expect(kinds.first == rest.popFirst())
      while let last = kinds.last, last != kinds.first, let next = rest.popFirst(), next != last {}
    }
    #expect(rest.isEmpty)
  }

  @Test func `a code stands for one kind`() {
    #expect(Set(Self.all.map(\.code)).count == Self.all.count)
  }
}
