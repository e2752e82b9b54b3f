import TestSupport

/// A repository with everything that is odd in a stream, made by real git.
enum OddRepository {
  static func make() throws -> GitRepository {
    let repository = try GitRepository(bare: false)
    try fill(repository)
    try change(repository)
    try merge(repository)
    try commitInLatin1(repository)
    try repository.git(["tag", "-a", "-m", "A tag\n\nwith a body", "v1"])
    try tagWithoutTagger(repository)
    try repository.git(["tag", "plain"])
    return repository
  }

  /// Paths that git quotes, and some that it does not.
  static let paths = [
    "plain", "dir/with space", "quo\"te", "back\\slash", "new\nline", "tab\there", "umlaut-ü",
    " leading", "trailing ", "\"both\"", "dir/deep/er", "#hash", "a:b", "\u{7F}",
  ]

  private static func fill(_ repository: GitRepository) throws {
    for (index, path) in paths.enumerated() {
      let lines = (0..<30).map { "line \($0) of file \(index)\n" }.joined()
      try repository.directory.write(Array(lines.utf8), to: path)
    }
    try repository.git(["add", "-A"])
    // Foundation writes no names that are not UTF-8: git itself puts them in the index.
    let blob = try repository.hashObject("blob", [0, 255, 10, 10])
    let target = try repository.hashObject("blob", Array("plain".utf8))
    let submodule = String(repeating: "12", count: 32)
    let entries: [(String, String, [UInt8])] = [
      ("100644", blob, [0x6E, 0xFF, 0xFE]), ("120000", target, Array("link".utf8)),
      ("100755", blob, Array("program".utf8)), ("160000", submodule, Array("module".utf8)),
    ]
    var input: [UInt8] = []
    for (mode, id, path) in entries { input += Array("\(mode) \(id)\t".utf8) + path + [0] }
    try repository.git(["update-index", "--add", "-z", "--index-info"], input: input)
    try commit(repository, "all of it")
    try repository.git(["commit", "--allow-empty", "--allow-empty-message", "-m", ""])
  }

  private static func change(_ repository: GitRepository) throws {
    try repository.git(["mv", "plain", "moved here"])
    try repository.git(["mv", "new\nline", "other\nline"])
    let copied = try repository.directory.read("dir/with space") + Array("more\n".utf8)
    try repository.directory.write(copied, to: "dir/with space")
    try repository.directory.write(copied, to: "copy of \"it\"")
    try repository.git(["add", "--", "dir", "copy of \"it\""])
    try commit(repository, "moves and copies\n\ndata 5\nblob\n")
    try repository.git(["rm", "--cached", "-q", "tab\there", "link", "back\\slash"])
    try commit(repository, "deletions")
  }

  private static func merge(_ repository: GitRepository) throws {
    for branch in ["one", "two"] {
      try repository.git(["checkout", "-q", "-f", "-b", branch, "main~1"])
      try repository.directory.write(Array(branch.utf8), to: branch)
      try repository.git(["add", "--", branch])
      try commit(
        repository, branch, ["GIT_AUTHOR_NAME": "Ö \u{202E} <odd>", "GIT_AUTHOR_EMAIL": ""])
    }
    try repository.git(["checkout", "-q", "-f", "main"])
    let options = ["merge", "-q", "--no-ff", "-s", "octopus", "-m", "three parents"]
    try repository.git(options + ["one", "two"])
  }

  private static func commitInLatin1(_ repository: GitRepository) throws {
    try repository.git(
      ["-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-F", "-"],
      input: [0x63, 0x61, 0x66, 0xE9, 0x0A])
  }

  private static func tagWithoutTagger(_ repository: GitRepository) throws {
    let head = try repository.git(["rev-parse", "main"]).text
    let tag = "object \(head)\ntype commit\ntag old\n\nno tagger\n"
    let id = try repository.hashObject("tag", Array(tag.utf8))
    try repository.git(["update-ref", "refs/tags/old", id])
  }

  private static func commit(
    _ repository: GitRepository, _ message: String, _ environment: [String: String] = [:]
  ) throws {
    try repository.git(["commit", "-q", "-m", message], environment: environment)
  }
}
