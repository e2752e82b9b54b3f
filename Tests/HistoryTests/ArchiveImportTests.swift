import Stet
import TestSupport
import Testing

/// Imports of what real git exports, compared with what git says of the same history.
struct ArchiveImportTests {
  let imported: ImportedArchive

  init() throws {
    imported = try ImportedArchive()
  }

  @Test func `a stream that is broken off leaves nothing behind`() throws {
    let stream = Array("blob\nmark :1\ndata 2\nhi\ncommit refs/heads/main\n".utf8)
    for count in 1...stream.count {
      // Where a command ends, so may a stream.
      let isWhole = [22, 23].contains(count)
      let summary = try? imported.take(Array(stream.prefix(count)))
      #expect((summary != nil) == isWhole, "\(count) bytes")
      #expect(try imported.archive.head() == nil)
      #expect(try imported.objectFiles().allSatisfy { !$0.contains("tmp_") })
    }
    #expect(try imported.objections() == [])
  }
}
