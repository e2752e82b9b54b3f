import Foundation
import TestSupport
import Testing

/// Maintenance of an archive that is damaged already.
struct DamagedMaintenanceTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    for number in 1...8 {
      try archive.commit("bridge", "The bridge on day \(number) of the year, as it stood.")
    }
  }

  private func damage(_ path: String) throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count / 2] ^= 8
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(filePath: path))
  }

  private func path(_ id: String) throws -> String {
    try archive.file(ofObject: id)
  }

  @Test(arguments: ["HEAD~3", "HEAD~3^{tree}", "HEAD~3:"])
  func `a damaged loose object stays, the others are packed`(object: String) throws {
    var name = object
    if object.hasSuffix(":") {
      name += try archive.git(["ls-tree", "-r", "--name-only", "HEAD"]).text
    }
    let id = try archive.git(["rev-parse", name]).text
    try damage(path(id))
    let lost = try archive.attempt(["verify"]).text
    let result = try archive.attempt(["maintain", "--full"])
    #expect(
      result.status == 4 && result.text.contains("left 1 damaged object as it is"), "\(result)")
    #expect(try FileManager.default.fileExists(atPath: path(id)))
    #expect(try archive.attempt(["verify"]).text == lost)
    #expect(try archive.stet(["cat", "bridge"]).text.contains("day 8"))
    try archive.commit("bridge", "And it stands.")
  }

  @Test func `a pack that is damaged stays, and what is whole in it is packed anew`() throws {
    try archive.stet(["maintain", "--full"])
    let packs = archive.gitDirectory + "/objects/pack/"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: packs).first { $0.hasSuffix(".pack") })
    try damage(packs + name)
    let lost = try archive.attempt(["verify"]).text
    #expect(lost.contains("lost"))
    try archive.commit("ferry", "A new one.")
    #expect(try archive.attempt(["maintain", "--full"]).status == 4)
    #expect(FileManager.default.fileExists(atPath: packs + name))
    #expect(try archive.attempt(["verify"]).status == 4)
    #expect(try archive.stet(["cat", "ferry"]).text == "A new one.")
  }
}
