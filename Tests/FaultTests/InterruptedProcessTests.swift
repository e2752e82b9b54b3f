import Foundation
import TestSupport
import Testing

/// SIGINT, as Ctrl-C sends it, to the real program in the middle of long work.
struct InterruptedProcessTests {
  /// A history without end but that of who reads it, so that no machine is too fast for the signal.
  private static let endless = """
    i=0
    while printf 'commit refs/heads/main\\ncommitter A <a@b> 1600000000 +0000\\ndata 0\\n' &&
      printf 'M 644 inline p%d\\ndata 2\\nx\\n' $i; do
      i=$((i+1))
    done
    """

  @Test func `an interrupted import says so, ends with 130 and records nothing`() throws {
    let archive = try StetArchive()
    try archive.commit("bridge", "one")
    let head = try archive.git(["rev-parse", "main"]).text
    func packs() throws -> Set<String> {
      Set(
        try FileManager.default.contentsOfDirectory(
          atPath: archive.gitDirectory + "/objects/pack"))
    }
    let before = try packs()
    let stet = StetProgram.url.path(percentEncoded: false)
    // A busy machine may take long to start: then the signal comes before anybody expects it.
    for seconds in [1, 4, 16, 60] {
      let script =
        "(\(Self.endless)) 2>/dev/null"
        + " | timeout --preserve-status --kill-after=60 --signal=INT \(seconds)"
        + " env --default-signal=INT '\(stet)' import -"
      let result = try Program.run("bash", ["-c", script], in: archive.folder.url)
      #expect(result.status == 130 || result.status == -2)
      guard result.errors.contains("interrupted") else { continue }
      #expect(result.errors.contains("the archive is as it was before"))
      #expect(result.output == [])
      #expect(try archive.git(["rev-parse", "main"]).text == head)
      #expect(try packs() == before)
      #expect(try archive.stet(["verify"]).status == 0)
      #expect(try archive.fsck() == "")
      return
    }
    Issue.record("no import was interrupted in the middle")
  }

  @Test(arguments: ["stet/lock", "refs/heads/main.lock"])
  func `the first interruption ends a wait for another writer, with nothing recorded`(lock: String)
    throws
  {
    let archive = try StetArchive()
    try archive.commit("bridge", "one")
    let head = try archive.git(["rev-parse", "main"]).text
    let stet = StetProgram.url.path(percentEncoded: false)
    let path = archive.gitDirectory + "/" + lock
    // Git's lock is a file that is there; Stet's is held by a process.
    let holder = lock.hasPrefix("stet/") ? "flock '\(path)' sleep 40 &" : ": > '\(path)'"
    let script = """
      \(holder)
      sleep 1
      echo two > two
      timeout --preserve-status --kill-after=30 --signal=INT 3 \
        env --default-signal=INT '\(stet)' commit two
      status=$?
      kill %1 2>/dev/null
      exit $status
      """
    let result = try Program.run("bash", ["-m", "-c", script], in: archive.folder.url)
    #expect(result.status == 130, "\(result)")
    #expect(result.errors.contains("the archive is as it was before"))
    if !lock.hasPrefix("stet/") { try FileManager.default.removeItem(atPath: path) }
    #expect(try archive.git(["rev-parse", "main"]).text == head)
    try archive.commit("bridge", "two")
    #expect(try archive.stet(["verify"]).status == 0)
  }
}
