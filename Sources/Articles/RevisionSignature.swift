/// What is to be said of a commit's signature.
///
/// A signature is never required, and says nothing of the time: who has the key writes whatever time he likes.
public struct RevisionSignature: Hashable, Sendable {
  /// What came of the check.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It is of the commit, and by somebody whose signatures one believes.
    case good
    /// It is of the commit, and nobody says whose key that is.
    case validUnknown = "valid-unknown"
    /// It is not of the commit, or is broken.
    case bad
    /// It is of a kind that is not checked here: it may be anything.
    case unsupported
  }

  /// A public key, as people compare it.
  public struct Key: Hashable, Sendable {
    /// Its kind, such as `ED25519`.
    public let kind: String
    /// `SHA256:` and its hash, as `ssh-keygen -l` prints it.
    public let fingerprint: String

    package init(kind: String, fingerprint: String) {
      (self.kind, self.fingerprint) = (kind, fingerprint)
    }
  }

  public let state: State
  /// The key that the signature names; it is by that key only where `state` says so. `nil` where none can be read.
  public let key: Key?
  /// Who has the key, as the list of allowed signers calls him; `nil` unless `state` is `good`.
  public let signer: String?
  /// Why `state` is not `good`, for people; `nil` where it is.
  public let reason: String?

  /// A good one.
  package init(key: Key, signer: String) {
    (state, self.key, self.signer, reason) = (.good, key, signer, nil)
  }

  /// Any other.
  package init(_ state: State, key: Key?, reason: String) {
    (self.state, self.key, signer, self.reason) = (state, key, nil, reason)
  }
}
