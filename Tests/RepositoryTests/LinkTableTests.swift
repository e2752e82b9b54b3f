import Testing

@testable import Repository

struct LinkTableTests {
  private typealias Link = ObjectSurvey.Link

  /// Rows such as trees have them: each differs from the one before in an entry, now and then in all.
  private func rows(_ count: Int) -> [[Link]] {
    var row: [Link] = []
    return (0..<count).map { number in
      switch number % 11 {
      case 0:
        row = (0..<16).map {
          Link(key: EntryKey(value: UInt64(0x4000_30 + $0)), target: number + $0)
        }
      case 3: row.remove(at: number % row.count)
      case 4:
        row.insert(
          Link(key: EntryKey(value: .max - UInt64(number)), target: -1 - number),
          at: number % row.count)
      case 7: row = []
      case 8: row = [Link(key: .none, target: Int(UInt32.max) + number)]
      default: if !row.isEmpty { row[number % row.count] = Link(key: row[0].key, target: number) }
      }
      return row
    }
  }

  @Test func `every row is read as it was written, across blocks and chunks`() {
    let rows = rows(2 * LinkTable.rowsInChunk + 100)
    var table = LinkTable()
    for (number, row) in rows.enumerated() {
      var row = row
      table.append(&row, of: number)
    }
    #expect(table.chunks.flatMap(\.sources) == rows.indices.map { UInt32($0) })
    var links: [Link] = []
    let wrong = rows.indices.filter { number in
      table.read(number, into: &links)
      return links != rows[number]
    }
    #expect(wrong == [])
  }
}
