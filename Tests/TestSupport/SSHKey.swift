internal import Foundation

/// A key for signatures, made by `ssh-keygen` in a folder of its own.
public struct SSHKey: Sendable {
  private let folder: TemporaryDirectory
  /// Where the private key is; the public one is beside it, with `.pub`.
  public var path: String { folder.url.path(percentEncoded: false) + "key" }
  /// Kind and key, as a line of allowed signers has them.
  public let publicText: String
  /// The size, the fingerprint, the comment and the kind, as `ssh-keygen -l` prints them.
  public let fingerprintLine: String

  public init(_ kind: String = "ed25519") throws {
    folder = try TemporaryDirectory()
    let words = ["-q", "-t", kind, "-N", "", "-C", "comment", "-f", "key"]
    let made = try Program.run("ssh-keygen", words, in: folder.url)
    guard made.status == 0 else { throw Program.Failure(command: ["ssh-keygen"], result: made) }
    let line = String(decoding: try folder.read("key.pub"), as: UTF8.self)
    publicText = line.split(separator: " ").prefix(2).joined(separator: " ")
    fingerprintLine = try Program.run("ssh-keygen", ["-lf", "key.pub"], in: folder.url).text
  }

  /// The bytes of the public key.
  public var blob: [UInt8] {
    publicText.split(separator: " ").last.flatMap { Data(base64Encoded: String($0)) }
      .map { Array($0) } ?? []
  }

  /// What `ssh-keygen -Y sign` makes of a message.
  public func signature(
    of message: [UInt8], namespace: String = "git", hash: String = "sha512"
  ) throws -> [UInt8] {
    let result = try Program.run(
      "ssh-keygen", ["-q", "-Y", "sign", "-n", namespace, "-O", "hashalg=\(hash)", "-f", path],
      input: message)
    guard result.status == 0 else {
      throw Program.Failure(command: ["ssh-keygen", "-Y", "sign"], result: result)
    }
    return result.output
  }

  /// Whether `ssh-keygen -Y verify` takes a signature of git's for that of somebody who is allowed.
  ///
  /// - Parameters:
  ///   - allowed: The file of allowed signers.
  ///   - time: When it was made, as `-O verify-time` takes it.
  public static func isVerified(
    _ signature: [UInt8], of message: [UInt8], by signer: String, allowed: String,
    at time: String = "20300101000000"
  ) throws -> Bool {
    let files = try TemporaryDirectory()
    try files.write(signature, to: "signature")
    try files.write(Array(allowed.utf8), to: "allowed")
    let words = ["-Y", "verify", "-n", "git", "-f", "allowed", "-I", signer, "-s", "signature"]
    return try Program.run(
      "ssh-keygen", words + ["-O", "verify-time=\(time)"], input: message, in: files.url
    ).status == 0
  }
}

extension StetArchive {
  /// Signs the newest commit as git does: a commit with the same tree, parent and message takes its place.
  ///
  /// - Returns: The commit's id.
  @discardableResult
  public func signHead(by key: SSHKey) throws -> String {
    try git(["read-tree", "main"])
    let work = try TemporaryDirectory()
    let words = [
      "--git-dir", gitDirectory, "--work-tree", work.url.path(percentEncoded: false), "-c",
      "gpg.format=ssh", "-c", "user.signingKey=\(key.path)", "-c", "core.logAllRefUpdates=false",
      "commit", "--quiet", "--amend", "-S",
      "--no-edit", "--cleanup=verbatim",
    ]
    // Later than its parent, whatever time tests give to git.
    let time = "@\(Int(Date().timeIntervalSince1970) + 1) +0000"
    let result = try Program.run("git", words, environment: ["GIT_COMMITTER_DATE": time])
    guard result.status == 0 else {
      throw Program.Failure(command: ["git"] + words, result: result)
    }
    return try git(["rev-parse", "main"]).text
  }

  /// Puts a commit in the place of the newest one, whatever its bytes are.
  ///
  /// - Returns: The commit's id.
  @discardableResult
  public func replaceHead(_ change: (String) -> String) throws -> String {
    let commit = String(decoding: try git(["cat-file", "commit", "main"]).output, as: UTF8.self)
    let id = try git(
      ["hash-object", "-w", "--literally", "-t", "commit", "--stdin"],
      input: Array(change(commit).utf8)
    ).text
    try git(["update-ref", "refs/heads/main", id])
    return id
  }

  /// Lets somebody sign: a line of allowed signers, which the archive's `config` names from now on.
  public func allow(_ lines: String) throws {
    try folder.write(Array((lines + "\n").utf8), to: "allowed")
    let path = folder.url.path(percentEncoded: false) + "allowed"
    try git(["config", "gpg.ssh.allowedSignersFile", path])
  }
}
