internal import Bytes

/// What a commit of a stream is called: mostly a hash, which is kept as 32 bytes, since there is one for
/// each commit of an import.
enum CommitIdentity: Hashable {
  case hash(Digest)
  /// What else a program calls it, such as an id of SHA-1.
  case name(String)

  init(_ text: String) {
    // Digits of upper case would come back as lower ones.
    if let digest = Digest(text), digest.description == text {
      self = .hash(digest)
    } else {
      self = .name(text)
    }
  }
}

extension CommitIdentity: CustomStringConvertible {
  var description: String {
    switch self {
    case .hash(let digest): digest.description
    case .name(let text): text
    }
  }
}
