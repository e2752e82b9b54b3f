internal import Bytes

/// A public key as SSH writes it.
package struct SSHPublicKey: Hashable, Sendable {
  /// The name of its kind, such as `ssh-ed25519`.
  package let algorithm: String
  /// All of it, its kind's name included.
  package let blob: [UInt8]
  /// The key itself in 32 bytes; `nil` for another kind.
  let ed25519: [UInt8]?

  static var ed25519Algorithm: String { "ssh-ed25519" }

  /// Reads a key: of other kinds than Ed25519 no more than the name.
  ///
  /// Source: RFC 4253, section 6.6; RFC 8709, section 4.
  /// - Returns: `nil` where the bytes are no key.
  package init?(_ blob: [UInt8]) {
    var reader = SSHReader(blob)
    guard let name = reader.string(), let algorithm = String(validating: name, as: UTF8.self),
      !algorithm.isEmpty
    else { return nil }
    if algorithm == SSHPublicKey.ed25519Algorithm {
      guard let key = reader.string(), key.count == Ed25519.keyByteCount, reader.isAtEnd else {
        return nil
      }
      ed25519 = key
    } else {
      ed25519 = nil
    }
    (self.algorithm, self.blob) = (algorithm, blob)
  }

  /// `SHA256:` and the hash in Base 64, as `ssh-keygen -l` prints it.
  package var fingerprint: String {
    let hash = Base64.string(SHA256.hash(blob).bytes)
    return "SHA256:" + hash.prefix { $0 != "=" }
  }

  /// The kind as `ssh-keygen -l` calls it, such as `ED25519`; `UNKNOWN` for one that it does not know.
  package var label: String { SSHPublicKey.labels[algorithm] ?? "UNKNOWN" }

  /// Whether this names a kind of key.
  static func isAlgorithm(_ name: String) -> Bool { labels[name] != nil }

  private static let labels: [String: String] = [
    ed25519Algorithm: "ED25519", "ssh-ed25519-cert-v01@openssh.com": "ED25519-CERT",
    "sk-ssh-ed25519@openssh.com": "ED25519-SK",
    "sk-ssh-ed25519-cert-v01@openssh.com": "ED25519-SK-CERT",
    "ssh-rsa": "RSA", "ssh-rsa-cert-v01@openssh.com": "RSA-CERT",
    "ssh-dss": "DSA", "ssh-dss-cert-v01@openssh.com": "DSA-CERT",
    "ecdsa-sha2-nistp256": "ECDSA", "ecdsa-sha2-nistp256-cert-v01@openssh.com": "ECDSA-CERT",
    "ecdsa-sha2-nistp384": "ECDSA", "ecdsa-sha2-nistp384-cert-v01@openssh.com": "ECDSA-CERT",
    "ecdsa-sha2-nistp521": "ECDSA", "ecdsa-sha2-nistp521-cert-v01@openssh.com": "ECDSA-CERT",
    "sk-ecdsa-sha2-nistp256@openssh.com": "ECDSA-SK",
    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com": "ECDSA-SK-CERT",
  ]
}
