import Foundation
import TestSupport
import Testing

/// Who records, where git was told once for all repositories.
struct GitIdentityTests {
  private let archive: StetArchive
  private var home: String { archive.folder.url.path(percentEncoded: false) + "home" }

  init() throws {
    archive = try StetArchive()
    try FileManager.default.createDirectory(
      atPath: home + "/.config/git", withIntermediateDirectories: true)
  }

  private func write(_ text: String, to path: String = ".gitconfig") throws {
    try Data(text.utf8).write(to: URL(filePath: home + "/" + path))
  }

  /// The author of a revision that is recorded now.
  private func author(_ environment: [String: String] = [:]) throws -> String {
    let variables = [
      "HOME": home, "LOGNAME": "login", "GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": "",
      "GIT_CONFIG_GLOBAL": "",
    ].merging(environment) { $1 }
    try archive.stet(
      ["commit", "-", "--article", UUID().uuidString], input: [0x78], environment: variables)
    return try archive.git(["log", "-1", "--format=%an <%ae>"]).text
  }

  @Test func `git's own files come before the login, the one in the home folder first`() throws {
    #expect(try author().hasPrefix("login <login@"))
    try write("[user]\n\tname = From Config\n\temail = c@d\n", to: ".config/git/config")
    #expect(try author() == "From Config <c@d>")
    try write("[user]\nname = \"From Home\"\n")
    #expect(try author() == "From Home <c@d>")
    try write("[user]\nname=Xdg\n", to: "config")
    try FileManager.default.createDirectory(
      atPath: home + "/x/git", withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: home + "/config", toPath: home + "/x/git/config")
    try FileManager.default.removeItem(atPath: home + "/.gitconfig")
    #expect(try author(["XDG_CONFIG_HOME": home + "/x"]).hasPrefix("Xdg <login@"))
  }

  @Test func `GIT_CONFIG_GLOBAL stands for both; the archive's own and the environment win`() throws
  {
    try write("[user]\nname = Home\nemail = h@h\n")
    try write("[user]\nname = Elsewhere\n", to: "other")
    #expect(try author(["GIT_CONFIG_GLOBAL": home + "/other"]).hasPrefix("Elsewhere <login@"))
    #expect(try author(["GIT_CONFIG_GLOBAL": "/dev/null"]).hasPrefix("login <"))
    try archive.git(["config", "user.name", "Own"])
    #expect(try author() == "Own <h@h>")
    #expect(try author(["GIT_AUTHOR_NAME": "Env", "STET_AUTHOR_EMAIL": "e@e"]) == "Env <e@e>")
  }

  @Test func `includes are not followed`() throws {
    try write("[user]\nname = Included\n", to: "more")
    try write("[include]\npath = more\n[user]\nemail = h@h\n")
    #expect(try author() == "login <h@h>")
  }

  @Test(arguments: [
    "[user", "[user]\nname = \"open", "[user]\n= x", "\0\0\0", "[user]\nname = ",
    "[user]\nname", "[user]\nname = a\\qb",
  ])
  func `a file that git refuses, or that says nothing, is passed over`(text: String) throws {
    try write(text)
    let found = try author()
    #expect(found.hasPrefix("login <login@") || found.hasPrefix("true <login@"), "\(found)")
    #expect(try archive.fsck() == "")
  }

  @Test func `names that would break a commit are made harmless, as git does`() throws {
    try write("[user]\nname = \"A\\nB <x>\"\nemail = \"a\\n>b\"\n")
    #expect(try author() == "AB x <ab>")
    #expect(try archive.fsck() == "")
  }

  @Test func `a pipe, a folder, a file without end or rights does not hold a commit up`() throws {
    let path = home + "/.gitconfig"
    _ = try Program.run("mkfifo", [path])
    #expect(try author().hasPrefix("login <"))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(try author().hasPrefix("login <"))
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
    #expect(try author().hasPrefix("login <"))
    try FileManager.default.removeItem(atPath: path)
    try write("[user]\nname = " + String(repeating: "a b ", count: 60_000))
    #expect(try author().hasPrefix("a b a b"))
    try write("[user]\nname = " + String(repeating: "a b ", count: 6_000_000))
    #expect(try author().hasPrefix("login <"))
    try write("[user]\nname = " + String(repeating: "ab\\\n", count: 60_000))
    #expect(try author().hasPrefix("abab"))
  }
}
