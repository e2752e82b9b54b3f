import Testing

@testable import Stet

struct HostilePathTests {
  @Test func `a path of escapes of escapes without end is only long`() {
    let path = Array(("%" + String(repeating: "25", count: 400_000)).utf8)
    #expect(ImportedArticles.text(path).utf8.count > path.count)
  }
}
