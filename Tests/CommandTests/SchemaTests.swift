import Foundation
import JSON
import TestSupport
import Testing

/// `Schemas.md` and what the program prints are one.
struct SchemaTests {
  /// What the page says of one output: each member, and whether it is always there.
  private struct Section {
    var members: [String: Bool] = [:]
  }

  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Stet/Stet.docc/Schemas.md").standardizedFileURL

  private static func sections() throws -> [String: Section] {
    var sections: [String: Section] = [:]
    var name = ""
    for line in try String(contentsOf: page, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("## ") { name = String(line.dropFirst(3)) }
      guard line.hasPrefix("| `") else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let member = cells[0].trimmingCharacters(in: ["`"])
      sections[name, default: Section()].members[member] = cells[1] == "always"
    }
    return sections
  }

  /// Paths of the members that hold no object, as the page writes them.
  private static func paths(_ json: JSON, _ prefix: String = "", to depth: Set<String>) -> Set<
    String
  > {
    if depth.contains(prefix) { return [prefix] }
    switch json {
    case .object(let members):
      return members.reduce(into: []) { paths, member in
        let path = prefix.isEmpty ? member.name : prefix + "." + member.name
        paths.formUnion(Self.paths(member.value, path, to: depth))
      }
    case .array(let elements)
    where elements.contains { if case .object = $0 { true } else { false } }:
      return elements.reduce(into: []) { paths, element in
        paths.formUnion(Self.paths(element, prefix + "[]", to: depth))
      }
    default: return [prefix]
    }
  }

  private func expect(_ name: String, _ outputs: [JSON], opaque: Set<String> = []) throws {
    let section = try #require(try Self.sections()[name])
    var seen: Set<String> = []
    for output in outputs {
      var found = Self.paths(output, to: opaque)
      // What is said of one side holds for both.
      found = Set(found.map { $0.hasPrefix("new.") ? "old." + $0.dropFirst(4) : $0 })
      seen.formUnion(found)
      for (member, isAlways) in section.members where isAlways && !member.contains("[]") {
        #expect(found.contains(member), "\(name) lacks \(member)")
      }
    }
    // An array that is empty in one sample stands for itself there.
    let known = Set(section.members.keys)
    let arrays = Set(known.filter { $0.contains("[]") }.map { String($0.prefix { $0 != "[" }) })
    let undocumented = seen.subtracting(known).filter { path in
      !arrays.contains(path) && !known.contains { $0.hasPrefix(path + "[]") }
    }
    #expect(undocumented.isEmpty, "\(name) has \(undocumented.sorted())")
    #expect(
      known.subtracting(seen).isEmpty, "\(name): no sample has \(known.subtracting(seen).sorted())")
  }

  private let archive: StetArchive

  /// A file that gets another name.
  private static let renaming = """
    commit refs/heads/main
    mark :1
    committer A <a@b> 1600000000 +0000
    data 3
    one
    M 644 inline old
    data 4
    text

    commit refs/heads/main
    mark :2
    committer A <a@b> 1600000060 +0000
    data 3
    two
    from :1
    R old new

    """

  init() throws {
    archive = try StetArchive()
    try archive.stet(["import", "-"], input: Array(Self.renaming.utf8))
    try archive.commit(
      "bridge", "Alpha went to the market early. Beta stayed at home all day long. It cost 90.\n",
      "--title=Bridge", "--source=https://a.example/", "--published=2011-11-24",
      "--retrieved=2011-11-24T12:00Z", "--media-type=text/plain", "--republishes=new")
    let file = archive.folder.url.appending(path: "message")
    try Data([0xff, 0xfe]).write(to: file)
    try archive.commit(
      "bridge",
      "Beta stayed at home all day long. Alpha went to the market early. It cost 95.\n",
      "-F", "message", "--published=2011-11-25", "--retrieved=2011-11-26T12:00Z")
    try archive.commit(
      "bridge", "Alpha went to the market early. Beta stayed at home all day long. It cost 90.\n",
      "--title=Bridge")
    try archive.stet(["amend", "bridge@1", "--title=Harbour Bridge"])
    try archive.stet(["amend", "bridge@2", "--clear=published"])
  }

  private func json(_ arguments: String...) throws -> JSON {
    try JSON(decoding: archive.attempt(arguments).output)
  }

  @Test func `every member of log is documented and every documented one is there`() throws {
    let key = try SSHKey()
    try archive.commit("known", "Somebody signed it.")
    try archive.signHead(by: key)
    try archive.allow("ada \(key.publicText)")
    try archive.commit("unknown", "Nobody knows who signed it.")
    try archive.signHead(by: SSHKey())
    try archive.commit("gone", "It is gone.")
    try archive.stet(["erase", "gone", "--reason", "court order", "--yes"])
    let all = try archive.stet(["log", "--json"]).text.split(separator: "\n")
    let one = try archive.stet(["log", "--json", "bridge"]).text.split(separator: "\n")
    try expect("log --json", (all + one).map { try JSON(decoding: Array($0.utf8)) })
  }

  @Test func `every member of log with numbers is documented, and the other way round`() throws {
    try archive.commit("page.html", "<p>It is <b>5</b>.")
    try archive.commit("page.html", "<p>It is <b>6</b>.")
    try archive.commit("page.html", "\0")
    let lines = try archive.stet(["log", "--json", "--stat"]).text.split(separator: "\n")
    let plain = try #require(try Self.sections()["log --json"]).members
    let objects = try lines.map { line in
      let members = try JSON(decoding: Array(line.utf8)).objectValue ?? []
      let nested = ["author", "amended", "signature"]
      return JSON.object(members.filter { plain[$0.name] == nil && !nested.contains($0.name) })
    }
    try expect(
      "log --json --stat", objects, opaque: ["difference.verdict", "difference.markup"])
  }

  @Test func `every member of changes is documented and every documented one is there`() throws {
    try archive.commit("back", "It has 12 lanes.")
    try archive.commit("lost", "One text.")
    func record(_ bytes: [UInt8], _ article: String) throws {
      try archive.stet(
        ["commit", "-", "--article", article], input: Array("Her name is ".utf8) + bytes)
    }
    try record([0xff, 0x2e], "bytes")
    try record([0x62, 0x2e], "letters")
    try archive.recordEarlier()
    try record([0x61, 0x2e], "bytes")
    try record([0xff, 0x2e], "letters")
    try archive.stet(["commit", "--withdrawn", "back"])
    try archive.commit("back", "It has 21 lanes.")
    try archive.commit("lost", "Another text.")
    let renaming = Self.renaming.replacing("old", with: "first").replacing("new", with: "second")
    try archive.stet(["import", "-"], input: Array(renaming.utf8))
    let lost = try archive.git(["hash-object", "--stdin"], input: Array("Another text.".utf8)).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: lost))
    let lines = try archive.attempt(["changes", "--json"]).text.split(separator: "\n")
    try expect(
      "changes --json", lines.map { try JSON(decoding: Array($0.utf8)) },
      opaque: ["old", "new", "difference"])
  }

  @Test func `every member of search is documented, and is there`() throws {
    try archive.stet(
      ["commit", "-", "--article=latin-1"],
      input: Array("A caf".utf8) + [0xE9] + Array(" here".utf8))
    try archive.commit("plain", "A bar here.")
    try archive.commit("plain", "A bar there.")
    let hits = try archive.stet(["search", "--json", "here"]).text.split(separator: "\n")
    let json = try hits.map { try JSON(decoding: Array($0.utf8)) }
    try expect("search --json", json)
    let changes = try archive.stet(["search", "--changes", "--json", "here"]).text
    try expect(
      "search --changes --json",
      changes.split(separator: "\n").map { try JSON(decoding: Array($0.utf8)) })
  }

  @Test func `every member of list is documented and every documented one is there`() throws {
    try archive.commit("gone", "It is gone.")
    try archive.stet(["commit", "--withdrawn", "gone"])
    try archive.commit("lost", "One text.")
    let lost = try archive.git(["hash-object", "--stdin"], input: Array("One text.".utf8)).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: lost))
    let lines = try archive.attempt(["list", "--json"]).text.split(separator: "\n")
    let broken = try archive.git(["rev-parse", "main~3"]).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: broken))
    let others = try archive.attempt(["list", "--json", "--as-of", "now"]).text
      .split(separator: "\n")
    let samples = try (lines + others).map { try JSON(decoding: Array($0.utf8)) }
    #expect(samples.contains { $0["revisions"] == .null && $0["byteCount"] == .null })
    try expect("list --json", samples, opaque: ["revision"])
  }

  @Test func `every member of export and its manifest is documented, and is there`() throws {
    try archive.commit("lost", "One text.")
    let lost = try archive.git(["hash-object", "--stdin"], input: Array("One text.".utf8)).text
    try FileManager.default.removeItem(
      atPath: archive.file(ofObject: lost))
    try expect("export --json", [json("export", "out", "--json")])
    try archive.stet(["export", "then", "bridge", "--as-of=now"])
    let manifests = try ["out", "then"].map { folder in
      try JSON(decoding: archive.folder.read(folder + "/manifest.json"))
    }
    try expect("manifest.json", manifests, opaque: ["articles[].revision"])
  }

  @Test func `every member of blame is documented and every documented one is there`() throws {
    try archive.commit("gone", "It is gone.")
    try archive.commit("gone", "It is gone. More came.")
    try archive.stet(["erase", "gone@1", "--reason", "court order", "--yes"])
    try archive.stet(["commit", "-", "--article=bytes"], input: [0, 0xFF])
    try expect(
      "blame --json",
      [
        json("blame", "--json", "bridge"), json("blame", "--json", "gone"),
        json("blame", "--json", "bytes"),
      ], opaque: ["revision"])
  }

  @Test func `every member of similar is documented and every documented one is there`() throws {
    let words = (0..<50).map { "w\($0)" }.joined(separator: " ")
    try archive.commit("first", words)
    try archive.commit("second", words)
    // A passage whose bytes are no UTF-8.
    let bytes = Array(words.replacing("w25", with: "w25 ?").utf8).map { $0 == 0x3F ? 0xFF : $0 }
    try archive.stet(["commit", "-", "--article=third"], input: bytes)
    var lines: [JSON] = []
    for arguments in [["first"], ["--passages", "first"], ["--passages", "third"]] {
      lines += try archive.stet(["similar", "--json"] + arguments).text.split(separator: "\n")
        .map { try JSON(decoding: Array($0.utf8)) }
    }
    try expect("similar --json", lines)
  }

  @Test func `every member of commit, import and maintain is documented, and is there`() throws {
    let first = try archive.stet(["commit", "-", "--article=a", "--json"], input: [0x78]).output
    let gone = try archive.stet(["commit", "--withdrawn", "a", "--json"]).output
    let other = try archive.stet(["commit", "--withdrawn", "a", "--title=A", "--json"]).output
    let words = (0..<40).map { "w\($0)" }.joined(separator: " ")
    try archive.commit("original", words)
    let copy = try archive.commit("copy", words, "--link-republished", "--json").output
    try expect("commit --json", [first, gone, other, copy].map { try JSON(decoding: $0) })
    let stream =
      "commit refs/heads/main\ncommitter A <a@b> 1 +0000\ndata 0\nM 644 inline b\ndata 0\n"
    let imported = try archive.stet(["import", "--json"], input: Array(stream.utf8)).output
    try expect("import --json", [JSON(decoding: imported)])
    try expect("maintain --json", [json("maintain", "--json")])
  }

  @Test func `every member of init and note-head is documented, and is there`() throws {
    let made = try json("init", "--json", "news")
    try expect("init --json", [made])
    let path = try #require(made["archive"]?.stringValue)
    #expect(try archive.stet(["stats", "--store", path]).status == 0)
    let noted = try json("note-head", "--json", "bridge@1")
    try expect("note-head --json", [noted])
    #expect(
      try noted["commit"] == json("show", "--json", "bridge@1")["revision"]?["commit"])
  }

  @Test func `every member of token is documented, and is there`() throws {
    let options = ["--can", "write", "--name", "n", "--article", "a*", "--expires", "2999-01-01"]
    let line = try archive.stet(["token", "add", "--json"] + options).output
    try expect("token --json", [JSON(decoding: line), json("token", "list", "--json")])
  }

  @Test func `the counts of a difference alone are as in the whole, without its edits`() throws {
    for options in [[], ["--visible"]] {
      let whole = try JSON(decoding: archive.stet(["diff", "--json", "bridge"] + options).output)
      let counts = try JSON(
        decoding: archive.stet(["diff", "--stat", "--json", "bridge"] + options).output)
      let members = whole.objectValue?.filter { !["edits", "moves"].contains($0.name) }
      #expect(counts.objectValue == members)
    }
  }

  @Test func `every member of show is documented and every documented one is there`() throws {
    try archive.stet(["commit", "--batch"], input: Array(#"{"article":"seen","text":"x"}"#.utf8))
    try expect(
      "show --json",
      [
        json("show", "--json", "bridge"), json("show", "--json", "bridge@1"),
        json("show", "--json", "seen"),
      ],
      opaque: ["revision", "difference"])
  }

  @Test func `every member of diff is documented and every documented one is there`() throws {
    try archive.folder.write([0x61, 0xff], to: "a")
    try archive.folder.write([0x62, 0xff], to: "b")
    try archive.folder.write([0x63, 0x00], to: "c")
    let report = "Now 14 of the old boats are back in the harbour again."
    try archive.folder.write(Array(report.utf8), to: "d")
    try archive.folder.write([], to: "e")
    try archive.commit("left", "It was here.")
    try archive.stet(["commit", "--withdrawn", "left"])
    try archive.commit("left", "It is here again.")
    try archive.commit("page.html", "<p>It is <b>5</b>.")
    try archive.commit("page.html", "<p>It is <b>6</b>.")
    try expect(
      "diff --json",
      [
        json("diff", "--json", "bridge"), json("diff", "--json", "bridge@1", "bridge@2"),
        json("diff", "--json", "old@1", "old@2"), json("diff", "--json", "--files", "a", "b"),
        json("diff", "--json", "--files", "a", "c"), json("diff", "--json", "--files", "e", "d"),
        json("diff", "--json", "old@1", "new"), json("diff", "--json", "left"),
        json("diff", "--json", "--visible", "page.html"),
      ],
      opaque: ["verdict.changes", "moves[].edits"])
  }

  @Test func `every member of amend is documented and every documented one is there`() throws {
    try expect(
      "amend --json",
      [
        json("amend", "--json", "bridge", "--source=u"),
        json("amend", "--json", "bridge", "--source=u"),
      ], opaque: ["revision"])
  }

  @Test func `every member of rename is documented and every documented one is there`() throws {
    try expect(
      "rename --json", [json("rename", "--json", "bridge", "harbour")],
      opaque: ["revision", "withdrawal"])
  }

  @Test func `every member of erase is documented and every documented one is there`() throws {
    let words = ["erase", "--json", "bridge@2", "--reason", "court order"]
    let samples = try [[], ["--yes"], ["--yes"]].map { more in
      let result = try archive.attempt(words + more)
      #expect(result.status == (more.isEmpty ? 2 : 0), "\(result)")
      return try JSON(decoding: result.output)
    }
    try expect("erase --json", samples, opaque: ["erased", "revisions"])
    #expect(samples.map { $0["outcome"]?.stringValue } == ["refused", "erased", "unchanged"])
    #expect(samples.map { $0["commit"] == .null } == [true, false, true])
    #expect(samples[1]["erased"] == samples[2]["erased"])
    #expect(samples[1]["revisions"]?.arrayValue?.first?["number"]?.integerValue == 2)
  }

  @Test func `every member of stats is documented and every documented one is there`() throws {
    let sound = try json("stats", "--json")
    try archive.recordAhead()
    try expect("stats --json", [sound, json("stats", "--json")])
  }

  @Test func `every member of verify is documented and every documented one is there`() throws {
    let sound = try json("verify", "--json")
    let blob = try #require(
      try json("diff", "--json", "bridge")["old"]?["blob"]?.stringValue)
    let file = try archive.file(ofObject: blob)
    try FileManager.default.removeItem(atPath: file)
    try archive.recordAhead()
    let damaged = try json("verify", "--json")
    try expect("verify --json", [sound, damaged, erased(), falselySigned()] + arranged())
  }

  /// What `verify` says of a signature that is not of its commit.
  private func falselySigned() throws -> JSON {
    let other = try StetArchive()
    try other.commit("bridge", "One text")
    try other.signHead(by: SSHKey())
    try other.replaceHead { $0.replacing("\nbridge\n", with: "\nbridges\n") }
    return try json("verify", "--json", "--store", other.gitDirectory)
  }

  /// What `verify` says where an erased text was brought back.
  private func erased() throws -> JSON {
    let other = try StetArchive()
    try other.commit("gone", "It is gone.")
    try other.stet(["erase", "gone", "--reason", "court order", "--yes"])
    try other.git(["hash-object", "-w", "--stdin"], input: Array("It is gone.".utf8))
    return try json("verify", "--json", "--store", other.gitDirectory)
  }

  /// What `verify` says of repositories that git arranged so that not all is there.
  private func arranged() throws -> [JSON] {
    let whole = try StetArchive()
    try whole.commit("bridge", "One text")
    try whole.commit("bridge", "Another text")
    let copies = try TemporaryDirectory()
    let path = copies.url.path(percentEncoded: false)
    let local = "file://" + whole.gitDirectory
    for arguments in [
      ["--shared", whole.gitDirectory, path + "shared"], ["--depth=1", local, path + "shallow"],
    ] {
      _ = try Program.run("git", ["clone", "-q", "--bare"] + arguments)
    }
    try whole.git(["replace", "HEAD", "HEAD~1"])
    try whole.git(["update-ref", "--no-deref", "HEAD", "HEAD"])
    try whole.git(["repack", "-adq"])
    let packs = whole.gitDirectory + "/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(atPath: packs)
    let pack = try #require(names.first { $0.hasSuffix(".pack") })
    let left = "pack-" + String(repeating: "a", count: 64) + ".pack"
    try FileManager.default.copyItem(atPath: packs + "/" + pack, toPath: packs + "/" + left)
    return try [whole.gitDirectory, path + "shared", path + "shallow"].map { path in
      try json("verify", "--json", "--store", path)
    }
  }

  @Test func `every member of repair is documented and every documented one is there`() throws {
    let copy = archive.folder.url.path(percentEncoded: false) + "copy"
    _ = try Program.run("git", ["clone", "-q", "--bare", archive.gitDirectory, copy])
    for name in ["side", "lost", "lost-too"] {
      try archive.git(["branch", name])
      if name == "side" { _ = try Program.run("git", ["-C", copy, "branch", "side"]) }
      try Data("no id\n".utf8).write(
        to: URL(filePath: archive.gitDirectory + "/refs/heads/\(name)"))
    }
    try FileManager.default.removeItem(atPath: archive.gitDirectory + "/refs/heads/main")
    try expect(
      "repair --json", [json("repair", "--json", "--from", copy)],
      opaque: ["movedReference", "remaining"])
  }

  @Test func `every member of keys, checkpoints and evidence is documented`() throws {
    try expect("key --json", [json("key", "new", "example.org/news", "--json")])
    let authority = try TimestampAuthority()
    let (server, url) = try authority.serve()
    try archive.folder.write(authority.roots, to: "roots.pem")
    try archive.folder.write(archive.stet(["key", "policy"]).output, to: "policy")
    try expect("checkpoint --json", [json("checkpoint", "--tsa", url, "--json")])
    try expect(
      "evidence --json", [json("evidence", "bridge@1", "-o", "e.zip", "--json")])
    try archive.stet(["evidence", "tunnel", "--as-of", "2099-01-01", "-o", "none.zip"])
    try expect(
      "verify --evidence --json",
      [
        json(
          "verify", "--evidence", "e.zip", "--policy", "policy", "--roots", "roots.pem", "--json"),
        json("verify", "--evidence", "none.zip", "--policy", "policy", "--json"),
      ])
    withExtendedLifetime(server) {}
  }
}
