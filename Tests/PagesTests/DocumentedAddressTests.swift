import Foundation
import Testing

@testable import Pages

/// The document names addresses that there are.
struct DocumentedAddressTests {
  @Test func `every address in the document is one, and every kind of address is in it`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Stet/Stet.docc/Pages.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `/") }
    #expect(rows.count > 15)
    let id = String(repeating: "ab", count: 32)
    var found: Set<String> = []
    for row in rows {
      let cell = row.dropFirst(2).prefix { $0 != "|" }
      for match in cell.matches(of: /`([^`]*)`/) {
        let path = String(match.output.1).replacing("NAME", with: "news%2Fbridge")
          .replacing("ID", with: id)
        // The server's own, which are no pages.
        if ["/time", "/archive.git", "/api", "/openapi", "/log/"].contains(where: path.hasPrefix) {
          continue
        }
        let address = try #require(Address(path: path), "\(path)")
        found.insert(String("\(address)".prefix { $0 != "(" }))
      }
    }
    let known: Set = [
      "home", "articles", "article", "revision", "revisionBefore", "asOf", "commit", "difference",
      "commits", "since", "republications", "search", "verification", "feed", "articleFeed", "raw",
    ]
    #expect(found == known)
  }
}
