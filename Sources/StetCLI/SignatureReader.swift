internal import SSHSignatures
internal import Stet

/// What is to be said of signatures, by whom the archive's `config` lets sign.
///
/// The list of signers is read when the first signature is met, and what keeps it from being read is said once.
final class SignatureReader {
  private let session: Session
  private let archive: Archive
  private lazy var signers = readSigners()

  /// As large as a list gets of whom anybody believes, and more.
  private static let largestList = 1 << 20

  init(_ session: Session, _ archive: Archive) {
    (self.session, self.archive) = (session, archive)
  }

  /// `nil` where the revision is not signed, which costs nothing.
  func signature(of revision: Revision) throws(CommandError) -> RevisionSignature? {
    guard revision.isSigned else { return nil }
    let signers = signers
    return try archived { () throws(ArchiveError) in
      try archive.signature(of: revision, by: signers)
    }
  }

  /// Nobody, where the list cannot be read or is not all.
  ///
  /// Source: git-config(1), "gpg.ssh.allowedSignersFile".
  private func readSigners() -> AllowedSigners {
    guard let name = archive.configuration("gpg.ssh.allowedSignersFile"), !name.isEmpty else {
      return AllowedSigners()
    }
    if archive.configuration("gpg.ssh.revocationFile") != nil {
      return refused(
        "gpg.ssh.revocationFile is not read here, and may take back whom it allows", name)
    }
    guard let path = path(of: name) else {
      return refused("only `~/` and paths are understood here", name)
    }
    // A pipe or a device would not end, or would wait.
    if Files.isStream(path) { return refused("it is no file", name) }
    let text: [UInt8]
    do throws(CommandError) {
      text = try Files.read(path, limit: Self.largestList)
    } catch {
      return refused(error.report.message, name)
    }
    do throws(AllowedSignersError) {
      return try AllowedSigners(decoding: text, localZone: Surroundings.localZone)
    } catch {
      return refused("line \(error.line): \(error.words)", name)
    }
  }

  private func refused(_ reason: String, _ name: String) -> AllowedSigners {
    Warning.write("nobody counts as a signer: gpg.ssh.allowedSignersFile, \(name): \(reason)")
    return AllowedSigners()
  }

  /// Where the list is; `nil` where git alone knows. Git starts a relative path in the archive's folder, too.
  private func path(of name: String) -> String? {
    if name.hasPrefix("/") { return name }
    if name.hasPrefix("~/") {
      return session.surroundings.environment["HOME"].map { $0 + name.dropFirst() }
    }
    if name.hasPrefix("~") || name.hasPrefix("%(") { return nil }
    return archive.path + "/" + name
  }
}

extension AllowedSignersError {
  fileprivate var words: String {
    switch self {
    case .badPrincipals: "it does not say who"
    case .principalsTooLong: "it has more names than are read"
    case .badOption: "an option is not known, or not as it should be"
    case .badKey: "there is no key, or a broken one"
    }
  }
}
