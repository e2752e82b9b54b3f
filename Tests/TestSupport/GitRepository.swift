public import Foundation

/// A SHA-256 repository in a directory of its own, worked on by real git.
public final class GitRepository: Sendable {
  public let directory: TemporaryDirectory
  /// The directory with `objects` and `refs` in it.
  public let gitDirectory: URL

  public init(bare: Bool = true) throws {
    directory = try TemporaryDirectory()
    gitDirectory = bare ? directory.url : directory.url.appending(path: ".git")
    let options = bare ? ["--bare"] : []
    try git(["init", "--quiet", "--object-format=sha256", "--initial-branch=main"] + options)
  }

  /// Runs git here; throws where it does not end with success.
  @discardableResult
  public func git(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    let result = try attempt(arguments, input: input, environment: environment)
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + arguments, result: result)
    }
    return result
  }

  /// Runs git here, whatever comes of it.
  public func attempt(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      "git", arguments, input: input, in: directory.url, environment: environment)
  }
}

extension GitRepository {
  /// Keeps an object that git finds well formed; returns its id.
  @discardableResult
  public func hashObject(_ kind: String, _ content: [UInt8]) throws -> String {
    try git(["hash-object", "-w", "-t", kind, "--stdin"], input: content).text
  }

  /// Keeps objects of one kind, however malformed, in one run of git; returns their ids in order.
  public func keepUnchecked(_ kind: String, _ contents: [[UInt8]]) throws -> [String] {
    let files = try TemporaryDirectory()
    let paths = try contents.enumerated().map {
      try files.write($0.element, to: String($0.offset)).path()
    }
    let options = ["hash-object", "-w", "--literally", "--no-filters", "-t", kind, "--"]
    return try git(options + paths).text.split(separator: "\n").map(String.init)
  }

  /// The content of an object of any kind.
  public func content(of id: String) throws -> [UInt8] {
    guard let content = try contents(of: [id]).first else { throw CocoaError(.fileReadCorruptFile) }
    return content
  }

  /// The contents of many objects, in one run of git.
  public func contents(of ids: [String]) throws -> [[UInt8]] {
    let input = Array(ids.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")]
    var rest = try git(["cat-file", "--batch"], input: input).output[...]
    return try ids.map { _ in
      // `<id> <kind> <byte count>`, the content, a newline.
      let header = rest.prefix { $0 != UInt8(ascii: "\n") }
      let fields = String(decoding: header, as: UTF8.self).split(separator: " ")
      guard fields.count == 3, let count = Int(fields[2]) else {
        throw CocoaError(.fileReadCorruptFile)
      }
      let content = Array(rest.dropFirst(header.count + 1).prefix(count))
      rest = rest.dropFirst(header.count + count + 2)
      return content
    }
  }

  /// Makes a tree of lines as `git ls-tree` prints them.
  public func makeTree(_ lines: [String]) throws -> String {
    try git(["mktree", "--missing"], input: Array(lines.map { $0 + "\n" }.joined().utf8)).text
  }

  public func commitTree(
    _ tree: String, parents: [String] = [], message: [UInt8],
    environment: [String: String] = [:]
  ) throws -> String {
    let options = parents.flatMap { ["-p", $0] }
    return try git(
      ["commit-tree", tree] + options, input: message, environment: environment
    ).text
  }

  /// What `git fsck --full --strict` says of this repository.
  public func fsck() throws -> FsckReport {
    let result = try attempt(["fsck", "--full", "--strict", "--no-dangling"])
    let lines = (String(decoding: result.output, as: UTF8.self) + result.errors)
      .split(separator: "\n").map(String.init)
    return FsckReport(status: result.status, lines: lines)
  }
}

/// What `git fsck` found.
public struct FsckReport: Sendable {
  public var status: Int32
  public var lines: [String]

  /// The errors that name this object; git reads the others as well formed.
  public func errors(about id: String) -> [String] {
    lines.filter { $0.hasPrefix("error") && $0.contains(id) }
  }
}
