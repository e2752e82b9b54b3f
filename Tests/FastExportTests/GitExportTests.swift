import FastExport
import TestSupport
import Testing

/// Streams of real git, checked against what git itself says of the same commits.
struct GitExportTests {
  let repository: GitRepository

  init() throws {
    repository = try OddRepository.make()
  }

  private func export(_ options: [String]) throws -> [FastExportCommand] {
    let arguments =
      ["fast-export", "--all", "--signed-tags=strip", "--reencode=no"] + options
    return try StreamSample.commands(try repository.git(arguments).output, partByteCount: 4096)
  }

  /// Changes as `<letter> <mode> <id> <path>`, the id of what a mark stands for.
  private func raw(_ commit: ExportedCommit, _ ids: [Int: String]) -> Set<[UInt8]> {
    let lines = commit.changes.map { change -> [UInt8] in
      switch change {
      case .modify(let mode, let data, let path):
        Array("M \(String(mode.rawValue, radix: 8)) \(id(data, ids)) ".utf8) + path
      case .delete(let path): Array("D ".utf8) + path
      case .rename(let from, let to): Array("R ".utf8) + from + [0] + to
      case .copy(let from, let to): Array("C ".utf8) + from + [0] + to
      case .deleteAll, .noteModify: Array("?".utf8)
      }
    }
    return Set(lines)
  }

  private func id(_ data: DataReference, _ ids: [Int: String]) -> String {
    switch data {
    case .id(let id): id
    case .mark(let mark): ids[mark] ?? "?"
    case .inline: "?"
    }
  }

  /// The same lines from `git diff-tree`, whose fields end with a zero byte.
  private func rawOfGit(_ id: String, _ options: [String]) throws -> Set<[UInt8]> {
    let arguments = ["diff-tree", "-r", "--root", "-z", "--raw", "--no-commit-id", "--full-index"]
    let parent = try repository.attempt(["rev-parse", "--verify", "-q", id + "^"])
    let trees = parent.status == 0 ? [parent.text, id] : [id]
    let output = try repository.git(arguments + options + trees).output
    var fields = output.split(separator: 0).map(Array.init)[...]
    var lines: Set<[UInt8]> = []
    while let header = fields.popFirst(), let path = fields.popFirst() {
      let words = String(decoding: header, as: UTF8.self).split(separator: " ").map(String.init)
      let modify = Array("M \(words[1]) \(words[3]) ".utf8)
      switch words[4].first {
      case "D": lines.insert(Array("D ".utf8) + path)
      case "R", "C":
        let target = fields.popFirst() ?? []
        lines.insert(Array("\(words[4].prefix(1)) ".utf8) + path + [0] + target)
        // A file that also changed is a rename and a change.
        if words[2] != words[3] || words[0].dropFirst() != words[1] {
          lines.insert(modify + target)
        }
      default: lines.insert(modify + path)
      }
    }
    return lines
  }

  @Test(arguments: [
    [], ["--no-data"], ["--full-tree"], ["--use-done-feature"], ["-M", "-C"],
    ["--no-data", "-M", "-C", "--find-copies-harder"], ["--mark-tags"],
  ])
  func `commits, blobs and changes are those of the repository`(options: [String]) throws {
    let commands = try export(["--show-original-ids"] + options)
    var ids: [Int: String] = [:]
    for case .blob(let blob) in commands {
      let id = String(decoding: try #require(blob.originalOID), as: UTF8.self)
      ids[try #require(blob.mark)] = id
      #expect(try repository.content(of: id) == blob.data)
    }
    let commits = StreamSample.commits(commands)
    for commit in commits {
      let id = String(decoding: try #require(commit.originalOID), as: UTF8.self)
      ids[try #require(commit.mark)] = id
      #expect(try repository.content(of: id) == encoded(commit, try tree(of: id), ids))
      if options == ["--full-tree"] {
        #expect(commit.changes.first == .deleteAll)
        #expect(try raw(commit, ids).subtracting([[0x3F]]) == treeOfGit(id))
      } else {
        let detection = options.filter { ["-M", "-C", "--find-copies-harder"].contains($0) }
        #expect(try raw(commit, ids) == rawOfGit(id, detection), "\(id)")
      }
    }
    #expect(commits.count == Int(try repository.git(["rev-list", "--all", "--count"]).text))
    #expect((commands.last == .done) == (options == ["--use-done-feature"]))
  }

  private func tree(of id: String) throws -> String {
    try repository.git(["rev-parse", id + "^{tree}"]).text
  }

  private func treeOfGit(_ id: String) throws -> Set<[UInt8]> {
    let entries = try repository.git(["ls-tree", "-r", "-z", id]).output.split(separator: 0)
    return Set(
      entries.map { entry in
        let tab = entry.firstIndex(of: 9) ?? entry.endIndex
        let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
        return Array("M \(words[0]) \(words[2]) ".utf8) + entry[tab...].dropFirst()
      })
  }

  /// The commit as git keeps it: every field of the stream is in it.
  private func encoded(_ commit: ExportedCommit, _ tree: String, _ ids: [Int: String]) -> [UInt8] {
    var bytes = Array("tree \(tree)\n".utf8)
    for parent in [commit.from].compactMap(\.self) + commit.merges {
      if case .mark(let mark) = parent { bytes += Array("parent \(ids[mark] ?? "?")\n".utf8) }
    }
    bytes += Array("author ".utf8) + encoded(commit.author ?? commit.committer)
    bytes += Array("\ncommitter ".utf8) + encoded(commit.committer)
    if let encoding = commit.encoding { bytes += Array("\nencoding ".utf8) + encoding }
    return bytes + Array("\n\n".utf8) + commit.message
  }

  private func encoded(_ identity: ExportedIdentity) -> [UInt8] {
    guard case .at(let seconds, let zone) = identity.time else { return [] }
    return identity.name + Array(" <".utf8) + identity.mail + Array("> \(seconds) \(zone)".utf8)
  }

  @Test func `tags are those of the repository, one of them without a tagger`() throws {
    var tags: [String: ExportedTag] = [:]
    for case .tag(let tag) in try export(["--show-original-ids", "--mark-tags"]) {
      tags[String(decoding: tag.name, as: UTF8.self)] = tag
    }
    #expect(tags.keys.sorted() == ["old", "v1"])
    #expect(tags["old"]?.tagger == nil)
    #expect(tags["v1"]?.message == Array("A tag\n\nwith a body\n".utf8))
    #expect(tags["v1"]?.tagger?.name == Array("Carl Committer".utf8))
    let id = try repository.git(["rev-parse", "refs/tags/v1"]).text
    #expect(tags["v1"]?.originalOID == Array(id.utf8))
  }

  @Test func `git refuses what is refused here`() throws {
    let wrong = FastExportErrorTests.commands + FastExportErrorTests.fields
    for text in wrong.map(\.stream) where Self.gitRefuses(text) {
      let target = try GitRepository()
      let result = try target.attempt(["fast-import", "--quiet"], input: Array(text.utf8))
      #expect(result.status != 0, "\(text.debugDescription)")
    }
  }

  /// git reads a number as far as it goes, a line up to a zero byte, and answers `cat-blob`.
  private static func gitRefuses(_ text: String) -> Bool {
    !["data ", "cat-blob", ":0", ":1x", ":999", "get-mark", "\0"].contains { text.contains($0) }
      && text != "commit \n" && text != "reset \n"
  }
}
