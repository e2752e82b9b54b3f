import TestSupport

/// A history with everything that is odd in one, made by real git.
enum OddHistory {
  /// Links, submodules, odd paths, renames, merges, a file that becomes a folder and back.
  static func make() throws -> GitRepository {
    let repository = try GitRepository()
    var history = Writing(repository)
    try history.start()
    try history.turnFilesIntoFolders()
    try history.revert()
    try history.merge()
    try history.say()
    try repository.git(["tag", "-a", "-m", "A tag", "v1", "main"])
    try repository.git(["tag", "plain", "main"])
    return repository
  }

  /// More of the same history.
  static func goOn(_ repository: GitRepository) throws {
    var history = Writing(repository, time: 1_600_000_000)
    history.head = try repository.git(["rev-parse", "main"]).text
    try history.load()
    history.files[bytes("later")] = ("100644", Array("later\n".utf8))
    history.files[bytes("plain")] = nil
    try history.commit("goes on")
  }

  static let oddPaths: [[UInt8]] = [
    Array("dir/with space".utf8), Array("quo\"te".utf8), Array("new\nline".utf8),
    Array("tab\there".utf8), Array("umlaut-ü".utf8), Array(" leading".utf8),
    [0x6E, 0xFF, 0xFE], Array("new%0Aline".utf8), Array("100%".utf8), Array("%6E%FF%FE".utf8),
    Array("dir/CON".utf8), Array(String(repeating: "long ", count: 45).utf8),
  ]
}

/// Writes commits into a bare repository, a whole tree each.
private struct Writing {
  let repository: GitRepository
  var files: [[UInt8]: (mode: String, content: [UInt8])] = [:]
  var head: String?
  private var time: Int
  private var blobs: [[UInt8]: String] = [:]

  init(_ repository: GitRepository, time: Int = 1_500_000_000) {
    self.repository = repository
    self.time = time
  }

  private mutating func blob(_ content: [UInt8]) throws -> String {
    if let id = blobs[content] { return id }
    let id = try repository.hashObject("blob", content)
    blobs[content] = id
    return id
  }

  private func text(_ name: String, _ version: Int) -> [UInt8] {
    let lines = (0..<40).map { "line \($0) of \(name)\($0 == 7 ? ", version \(version)" : "")\n" }
    return Array(lines.joined().utf8)
  }

  mutating func start() throws {
    for path in ["plain", "other", "moved/one", "moved/two", "twin/a", "twin/b"] {
      files[Array(path.utf8)] = ("100644", text(path.hasPrefix("twin") ? "twin" : path, 1))
    }
    for (index, path) in OddHistory.oddPaths.enumerated() {
      files[path] = ("100644", text("odd \(index)", 1))
    }
    files[bytes("program")] = ("100755", Array("#!/bin/sh\n".utf8))
    files[bytes("link")] = ("120000", Array("plain".utf8))
    files[bytes("module")] = ("160000", Array(String(repeating: "12", count: 32).utf8))
    files[bytes("empty")] = ("100644", [])
    files[bytes("binary")] = ("100644", [0, 255, 10, 13, 10])
    try commit("all of it\n\nArticle: not a trailer\n")
    try commit("an empty commit")
    try commit("")
  }

  mutating func turnFilesIntoFolders() throws {
    files[bytes("other")] = nil
    files[bytes("other/inside")] = ("100644", text("inside", 1))
    try commit("a file becomes a folder")
    files[bytes("other/inside")] = nil
    files[bytes("other")] = ("100644", text("other", 2))
    try commit("and a file again")
    for name in ["one", "two"] {
      files[Array("new place/\(name)".utf8)] = files[Array("moved/\(name)".utf8)]
      files[Array("moved/\(name)".utf8)] = nil
    }
    files[bytes("umlaut-copy")] = files[OddHistory.oddPaths[4]]
    files[bytes("program")]?.mode = "100644"
    try commit("moves, copies, a change of mode only")
    files[bytes("program")]?.content += Array("exit 1\n".utf8)
    files[bytes("link")] = ("100644", text("no link any more", 1))
    try commit("a link becomes a file")
    files[bytes("link")] = ("120000", Array("other".utf8))
    files[bytes("module")] = nil
    for path in OddHistory.oddPaths.prefix(8) { files[path]?.content += Array("more\n".utf8) }
    try commit("and a link again")
    for path in OddHistory.oddPaths.prefix(8) { files[path] = nil }
    try commit("deletions")
  }

  mutating func revert() throws {
    for version in [2, 1, 3, 1] {
      files[bytes("plain")] = ("100644", text("plain", version))
      try commit("version \(version)")
    }
  }

  mutating func merge() throws {
    let (base, old) = (head, files)
    var tips: [String] = []
    for side in ["side", "other side"] {
      (head, files) = (base, old)
      files[Array(side.utf8)] = ("100644", text(side, 1))
      files[bytes("twin/a")] = ("100644", text("twin " + side, 2))
      try commit(side)
      tips.append(head ?? "")
    }
    files[bytes("side")] = ("100644", text("side", 1))
    try commit("merge", parents: tips)
    (head, files) = (base, old)
    files[bytes("never merged")] = ("100644", text("branch", 1))
    try commit("a branch of its own")
    try repository.git(["update-ref", "refs/heads/branch", head ?? ""])
    head = try repository.git(["rev-parse", "refs/keep/merge"]).text
    try load()
    try repository.git(["update-ref", "refs/heads/main", head ?? ""])
  }

  mutating func say() throws {
    files[bytes("said")] = ("100644", text("said", 1))
    try commit(
      Array("caf".utf8) + [0xE9, 0x0A],
      options: ["-c", "i18n.commitEncoding=ISO-8859-1"], environment: ["GIT_AUTHOR_NAME": "Ö <o>"])
    files[bytes("said")] = ("100644", text("said", 2))
    try commit(
      Array("\r\nlines of Windows\r\n\r\nArticle: plain\nWithdrawn: true\n".utf8),
      environment: ["GIT_AUTHOR_DATE": "@0 -1130", "GIT_AUTHOR_EMAIL": ""])
  }

  /// Takes over the files of the head.
  mutating func load() throws {
    files = [:]
    guard let head else { return }
    for entry in try repository.git(["ls-tree", "-r", "-z", head]).output.split(separator: 0) {
      let tab = entry.firstIndex(of: 9) ?? entry.endIndex
      let words = String(decoding: entry[..<tab], as: UTF8.self).split(separator: " ")
      let path = Array(entry[tab...].dropFirst())
      let isModule = words[0] == "160000"
      let content = isModule ? Array(words[2].utf8) : try repository.content(of: String(words[2]))
      files[path] = (String(words[0]), content)
    }
  }

  mutating func commit(_ message: String, parents: [String]? = nil) throws {
    try commit(Array(message.utf8), parents: parents)
  }

  mutating func commit(
    _ message: [UInt8], parents: [String]? = nil, options: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    var input: [UInt8] = []
    for (path, file) in files {
      let id =
        file.mode == "160000"
        ? String(decoding: file.content, as: UTF8.self)
        : try blob(file.content)
      input += Array("\(file.mode) \(id)\t".utf8) + path + [0]
    }
    try repository.git(["read-tree", "--empty"])
    try repository.git(["update-index", "--add", "-z", "--index-info"], input: input)
    let tree = try repository.git(["write-tree"]).text
    time += 100
    var environment = environment
    environment["GIT_COMMITTER_DATE"] = "\(time) +0100"
    environment["GIT_AUTHOR_DATE"] = environment["GIT_AUTHOR_DATE"] ?? "\(time - 7) +0200"
    let parentOptions = (parents ?? [head].compactMap(\.self)).flatMap { ["-p", $0] }
    let id = try repository.git(
      options + ["commit-tree", tree] + parentOptions, input: message, environment: environment
    ).text
    head = id
    try repository.git(["update-ref", "refs/heads/main", id])
    if parents != nil { try repository.git(["update-ref", "refs/keep/merge", id]) }
  }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
