import Foundation
import Synchronization
import TestSupport
import Testing

/// A clone of more than a server should hold in memory.
struct LargeCloneTests {
  private static let articleCount = 72

  /// Bytes that no packing makes smaller.
  private func archive() throws -> StetArchive {
    let archive = try StetArchive()
    let random = try #require(FileHandle(forReadingAtPath: "/dev/urandom"))
    var stream: [UInt8] = []
    for number in 0..<Self.articleCount {
      let text = try #require(try random.read(upToCount: 1 << 20))
      stream +=
        "commit refs/heads/main\ncommitter Ada <a@b.example> \(1_300_000_000 + number) +0000\n".utf8
      stream += "data 0\nM 100644 inline a\(number)\ndata \(text.count)\n".utf8
      stream += text + [0x0A]
    }
    // By git, which writes one pack of it.
    try archive.git(["fast-import", "--quiet"], input: stream)
    return archive
  }

  @Test func `a clone of a pack takes no memory that grows with the pack`() throws {
    let archive = try archive()
    let folder = URL(filePath: archive.gitDirectory + "/objects/pack")
    let sizes = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.fileSizeKey]
    ).compactMap { try $0.resourceValues(forKeys: [.fileSizeKey]).fileSize }
    try #require(sizes.max() ?? 0 > 64 << 20)
    let served = try ServedArchive(archive)
    let before = try served.ownByteCount
    let most = Mutex(before)
    let isDone = Atomic(false)
    let watching = Background {
      while !isDone.load(ordering: .relaxed) {
        let count = try served.ownByteCount
        most.withLock { $0 = max($0, count) }
        usleep(2000)
      }
    }
    let copy = archive.folder.url.appending(path: "copy").path(percentEncoded: false)
    let clone = try Program.run(
      "git", ["clone", "--quiet", "http://127.0.0.1:\(served.port)/archive.git", copy],
      environment: ["GIT_DEFAULT_HASH": "sha256"])
    #expect(clone.status == 0, "\(clone.errors)")
    isDone.store(true, ordering: .relaxed)
    try watching.value()
    let grown = most.withLock { $0 } - before
    #expect(grown < 16 << 20, "\(grown) bytes")
    let head = try Program.run("git", ["-C", copy, "rev-parse", "HEAD"]).text
    #expect(try archive.git(["rev-parse", "main"]).text == head)
  }
}
