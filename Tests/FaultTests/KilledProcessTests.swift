import Foundation
import TestSupport
import Testing

@testable import Stet

@Suite(.serialized)
struct KilledProcessTests {
  /// How long one commit takes here, in microseconds: kills are spread over that.
  private func commitDuration(_ archive: StetArchive) throws -> Int {
    let clock = ContinuousClock()
    let durations = try (0..<5).map { number in
      try clock.measure { try commit("warm up \(number)", in: archive).waitUntilExit() }
    }
    return Int(durations.sorted()[2] / .microseconds(1))
  }

  /// Starts a commit and does not wait for it.
  private func commit(_ content: String, in archive: StetArchive) throws -> Process {
    let file = try archive.folder.write(Array(content.utf8), to: "bridge.txt")
    let process = Process()
    process.executableURL = StetProgram.url
    process.arguments = ["commit", file.lastPathComponent, "--article", "bridge"]
    process.currentDirectoryURL = archive.folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Whether the history starts with the one that was there before.
  private func isContinued(_ old: [RevisionID], by new: [RevisionID]) -> Bool {
    new.suffix(old.count) == old[...] && new.count - old.count <= 1
  }

  private func ids(_ archive: StetArchive) throws -> [RevisionID] {
    try archive.open().history(of: ArticleName("bridge")).map(\.id)
  }

  @Test func `a killed commit leaves no damage and nothing to clear away`() throws {
    let archive = try StetArchive()
    let duration = try commitDuration(archive)
    var random = SeededGenerator(seed: 1)
    var killed = 0
    for number in 0..<200 {
      let before = try ids(archive)
      let process = try commit("revision \(number)", in: archive)
      usleep(UInt32(random.number(in: 0..<duration + duration / 8)))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      #expect(isContinued(before, by: try ids(archive)), "kill \(number)")
      #expect(try archive.open().verify(workers: 2).findings == [], "kill \(number)")
      if number % 20 == 19 { try checkNextCommit(archive, number) }
    }
    #expect(killed > 50)
  }

  private func checkNextCommit(_ archive: StetArchive, _ number: Int) throws {
    #expect(try archive.fsck() == "", "kill \(number)")
    try archive.stet(["commit", "-", "--article", "bridge"], input: Array("next \(number)".utf8))
    #expect(try archive.fsck() == "", "kill \(number)")
    let objects = archive.gitDirectory + "/objects"
    let left = try FileManager.default.subpathsOfDirectory(atPath: objects)
      .filter { $0.contains("tmp_") || $0.hasSuffix(".keep") }
    #expect(left == [])
    let own = try FileManager.default.contentsOfDirectory(atPath: archive.gitDirectory + "/stet")
    // The catalogue stays; one that was on its way to its name does not.
    let kept = ["", "-shm", "-wal", ".lock"].map { "catalogue.sqlite" + $0 }
    #expect(own.filter { !kept.contains($0) }.sorted() == ["hold-note", "lock"])
  }
}
