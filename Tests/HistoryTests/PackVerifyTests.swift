import Foundation
import Stet
import TestSupport
import Testing

/// Verification of packs: clean ones of git, and damaged ones of both.
struct PackVerifyTests {
  private func file(_ path: String, _ ending: String) throws -> URL {
    let name = try #require(try Git.files(below: path).first { $0.hasSuffix(ending) })
    return URL(filePath: path + "/" + name)
  }

  @Test(arguments: [[], ["-c", "repack.usedeltabaseoffset=false"]])
  func `packs of git are clean, whatever their deltas are`(options: [String]) throws {
    let imported = try ImportedArchive()
    let page = (0..<50).map { "line \($0)\n" }.joined()
    for round in 0..<3 {
      for number in 0..<4 { try imported.record("page", page + "\(round) \(number)\n") }
      // Git leaves its pack of the round before alone, and makes one of what came since.
      let packs = try imported.objectFiles().filter { $0.hasSuffix(".pack") }
      try imported.git(options + ["repack", "-adf", "-q", "--window=10"])
      let new = try imported.objectFiles().first { $0.hasSuffix(".pack") && !packs.contains($0) }
      let keep = try #require(new).replacing(".pack", with: ".keep")
      try Data().write(to: URL(filePath: imported.path + "/objects/" + keep))
    }
    #expect(try imported.objections() == [])
    #expect(try imported.objectFiles().count { $0.hasSuffix(".pack") } == 3)
  }

  @Test func `a flipped byte anywhere in a pack or its index is found`() throws {
    let imported = try ImportedArchive()
    let page = (0..<50).map { "line \($0)\n" }.joined()
    for number in 0..<12 { try imported.record("page \(number % 2)", page + "\(number)\n") }
    try imported.maintain(full: true)
    var random = SeededGenerator(seed: 7)
    for round in 0..<300 {
      let url = try file(imported.path + "/objects/pack", round % 2 == 0 ? ".pack" : ".idx")
      let bytes = Array(try Data(contentsOf: url))
      var damaged = bytes
      let position = random.number(in: 0..<bytes.count)
      damaged[position] ^= UInt8(random.number(in: 1..<256))
      try FileManager.default.removeItem(at: url)
      try Data(damaged).write(to: url)
      let result = try Archive.open(at: imported.path).verify(workers: 1)
      #expect(!result.isClean, "byte \(position) of \(url.pathExtension)")
      try Data(bytes).write(to: url)
    }
    #expect(try imported.objections() == [])
  }

  @Test func `a change in the middle of a line of versions takes those that need it`() throws {
    let imported = try ImportedArchive()
    let page = (0..<200).map { "line \($0) \($0 * 7919)\n" }.joined()
    let other = "the same always\n"
    try imported.record("other", other)
    for number in 1...6 { try imported.record("page", page + "version \(number)\n") }
    try imported.maintain(full: true)
    let blobs = try (1...6).map { number in
      try imported.archive.contentID(of: imported.archive.revision("page@\(number)")).description
    }
    let url = try file(imported.path + "/objects/pack", ".idx")
    let listing = try Program.run(
      "git", ["verify-pack", "-v", "--object-format=sha256", url.path(percentEncoded: false)])
    let line = try #require(listing.text.split(separator: "\n").first { $0.hasPrefix(blobs[3]) })
    let fields = line.split(separator: " ")
    let offset = try #require(Int(fields[4]))
    let byteCount = try #require(Int(fields[3]))
    let pack = try file(imported.path + "/objects/pack", ".pack")
    var bytes = Array(try Data(contentsOf: pack))
    bytes[offset + byteCount - 2] ^= 0x55
    try FileManager.default.removeItem(at: pack)
    try Data(bytes).write(to: pack)
    let result = try Archive.open(at: imported.path).verify(workers: 2)
    let lost = Set(result.lost.map { "\($0.article?.description ?? "?")@\($0.number ?? 0)" })
    #expect(lost == ["page@4", "page@5", "page@6"])
  }

  @Test func `reverts are changes, and milestones bound how long a line of them gets`() throws {
    let imported = try ImportedArchive()
    let page = (0..<60).map { "line \($0) \($0 * 7919)\n" }.joined()
    let names = ["A", "B", "A", "C", "B"] + (0..<300).map { "version \($0)" }
    var text = ""
    for (index, name) in names.enumerated() {
      let body = page + name + "\n"
      text += "commit refs/heads/main\ncommitter A <a@example.org> \(1_500_000_000 + index) +0000\n"
      text += "data 1\nc\nM 100644 inline page\ndata \(body.utf8.count)\n\(body)\n"
    }
    try imported.take(Array(text.utf8))
    let url = try file(imported.path + "/objects/pack", ".idx")
    let listing = try Program.run(
      "git", ["verify-pack", "-v", "--object-format=sha256", url.path(percentEncoded: false)])
    let blobs = listing.text.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0.count >= 5 && $0[1] == "blob" }
    // One is whole; all others are changes, the longest line of them within a milestone's reach.
    #expect(blobs.count == 303)
    #expect(blobs.count { $0.count == 5 } == 1)
    #expect(blobs.compactMap { $0.count > 5 ? Int($0[5]) : nil }.max() ?? 0 <= 60)
    #expect(try imported.objections() == [])
  }
}
