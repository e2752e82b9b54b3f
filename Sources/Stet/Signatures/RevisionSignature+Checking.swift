internal import Articles
internal import Objects
internal import SSHSignatures

extension RevisionSignature {
  /// The namespace of what git signs.
  private static let namespace = "git"

  /// Checks a commit's signature.
  ///
  /// - Parameters:
  ///   - recorded: When the commit says that it was recorded: by that, as in git, a key counts or does not.
  ///   - signers: Whose signatures one believes.
  init(of commit: SignedCommit, recorded: Timestamp, by signers: AllowedSigners) {
    guard SSHSignature.isArmoured(commit.signature) else {
      self.init(.unsupported, key: nil, reason: "it is none by an SSH key")
      return
    }
    var key: Key?
    do throws(SSHSignatureError) {
      let signature = try SSHSignature(armoured: commit.signature)
      let named = Key(kind: signature.key.label, fingerprint: signature.key.fingerprint)
      key = named
      try signature.verify(commit.payload, namespace: Self.namespace)
      self.init(
        named, signers.answer(for: signature.key, namespace: Self.namespace, at: recorded.seconds))
    } catch {
      self.init(error.state, key: key, reason: error.reason)
    }
  }

  /// What a signature is that is of the commit.
  private init(_ key: Key, _ answer: AllowedSigners.Answer) {
    switch answer {
    case .allowed(let signer): self.init(key: key, signer: signer)
    case .unknownKey: self.init(.validUnknown, key: key, reason: "nobody says whose key it is")
    case .otherNamespace:
      self.init(.validUnknown, key: key, reason: "the key is not allowed to sign for git")
    case .outsideValidity:
      self.init(.validUnknown, key: key, reason: "the key was not allowed to sign at that time")
    case .noName:
      self.init(.validUnknown, key: key, reason: "the key is allowed, and for no name")
    }
  }
}

extension SSHSignatureError {
  fileprivate var state: RevisionSignature.State {
    switch self {
    case .unsupportedVersion, .unsupportedHash, .unsupportedKey: .unsupported
    case .badArmour, .malformed, .wrongNamespace, .malformedSignature, .invalid: .bad
    }
  }

  fileprivate var reason: String {
    switch self {
    case .badArmour, .malformed, .malformedSignature: "it is broken"
    case .unsupportedVersion: "it is of a version that is not known here"
    case .unsupportedHash: "its hash is not known here"
    case .wrongNamespace: "it was made for another purpose"
    case .unsupportedKey: "keys of this kind are not checked here"
    case .invalid: "it is not of this commit"
    }
  }
}
