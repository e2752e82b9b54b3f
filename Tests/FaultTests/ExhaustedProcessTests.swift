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
