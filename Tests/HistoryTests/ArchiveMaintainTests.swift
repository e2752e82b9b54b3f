import Stet
import TestSupport
import Testing

/// Maintenance loses nothing.
struct ArchiveMaintainTests {
  let imported: ImportedArchive

  init() throws {
    imported = try ImportedArchive()
  }

  private func recordMany(_ range: Range<Int>) throws {
    for number in range {
      try imported.record("article \(number % 3)", "version \(number)\n")
    }
  }

  @Test
  func `packs of commits and loose objects are gathered into one pack, and all are still there`()
    throws
  {
    try recordMany(0..<12)
    let loose = try imported.git(["hash-object", "-w", "--stdin"], input: [1]).text
    try imported.git(["update-ref", "refs/tags/loose", loose])
    let before = try Git.allObjects(at: imported.path)
    let summary = try imported.maintain()
    #expect(summary.packedCount == before.count)
    #expect(summary.replacedPackCount == 12)
    #expect(summary.removedLooseCount == 1)
    #expect(try Git.allObjects(at: imported.path) == before)
    #expect(try imported.objectFiles().count { $0.hasSuffix(".pack") } == 1)
    #expect(try imported.objections() == [])
  }

  @Test func `complete maintenance may be repeated`() throws {
    try recordMany(0..<12)
    let before = try Git.allObjects(at: imported.path)
    for _ in 0..<3 {
      try imported.maintain(full: true)
      #expect(try Git.allObjects(at: imported.path) == before)
    }
    #expect(try imported.objectFiles().count { $0.hasSuffix(".pack") } == 1)
    #expect(try imported.objections() == [])
  }
}
