import TestSupport
import Testing
import Zip

struct ZipArchiveTests {
  private static let sample = ZipArchive([
    .init("text", Array("Let it stand.\n".utf8)),
    .init("old/tree.0", [0, 1, 2, 255]),
    .init("empty", []),
    .init("Ungewöhnlich/名前", [UInt8](repeating: 7, count: 100_000)),
  ])

  @Test func `what is packed comes back, and the same files are the same bytes`() throws {
    let bytes = ZipArchiveTests.sample.encoded()
    #expect(try ZipArchive(decoding: bytes, limit: 200_000) == ZipArchiveTests.sample)
    #expect(bytes == ZipArchiveTests.sample.encoded())
    #expect(try ZipArchive(decoding: ZipArchive().encoded(), limit: 0) == ZipArchive())
  }

  @Test func `another program unpacks it, finds nothing wrong, and what it packs is read`() throws {
    let files = try TemporaryDirectory()
    try files.write(ZipArchiveTests.sample.encoded(), to: "ours.zip")
    let program = """
      import sys, zipfile
      ours = zipfile.ZipFile("ours.zip")
      assert ours.testzip() is None
      with zipfile.ZipFile("theirs.zip", "w", zipfile.ZIP_DEFLATED) as theirs:
          for name in ours.namelist():
              theirs.writestr(name, ours.read(name))
          theirs.comment = b"PK is how it begins"
      """
    try python(program, in: files)
    let theirs = try files.read("theirs.zip")
    #expect(try ZipArchive(decoding: theirs, limit: 200_000) == ZipArchiveTests.sample)
  }

  @Test func `no byte of it can be changed so that other content is read`() throws {
    let sample = ZipArchive(ZipArchiveTests.sample.members.dropLast() + [.init("z", [1, 2, 3])])
    let bytes = sample.encoded()
    for place in bytes.indices {
      for bit in [UInt8(1), 0x80] {
        var changed = bytes
        changed[place] ^= bit
        // The days and systems that nobody reads may be others; names may, as long as they are safe.
        guard let read = try? ZipArchive(decoding: changed, limit: 200_000) else { continue }
        #expect(read.members.map(\.content) == sample.members.map(\.content), "byte \(place)")
      }
    }
    for count in bytes.indices {
      #expect(throws: ZipError.self) {
        try ZipArchive(decoding: Array(bytes[..<count]), limit: 200_000)
      }
    }
  }

  @Test func `more bytes than allowed are refused before they are unpacked`() {
    let bomb = ZipArchive([.init("zeros", [UInt8](repeating: 0, count: 1_000_000))]).encoded()
    #expect(bomb.count < 2_000)
    #expect(throws: ZipError.tooLarge(limit: 999_999)) {
      try ZipArchive(decoding: bomb, limit: 999_999)
    }
  }

  @Test(arguments: ["/etc/passwd", "../up", "a/../../b", "", "a//b", ".", "a\\b", "a/../\u{301}b"])
  func `names that lead elsewhere are refused`(name: String) throws {
    let files = try TemporaryDirectory()
    let program = """
      import sys, zipfile
      with zipfile.ZipFile("hostile.zip", "w") as archive:
          archive.writestr(zipfile.ZipInfo(sys.stdin.buffer.read().decode()), b"text")
      """
    try python(program, input: Array(name.utf8), in: files)
    let bytes = try files.read("hostile.zip")
    #expect(throws: ZipError.badName(name)) { try ZipArchive(decoding: bytes, limit: 100) }
  }

  @Test func `members that share bytes, and a name that comes twice, are refused`() throws {
    let files = try TemporaryDirectory()
    let program = """
      import warnings, zipfile
      warnings.simplefilter("ignore")
      with zipfile.ZipFile("twice.zip", "w") as archive:
          archive.writestr("text", b"one"); archive.writestr("text", b"two")
      with zipfile.ZipFile("shared.zip", "w") as archive:
          archive.writestr("a", b"same")
          info = archive.getinfo("a")
          archive.filelist.append(info)
      """
    try python(program, in: files)
    #expect(throws: ZipError.badName("text")) {
      try ZipArchive(decoding: try files.read("twice.zip"), limit: 100)
    }
    #expect(throws: ZipError.self) {
      try ZipArchive(decoding: try files.read("shared.zip"), limit: 100)
    }
  }

  @Test func `encrypted members and other methods are named`() throws {
    var bytes = ZipArchive([.init("text", [1])]).encoded()
    let entry = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes[entry + 8] |= 1
    #expect(throws: ZipError.unsupported(member: "text")) {
      try ZipArchive(decoding: bytes, limit: 100)
    }
    bytes[entry + 8] &= ~1
    bytes[entry + 10] = 12
    #expect(throws: ZipError.unsupported(member: "text")) {
      try ZipArchive(decoding: bytes, limit: 100)
    }
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `random bytes after a true beginning never end the program`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = ZipArchiveTests.sample.encoded()
    for _ in 0..<500 {
      var changed = bytes
      for _ in 0..<4 {
        changed[changed.count - 1 - random.number(in: 0..<400)] = random.byte()
      }
      _ = try? ZipArchive(decoding: changed, limit: 1 << 20)
    }
  }

  private func python(
    _ program: String, input: [UInt8] = [], in files: TemporaryDirectory
  ) throws {
    let result = try Program.run("python3", ["-c", program], input: input, in: files.url)
    try #require(result.status == 0, "\(result.errors)")
  }
}
