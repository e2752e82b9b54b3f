import Foundation
import TestSupport

@testable import Stet

/// A folder with an archive in `.stet`, worked on by the built program.
struct ProgramArchive {
  let folder: TemporaryDirectory
  var gitDirectory: String { folder.url.path(percentEncoded: false) + ".stet" }

  init() throws {
    folder = try TemporaryDirectory()
    try stet(["init"])
  }

  @discardableResult
  func stet(_ arguments: [String], input: [UInt8] = []) throws -> Program.Result {
    let result = try StetProgram.run(arguments, input: input, in: folder.url)
    guard result.status == 0 else {
      throw Program.Failure(command: ["stet"] + arguments, result: result)
    }
    return result
  }

  func git(_ arguments: [String]) throws -> Program.Result {
    try Program.run("git", ["--git-dir", gitDirectory] + arguments)
  }

  func open() throws -> Archive { try Archive.open(at: gitDirectory) }

  /// Whether git finds nothing to say.
  func gitAccepts() throws -> Bool {
    let result = try git(["fsck", "--full", "--strict", "--no-dangling", "--no-progress"])
    return result.status == 0 && result.output.isEmpty && result.errors.isEmpty
  }
}
