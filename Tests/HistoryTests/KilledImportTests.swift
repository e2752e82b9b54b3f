import Foundation
import Stet
import TestSupport
import Testing

/// The built program, killed while it imports or puts in order.
struct KilledImportTests {
  /// A stream of many small revisions, some of them long.
  private static func stream(_ count: Int) -> [UInt8] {
    var text = ""
    for number in 1...count {
      let body = (0..<60).map { "line \($0) \($0 == number % 60 ? number : 0)\n" }.joined()
      text += "commit refs/heads/main\nmark :\(number)\n"
      text += "committer A <a@example.org> \(1_500_000_000 + number) +0000\ndata 2\nc\n"
      text += "M 100644 inline file \(number % 20)\ndata \(body.utf8.count)\n\(body)\n"
    }
    return Array((text + "done\n").utf8)
  }

  /// Starts `stet`, and kills it after a while unless it is done.
  private static func kill(
    _ arguments: [String], in archive: StetArchive, after delay: Duration
  ) async throws {
    let process = Process()
    process.executableURL = StetProgram.url
    process.arguments = arguments
    process.currentDirectoryURL = archive.folder.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try await Task.sleep(for: delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test(arguments: SeededGenerator.seeds(3))
  func `a killed import leaves the old head, and nothing in the way`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let archive = try StetArchive()
    try archive.commit("first", "first\n")
    try archive.folder.write(Self.stream(1500), to: "stream")
    let start = ContinuousClock.now
    let trial = try StetArchive()
    try trial.stet(["import", archive.folder.url.path(percentEncoded: false) + "stream"])
    let duration = ContinuousClock.now - start
    let head = try archive.git(["rev-parse", "main"]).text
    for _ in 0..<10 {
      let delay = duration * Double(random.number(in: 1..<1000)) / 1000
      try await Self.kill(["import", "stream"], in: archive, after: delay)
      let now = try archive.git(["rev-parse", "main"]).text
      guard now == head else { break }
      #expect(try archive.fsck() == "")
      #expect(try archive.attempt(["verify"]).status == 0)
    }
    try archive.stet(["import", "stream"])
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "1501")
    #expect(try archive.fsck() == "")
    #expect(try archive.attempt(["verify"]).status == 0)
    let left = try Git.files(below: archive.gitDirectory + "/objects")
    #expect(left.allSatisfy { !$0.contains("tmp_") })
  }

  @Test(arguments: SeededGenerator.seeds(2))
  func `killed maintenance loses nothing`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let archive = try StetArchive()
    try archive.stet(["import", "-"], input: Self.stream(600))
    for number in 0..<5 { try archive.commit("new \(number)", "\(number)\n") }
    let reachable = try Git.reachableObjects(at: archive.gitDirectory)
    for _ in 0..<8 {
      let delay = Duration.milliseconds(random.number(in: 1..<400))
      try await Self.kill(["maintain", "--full", "--grace=0"], in: archive, after: delay)
      #expect(try Git.reachableObjects(at: archive.gitDirectory) == reachable)
      #expect(try archive.fsck() == "")
      #expect(try archive.attempt(["verify"]).status == 0)
    }
    try archive.stet(["maintain", "--full", "--grace=0"])
    #expect(try Git.reachableObjects(at: archive.gitDirectory) == reachable)
    #expect(try Git.objections(at: archive.gitDirectory) == [])
  }

  @Test func `readers and a writer never miss anything while maintenance runs`() async throws {
    let archive = try StetArchive()
    try archive.stet(["import", "-"], input: Self.stream(300))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<12 {
          let full = number % 2 == 0 ? ["--full"] : []
          try archive.stet(["maintain", "--grace=0"] + full)
        }
      }
      group.addTask {
        for number in 0..<30 { try archive.commit("new \(number % 4)", "\(number)\n") }
      }
      for reader in 0..<2 {
        group.addTask {
          for number in 0..<30 {
            try archive.stet(["cat", "file \(number % 20)@\(1 + reader * 7)"])
            try archive.stet(["log", "-n", "5"])
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try archive.git(["rev-list", "--count", "main"]).text == "330")
    #expect(try Git.objections(at: archive.gitDirectory) == [])
  }
}
