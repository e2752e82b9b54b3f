import Foundation
import TestSupport
import Testing

/// An archive that a group of people share, as git shares a repository.
struct SharedRepositoryTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.url.path(percentEncoded: false) }

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  /// The modes of files and folders below one, by what sort of thing each is.
  private func modes(_ root: String) throws -> [String: Set<Int>] {
    var modes: [String: Set<Int>] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root + "/objects") {
      let sort: String
      if name.hasSuffix(".pack") || name.hasSuffix(".idx") {
        sort = "pack"
      } else if name.utf8.count == 65 {
        sort = "object"
      } else if name.utf8.count == 2 {
        sort = "folder"
      } else {
        continue
      }
      modes[sort, default: []].insert(try mode(root + "/objects/" + name))
    }
    modes["reference"] = [try mode(root + "/refs/heads/main")]
    return modes
  }

  @Test(arguments: ["false", "group", "all", "0660", "0640"])
  func `libgit2 3733: files of a shared repository have the modes that git gives them`(
    value: String
  ) throws {
    let environment = ["GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b"]
    for name in ["git", "stet"] {
      let store = path + name
      _ = try Program.run(
        "git",
        [
          "init", "-q", "--bare", "--object-format=sha256", "-b", "main", "--shared=" + value,
          store,
        ])
    }
    let tree = try Program.run(
      "git", ["-C", path + "git", "mktree"], input: []
    ).text
    let commit = try Program.run("git", ["-C", path + "git", "commit-tree", tree, "-m", "x"]).text
    _ = try Program.run("git", ["-C", path + "git", "update-ref", "refs/heads/main", commit])
    let archive = try StetArchive()
    let result = try archive.attempt(
      ["commit", "-", "--article=a", "--store", path + "stet"], input: [65],
      environment: environment)
    #expect(result.status == 0, "\(result)")
    // A commit of Stet's is a pack, and each of git's objects a file.
    _ = try Program.run("git", ["-C", path + "git", "repack", "-aq"])
    let (own, others) = (try modes(path + "stet"), try modes(path + "git"))
    #expect(own["pack"] == others["pack"] && own["reference"] == others["reference"])
    // Those that `maintain` writes as well.
    #expect(try archive.attempt(["maintain", "--full", "--store", path + "stet"]).status == 0)
    #expect(try modes(path + "stet")["pack"] == modes(path + "git")["pack"])
  }

  /// An archive that two members of a group share, and the words to run the program by as one of them.
  private func sharedArchive() throws -> (store: String, program: (String) -> [String]) {
    let store = path + "shared"
    _ = try Program.run(
      "git",
      ["init", "-q", "--bare", "--object-format=sha256", "-b", "main", "--shared=group", store])
    _ = try Program.run("chgrp", ["-R", "2000", store])
    // Below a folder that both may enter; the program is copied there for the same reason.
    _ = try Program.run("chmod", ["0755", path])
    _ = try Program.run("cp", [StetProgram.url.path(percentEncoded: false), path + "program"])
    let program = path + "program"
    return (
      store,
      { user in
        [
          "setpriv", "--reuid=" + user, "--regid=" + user, "--groups=2000", "sh", "-c",
          "umask 022; exec \"$0\" \"$@\"", program,
        ]
      }
    )
  }

  @Test(.enabled(if: getuid() == 0)) func `two members of a group write in turn`() throws {
    let (store, program) = try sharedArchive()
    for (user, text) in [("1001", "one"), ("1002", "two"), ("1001", "three"), ("1002", "four")] {
      let words = program(user) + ["commit", "-", "--article=a", "--store", store]
      let result = try Program.run(
        words[0], Array(words.dropFirst()), input: Array(text.utf8))
      #expect(result.status == 0, "\(user) \(result)")
    }
    let log = try Program.run("git", ["-C", store, "-c", "safe.directory=*", "log", "--oneline"])
    #expect(log.text.split(separator: "\n").count == 4)
  }

  @Test(.enabled(if: getuid() == 0))
  func `who has the lock records for another member of the group`() throws {
    let (store, program) = try sharedArchive()
    let words = { user in program(user) + ["commit", "-", "--article=" + user, "--store", store] }
    for user in ["1001", "1002"] {
      _ = try Program.run(words(user)[0], Array(words(user).dropFirst()), input: Array("a".utf8))
    }
    let packs = {
      try FileManager.default.contentsOfDirectory(atPath: store + "/objects/pack")
        .count { $0.hasSuffix(".pack") }
    }
    let before = try packs()
    // Both ask while somebody else has the lock; the first to have it records for both.
    let script = """
      store=$1
      shift
      exec 9>>"$store/stet/lock"
      flock 9
      for user in 1001 1002; do
        printf 'by %s' $user | setpriv --reuid=$user --regid=$user --groups=2000 \
          sh -c 'umask 022; exec "$0" "$@"' "$1" commit - --article=$user --store "$store" 9>&- &
        jobs="$jobs $!"
      done
      until [ "$(ls "$store/stet/waiting" | grep -c request)" = 2 ]; do sleep 0.01; done
      flock -u 9
      for job in $jobs; do wait $job || exit 1; done
      """
    let result = try Program.run("bash", ["-c", script, "bash", store, path + "program"])
    #expect(result.status == 0, "\(result)")
    #expect(try packs() == before + 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: store + "/stet/waiting") == [])
    let log = try Program.run("git", ["-C", store, "-c", "safe.directory=*", "log", "--oneline"])
    #expect(log.text.split(separator: "\n").count == 4)
  }
}
