import Articles
import Foundation
import TestSupport
import Testing

@testable import Stet

/// What git finds below an archive's address.
struct ArchiveCloneTests {
  private func archive(packed: Bool) throws -> (stet: StetArchive, archive: Archive) {
    let stet = try StetArchive()
    try stet.commit("bridge", "One.")
    try stet.commit("bridge", "Two.")
    if packed { try stet.stet(["maintain", "--full"]) }
    return (stet, try Archive.open(at: stet.gitDirectory))
  }

  private func text(_ path: String, of archive: Archive) throws -> String {
    let file = try #require(try archive.cloneFile(at: path))
    return String(decoding: try file.bytes(in: 0..<file.byteCount), as: UTF8.self)
  }

  @Test func `head, references and packs are told as git tells them`() throws {
    let (stet, archive) = try archive(packed: true)
    let head = try #require(try archive.head())
    #expect(try text("HEAD", of: archive) == "ref: refs/heads/main\n")
    #expect(try text("info/refs", of: archive) == "\(head)\trefs/heads/main\n")
    _ = try stet.git(["update-server-info"])
    let folder = URL(filePath: stet.gitDirectory)
    for path in ["info/refs", "objects/info/packs"] {
      let told = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      #expect(try text(path, of: archive) == told, "\(path)")
    }
  }

  @Test(arguments: [false, true])
  func `every object and pack has its bytes, and says that it stays so`(packed: Bool) throws {
    let (stet, archive) = try archive(packed: packed)
    let folder = URL(filePath: stet.gitDirectory)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.wholeMatch(of: /objects\/(\w\w\/\w{62}|pack\/.*\.(pack|idx))/) != nil }
    #expect(!files.isEmpty)
    for path in files {
      let file = try #require(try archive.cloneFile(at: path))
      let bytes = try Data(contentsOf: folder.appending(path: path))
      #expect(file.isImmutable && file.byteCount == bytes.count)
      #expect(try file.bytes(in: 0..<file.byteCount) == Array(bytes))
      #expect(try file.bytes(in: 3..<9) == Array(bytes[3..<9]))
    }
  }

  @Test func `a pack that is removed while it is sent is read to its end`() throws {
    let (stet, archive) = try archive(packed: true)
    let packs = URL(filePath: stet.gitDirectory).appending(path: "objects/pack")
    let names = try FileManager.default.contentsOfDirectory(atPath: packs.path)
    let name = try #require(names.first { $0.hasSuffix(".pack") })
    let bytes = try Data(contentsOf: packs.appending(path: name))
    let file = try #require(try archive.cloneFile(at: "objects/pack/\(name)"))
    try FileManager.default.removeItem(at: packs.appending(path: name))
    #expect(try archive.cloneFile(at: "objects/pack/\(name)") == nil)
    #expect(try file.bytes(in: 0..<10) == Array(bytes.prefix(10)))
    #expect(try file.bytes(in: 10..<file.byteCount) == Array(bytes.dropFirst(10)))
  }

  @Test(arguments: [
    "", "config", "stet/catalogue.sqlite", "logs/HEAD", "refs/heads/main", "packed-refs",
    "objects/../config", "objects/pack/../../config", "objects/pack/pack-../../../config.pack",
    "objects/pack/pack-.pack", "objects/pack/multi-pack-index", "objects/pack/x.keep",
    "objects/info/alternates", "objects/info/commit-graph", "objects//", "/HEAD", "HEAD/",
    "objects/ab/", "objects/AB/" + String(repeating: "A", count: 62),
    "objects/ab/" + String(repeating: "c", count: 62),
  ])
  func `nothing else is to be found`(path: String) throws {
    let (_, archive) = try archive(packed: false)
    #expect(try archive.cloneFile(at: path) == nil)
  }

  @Test func `only branches and tags are told, not what git keeps for itself`() throws {
    let (stet, archive) = try archive(packed: false)
    _ = try stet.git(["update-ref", "refs/hidden/x", "main"])
    _ = try stet.git(["tag", "first", "main~1"])
    let told = try text("info/refs", of: archive)
    #expect(told.contains("refs/tags/first") && !told.contains("hidden"))
  }
}
