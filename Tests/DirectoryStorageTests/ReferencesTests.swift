import Objects
import SimulatedDisk
import Storage
import Testing

@testable import DirectoryStorage

struct ReferencesTests {
  private let disk = SimulatedDisk()
  private let references: References

  init() throws {
    _ = try Fixture.storage(disk)
    references = References(root: Fixture.root, files: disk)
  }

  private func write(_ text: String, _ path: String) {
    disk.write(Array(text.utf8), to: Fixture.root + "/" + path)
  }

  private func name(_ text: String) throws -> ReferenceName { try #require(ReferenceName(text)) }

  @Test func `a new repository is at a branch that does not exist yet`() throws {
    let head = try references.head()
    #expect(head.branch == .main)
    #expect(head.id == nil)
    #expect(try references.all().isEmpty)
  }

  @Test(arguments: ["", "\n", " \t\r\n"])
  func `white space at the end of a loose reference is allowed`(end: String) throws {
    write("\(Fixture.first)\(end)", "refs/heads/main")
    #expect(try references.read(.main) == .direct(Fixture.first))
  }

  @Test func `a file that git would not write is named as altered`() throws {
    write("\(Fixture.id("a"))\n".uppercased(), "refs/heads/main")
    #expect(try references.alteredFiles() == [Fixture.root + "/refs/heads/main"])
    write("\(Fixture.id("a"))\n", "refs/heads/main")
    #expect(try references.alteredFiles().isEmpty)
  }

  @Test func `a reference that names others and leads nowhere is named as altered`() throws {
    write("\(Fixture.first)\n", "refs/heads/main")
    write("ref: refs/heads/main\n", "refs/heads/same")
    #expect(try references.alteredFiles().isEmpty)
    for target in ["same", "gone", "a", "other"] {
      write("ref: refs/heads/a\n", "refs/heads/other")
      write("ref: refs/heads/\(target)\n", "refs/heads/a")
      let isSound = target == "same"
      #expect(try references.alteredFiles().isEmpty == isSound, "\(target)")
    }
  }

  @Test func `nested references are found, locks are not`() throws {
    write("\(Fixture.first)\n", "refs/heads/a/b/c")
    write("\(Fixture.second)\n", "refs/heads/a/d.lock")
    #expect(try references.all() == [name("refs/heads/a/b/c"): Fixture.first])
  }

  @Test func `a loose reference counts before a packed one`() throws {
    write("\(Fixture.first) refs/heads/main\n\(Fixture.first) refs/tags/x\n", "packed-refs")
    write("\(Fixture.second)\n", "refs/heads/main")
    #expect(try references.head().id == Fixture.second)
    #expect(
      try references.all() == [.main: Fixture.second, name("refs/tags/x"): Fixture.first])
  }

  @Test(arguments: ["ref: refs/leads/main\n", "ref: refs/h\n", "ref: refs/heads\n", "ref: HEAD\n"])
  func `a head that names no branch is bad, and mended to the branch that is there`(
    text: String
  ) throws {
    write("\(Fixture.first) refs/heads/main\n", "packed-refs")
    write("\(Fixture.second)\n", "refs/heads/beside")
    write(text, "HEAD")
    #expect(throws: StorageError.badReference(path: Fixture.root + "/HEAD")) {
      try references.head()
    }
    #expect(try references.alteredFiles() == [Fixture.root + "/HEAD"])
    #expect(try references.likelyBranch() == .main)
  }

  @Test(arguments: ["# paco-refs with: sorted \n", "#\n", "^\n", "^12\n"])
  func `a line of packed references that git refuses is refused`(line: String) throws {
    write("\(line)\(Fixture.first) refs/heads/main\n", "packed-refs")
    #expect(throws: StorageError.badReference(path: Fixture.root + "/packed-refs")) {
      try references.all()
    }
  }

  @Test func `packed references have a header and peeled tags`() throws {
    write(
      "# pack-refs with: peeled fully-peeled sorted \n\(Fixture.first) refs/tags/v\n"
        + "^\(Fixture.second)\n", "packed-refs")
    #expect(try references.all() == [name("refs/tags/v"): Fixture.first])
  }

  @Test(arguments: ["x", "1234 refs/heads/main\n", " refs/heads/main\n", "?"])
  func `a malformed line of packed-refs is an error`(line: String) {
    write(line, "packed-refs")
    #expect(throws: StorageError.badReference(path: Fixture.root + "/packed-refs")) {
      try references.read(.main)
    }
  }

  @Test(arguments: ["", "x", "1234", "ref: ../../etc/passwd", "ref: main", "ref:", "\u{FF}"])
  func `a malformed loose reference is an error`(text: String) {
    write(text, "refs/heads/main")
    let expected = StorageError.badReference(path: Fixture.root + "/refs/heads/main")
    #expect(throws: expected) { try references.read(.main) }
    #expect(throws: expected) { try references.all() }
    #expect(throws: expected) { try references.head() }
  }

  @Test func `symbolic references are followed five times and not for ever`() throws {
    write("ref: refs/heads/a\n", "HEAD")
    write("ref: refs/heads/b\n", "refs/heads/a")
    write("\(Fixture.first)\n", "refs/heads/b")
    #expect(try references.head().branch == name("refs/heads/b"))
    write("ref: refs/heads/a\n", "refs/heads/b")
    #expect(throws: StorageError.badReference(path: Fixture.root + "/HEAD")) {
      try references.head()
    }
  }

  @Test func `a detached head is its own branch`() throws {
    write("\(Fixture.first)\n", "HEAD")
    let head = try references.head()
    #expect(head.branch == .head)
    #expect(head.id == Fixture.first)
  }

  @Test func `a repository without a head is none`() throws {
    disk.delete(Fixture.root + "/HEAD")
    #expect(
      throws: StorageError.notARepository(path: Fixture.root, reason: "it has no HEAD")
    ) { try references.head() }
  }

  /// `git pack-refs --all` at every moment of reading: first `packed-refs` is written, then the loose file
  /// removed, with any number of looks between.
  @Test func `references that git packs meanwhile are where they were`() throws {
    write("\(Fixture.first) refs/heads/main\n", "packed-refs")
    write("\(Fixture.second)\n", "refs/heads/main")
    write("\(Fixture.first)\n", "refs/heads/side")
    let expected = [ReferenceName.main: Fixture.second, try name("refs/heads/side"): Fixture.first]
    let packed = "\(Fixture.second) refs/heads/main\n\(Fixture.first) refs/heads/side\n"
    func check<Value: Equatable>(
      _ expected: Value, _ read: (References) throws -> Value
    ) throws {
      let whole = disk.copy()
      let value = try read(References(root: Fixture.root, files: whole))
      #expect(value == expected)
      #expect(whole.lookCount > 1)
      for start in 0..<whole.lookCount {
        for end in start..<whole.lookCount {
          let moving = disk.copy { disk, look in
            let root = Fixture.root
            if look == start { disk.write(Array(packed.utf8), to: root + "/packed-refs") }
            guard look == end else { return }
            disk.delete(root + "/refs/heads/main")
            disk.delete(root + "/refs/heads/side")
          }
          let value = try read(References(root: Fixture.root, files: moving))
          #expect(value == expected, "packed before look \(start), removed before look \(end)")
        }
      }
    }
    try check(expected) { try $0.all() }
    try check(Fixture.second) { try $0.head().id }
    try check([]) { try $0.alteredFiles() }
  }

  @Test func `a packed reference that git makes loose meanwhile is never missed`() throws {
    write("\(Fixture.first) refs/heads/main\n", "packed-refs")
    disk.delete(Fixture.root + "/refs/heads/main")
    for moment in 0..<6 {
      let moving = disk.copy { disk, look in
        guard look == moment else { return }
        disk.write(Array("\(Fixture.second)\n".utf8), to: Fixture.root + "/refs/heads/main")
        disk.write([], to: Fixture.root + "/packed-refs")
      }
      let id = try References(root: Fixture.root, files: moving).head().id
      #expect(id == Fixture.first || id == Fixture.second, "before look \(moment)")
    }
  }
}
