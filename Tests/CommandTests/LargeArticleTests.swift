import Foundation
import TestSupport
import Testing

/// What is too large is refused before it is read.
struct LargeArticleTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
  }

  @Test func `a file of more than 1 GiB is refused, and takes no memory`() throws {
    let file = archive.folder.url.appending(path: "large")
    try Data().write(to: file)
    // It has no blocks on the disk.
    try FileHandle(forWritingTo: file).truncate(atOffset: (1 << 30) + 1)
    let program = StetProgram.url.path(percentEncoded: false)
    let result = try Program.run(
      "prlimit", ["--data=268435456", program, "commit", "large", "--store", archive.gitDirectory],
      in: archive.folder.url)
    #expect(result.status == 2, "\(result)")
    #expect(result.errors.contains("cannot take large: it has more than the 1,073,741,824 bytes"))
    #expect(!FileManager.default.fileExists(atPath: archive.gitDirectory + "/refs/heads/main"))
  }

  @Test func `a stream that declares more is refused where it says so`() throws {
    let stream = "blob\nmark :1\ndata 1073741825\n"
    let result = try archive.attempt(["import", "-"], input: Array(stream.utf8))
    #expect(result.status == 2 && result.errors.contains("line 3"), "\(result)")
  }

  @Test func `an object that git made and that is larger is named as such, loose and packed`()
    throws
  {
    let file = archive.folder.url.appending(path: "large")
    try Data().write(to: file)
    try FileHandle(forWritingTo: file).truncate(atOffset: (1 << 30) + 1)
    let id = try archive.git(
      ["-c", "core.compression=1", "hash-object", "-w", file.path(percentEncoded: false)]
    ).text
    let loose = try archive.attempt(["verify", "--json"])
    #expect(loose.status == 4 && loose.text.contains("too-large"), "\(loose)")
    try archive.git(
      [
        "-c", "core.compression=1", "pack-objects", "-q",
        archive.gitDirectory + "/objects/pack/pack",
      ],
      input: Array((id + "\n").utf8))
    try archive.git(["prune-packed", "-q"])
    let packed = try archive.attempt(["verify", "--json"])
    #expect(packed.status == 4 && packed.text.contains("too-large"), "\(packed)")
  }
}
