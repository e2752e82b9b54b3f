import Bytes
import Foundation
import Packs
import Stet
import TestSupport
import Testing

struct SparseIndexTests {
  @Test func `an index with holes that claims more than its pack has room for is damage`() throws {
    let imported = try ImportedArchive()
    try imported.record("bridge", "1")
    try imported.maintain(full: true)
    let name = try #require(try imported.objectFiles().first { $0.hasSuffix(".idx") })
    let path = imported.path + "/objects/" + name
    let count = 1 << 30
    var bytes: [UInt8] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]
    for _ in 0..<256 { bytes.append(bigEndian: UInt32(count)) }
    try FileManager.default.removeItem(atPath: path)
    try Data(bytes).write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    // Nothing of it is on the disk.
    try file.truncate(atOffset: UInt64(1032 + count * 40 + 64))
    try file.close()
    let findings = try Archive.open(at: imported.path).verify(workers: 1).findings
    #expect(
      findings.contains {
        if case .packIndex(.tooManyObjects(count, _)) = $0.damage.cause { true } else { false }
      })
  }
}
