import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing

/// The catalogue is made from the log: whatever becomes of it, nobody is told anything else.
struct CatalogueCommandTests {
  private let archive: StetArchive
  private var path: String { archive.gitDirectory + "/stet/catalogue.sqlite" }
  private var files: FileManager { .default }

  init() throws {
    archive = try StetArchive()
    try archive.commit("first", "of all")
    // A short log is as quick by itself: else nobody makes one for it.
    try archive.stet(["maintain", "--full"])
    try #require(files.fileExists(atPath: path))
  }

  private static let questions = [
    ["log", "bridge"], ["log", "--json", "tower"], ["cat", "bridge@1"], ["cat", "bridge@-1"],
    ["show", "bridge@2"], ["diff", "bridge"], ["cat", "nobody"], ["cat", "bridge@99"],
    ["cat", "bridge@2100-01-01"], ["log"],
  ]

  private func answers() throws -> [String] {
    try Self.questions.map { question in
      let result = try archive.attempt(question)
      return "\(question) \(result.status) \(result.text) \(result.errors)"
    }
  }

  /// With a folder in its place there can be none.
  private func answersWithout() throws -> [String] {
    let aside = archive.folder.url.path(percentEncoded: false) + "aside"
    try? files.moveItem(atPath: path, toPath: aside)
    try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    let answers = try answers()
    try files.removeItem(atPath: path)
    try? files.moveItem(atPath: aside, toPath: path)
    return answers
  }

  private func change(_ body: (inout [UInt8]) -> Void) throws {
    guard var bytes = files.contents(atPath: path).map({ Array($0) }) else { return }
    body(&bytes)
    try Data(bytes).write(to: URL(filePath: path))
  }

  private func spoil(_ way: String) throws {
    switch way {
    case "delete": try? files.removeItem(atPath: path)
    case "delete its log":
      for ending in ["-wal", "-shm"] { try? files.removeItem(atPath: path + ending) }
    case "truncate": try change { $0 = [] }
    case "cut short": try change { $0.removeLast($0.count / 2) }
    case "garbage": try change { bytes in bytes = bytes.map { ~$0 } }
    case "zero a page":
      try change { bytes in
        for place in bytes.indices.suffix(4096) { bytes[place] = 0 }
      }
    case "zero pages":
      try change { bytes in
        for place in bytes.indices.dropFirst(4096) { bytes[place] = 0 }
      }
    case "log of garbage":
      try Data(repeating: 0x5A, count: 9000).write(to: URL(filePath: path + "-wal"))
    // Source: sqlite.org/fileformat.html, "User version number".
    case "downgrade": try change { if $0.count > 64 { $0[63] = 0 } }
    case "newer": try change { if $0.count > 64 { $0[63] = 99 } }
    case "another's":
      let other = try StetArchive()
      try other.commit("bridge", "another")
      try other.stet(["maintain", "--full"])
      let bytes = try #require(
        files.contents(atPath: other.gitDirectory + "/stet/catalogue.sqlite"))
      try bytes.write(to: URL(filePath: path))
    default: break
    }
  }

  static let ways = [
    "nothing", "delete", "delete its log", "truncate", "cut short", "garbage", "zero a page",
    "zero pages", "log of garbage", "downgrade", "newer", "another's",
  ]

  @Test(arguments: ways)
  func `whatever becomes of the catalogue, at every step the answers are the log's`(
    way: String
  ) throws {
    let steps: [[String]] = [
      ["commit", "-", "--article=bridge"], ["commit", "-", "--article=tower"],
      ["commit", "-", "--article=bridge"], ["rename", "tower", "mast"],
      ["commit", "-", "--article=tower"], ["maintain", "--full"],
      ["amend", "bridge@1", "--title", "Bridge"], ["commit", "-", "--article=bridge"],
    ]
    for (number, step) in steps.enumerated() {
      try spoil(way)
      try archive.stet(step, input: Array("text \(number)\n".utf8))
      try spoil(way)
      #expect(try answers() == answersWithout(), "\(way) after step \(number)")
    }
    #expect(try archive.fsck() == "")
    #expect(try archive.attempt(["verify"]).status == 0)
  }

  @Test func `a short log has no catalogue, unless everything is to be quick`() throws {
    let short = try StetArchive()
    try short.commit("bridge", "one")
    try short.commit("bridge", "two")
    #expect(try short.stet(["cat", "bridge@1"]).text == "one")
    let file = short.gitDirectory + "/stet/catalogue.sqlite"
    #expect(!files.fileExists(atPath: file))
    try short.stet(["maintain", "--full"])
    #expect(files.fileExists(atPath: file))
  }

  @Test func `a long log has one as soon as somebody needs it, and after an import`() throws {
    let long = try StetArchive()
    var stream = ""
    for number in 1...2000 {
      let seconds = 1_300_000_000 + number
      stream += "commit refs/heads/main\ncommitter Ada <a@b.example> \(seconds) +0000"
      stream += "\ndata 0\nM 100644 inline laws/\(number % 10)\ndata 5\n\(10000 + number)\n"
    }
    try long.stet(["import", "-"], input: Array(stream.utf8))
    let file = long.gitDirectory + "/stet/catalogue.sqlite"
    #expect(files.fileExists(atPath: file))
    try files.removeItem(atPath: file)
    #expect(try long.stet(["cat", "laws/3@1"]).text == "10003")
    #expect(files.fileExists(atPath: file))
  }

  @Test func `a locked catalogue is not waited for`() throws {
    try archive.commit("bridge", "one")
    try archive.commit("bridge", "two")
    _ = try answers()
    #expect(files.fileExists(atPath: path))
    let lock = unsafe open(path + ".lock", O_RDONLY)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    try archive.commit("bridge", "three")
    #expect(try answers() == answersWithout())
  }

  /// What a person sees of a command, and what stands on standard error where its output is no terminal's.
  private func hints(_ words: [String]) throws -> (person: Int, pipe: String) {
    let seen = try Terminal.run(
      [StetProgram.url.path, "--no-pager"] + words, in: archive.folder.url,
      environment: ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb"])
    return (
      seen.text.ranges(of: "hint: the log answered").count, try archive.attempt(words).errors
    )
  }

  @Test func `who waits for the log in a busy catalogue's place is told why, once`() throws {
    try archive.commit("bridge", "one")
    try archive.commit("bridge", "two")
    #expect(try hints(["log", "bridge"]).person == 0)
    let lock = unsafe open(path + ".lock", O_RDONLY)
    #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let (person, pipe) = try hints(["log", "bridge"])
    #expect(person == 1 && pipe == "")
    // Two questions of one process.
    #expect(try hints(["diff", "bridge@1", "bridge@2"]).person == 1)
    #expect(try hints(["log", "bridge", "--json"]).person == 0)
    close(lock)
    #expect(try hints(["log", "bridge"]).person == 0)
  }

  @Test func `who waits for the log in the place of a catalogue far behind is told why`() throws {
    try archive.commit("bridge", "one")
    _ = try answers()
    var stream = ""
    for number in 1...1100 {
      stream +=
        "commit refs/heads/main\ncommitter Ada <a@b.example> \(1_300_000_000 + number) +0000\n"
      stream += "data 0\n" + (number == 1 ? "from refs/heads/main^0\n" : "")
    }
    try archive.git(["fast-import", "--quiet"], input: Array(stream.utf8))
    // Whoever has it open keeps it from being made anew.
    let lock = unsafe open(path + ".lock", O_RDONLY)
    #expect(flock(lock, LOCK_SH | LOCK_NB) == 0)
    let (person, pipe) = try hints(["log", "bridge"])
    #expect(person == 1 && pipe == "")
    close(lock)
    #expect(try hints(["log", "bridge"]).person == 0)
  }

  @Test func `what git pushes or sets back is noticed`() throws {
    try archive.commit("bridge", "one")
    try archive.commit("bridge", "two")
    _ = try answers()
    try archive.git(["update-ref", "refs/heads/main", "main~1"])
    #expect(try archive.attempt(["cat", "bridge@2"]).status != 0)
    #expect(try archive.stet(["cat", "bridge@1"]).text == "one")
    try archive.commit("bridge", "other")
    #expect(try archive.stet(["cat", "bridge@2"]).text == "other")
    #expect(try answers() == answersWithout())
  }

  @Test func `a clone leaves the catalogue behind`() throws {
    try archive.commit("bridge", "one")
    _ = try answers()
    let folder = try TemporaryDirectory()
    let copy = folder.url.path(percentEncoded: false) + "copy.git"
    try archive.git(["clone", "--quiet", "--bare", archive.gitDirectory, copy])
    #expect(!files.fileExists(atPath: copy + "/stet"))
    // A repository of git's that is only read stays as it is.
    _ = try archive.stet(["--store", copy, "log", "bridge"])
    #expect(!files.fileExists(atPath: copy + "/stet"))
  }

  @Test func `eight writers and eight readers see no lock`() throws {
    try archive.commit("bridge", "one")
    _ = try answers()
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 16) { worker in
      for number in 0..<4 {
        do {
          if worker < 8 {
            try archive.commit("article \(worker)", "revision \(number)")
          } else {
            let result = try archive.stet(["log", "bridge"])
            if !result.errors.isEmpty { failures.withLock { $0.append(result.errors) } }
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try answers() == answersWithout())
    for worker in 0..<8 {
      #expect(try archive.stet(["cat", "article \(worker)@4"]).text == "revision 3")
    }
  }
}
