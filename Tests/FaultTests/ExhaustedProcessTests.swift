import Foundation
import TestSupport
import Testing

/// The built program with less than it needs.
struct ExhaustedProcessTests {
  @Test(arguments: 4...16)
  func `few descriptors are told for what they are, and are no damage`(limit: Int) throws {
    let archive = try StetArchive()
    for number in 0..<5 { try archive.commit("a", "text \(number)") }
    try archive.stet(["maintain"])
    try archive.commit("b", "text")
    let program = StetProgram.url.path(percentEncoded: false)
    // Debug builds load libraries, for which three are too few to start at all.
    for command in [["verify"], ["maintain", "--full"], ["log"]] {
      let result = try Program.run(
        "prlimit", ["--nofile=\(limit)", program] + command + ["--store", archive.gitDirectory])
      #expect([0, 6].contains(result.status), "\(limit) \(command): \(result)")
      if result.status == 6 { #expect(result.errors.contains("open files")) }
    }
    #expect(try archive.fsck() == "")
  }
}

/// The built program where the system refuses one file, told apart from damage. `Tests/faults` refuses
/// every call; these are its findings.
struct RefusedCallTests {
  /// Runs a command while one kind of call on one path fails; `nil` where nobody may trace.
  private func run(
    _ arguments: [String], refusing call: String, on path: String, in archive: StetArchive
  ) throws -> Program.Result? {
    guard (try? Program.run("strace", ["-qq", "-o", "/dev/null", "true"]))?.status == 0 else {
      return nil
    }
    let program = StetProgram.url.path(percentEncoded: false)
    let trace = archive.folder.url.appending(path: "trace").path(percentEncoded: false)
    return try Program.run(
      "strace",
      [
        "-f", "-qq", "-o", trace, "-P", path, "-e", "trace=\(call)", "-e",
        "inject=\(call):error=EIO",
      ]
        + [program] + arguments + ["--store", archive.gitDirectory])
  }

  @Test(arguments: ["openat", "read"])
  func `an object that the disk does not give is named, with status 6`(call: String) throws {
    let archive = try StetArchive()
    try archive.commit("a", "text")
    for object in ["main^{tree}", "main"] {
      let id = try archive.git(["rev-parse", object]).text
      let path = try archive.file(ofObject: id)
      guard let result = try run(["verify"], refusing: call, on: path, in: archive) else { return }
      #expect(result.status == 6, "\(object): \(result)")
      #expect(result.text.contains("unreadable object \(id)"), "\(result)")
      #expect(result.text.contains("Input/output error"), "\(result)")
      #expect(!result.text.contains("damaged object"), "\(result)")
    }
  }

  @Test(arguments: ["", "/heads"])
  func `references that cannot be listed end a verification with status 6`(part: String) throws {
    let archive = try StetArchive()
    try archive.commit("a", "text")
    let path = archive.gitDirectory + "/refs" + part
    guard let result = try run(["verify"], refusing: "getdents64", on: path, in: archive) else {
      return
    }
    #expect(result.status == 6 && result.text.isEmpty, "\(result)")
    #expect(result.errors.contains("Input/output error"), "\(result)")
  }
}
