import TransparencyLog

/// Keys for tests: the same each time, and nobody's.
enum Keys {
  static func signer(
    _ name: String, kind: VerifierKey.Kind = .ed25519, seed: UInt8 = 1
  ) throws -> SigningKey {
    try SigningKey.make(name: name, kind: kind, seed: [UInt8](repeating: seed, count: 32))
  }

  static func witness(_ name: String, seed: UInt8) throws -> SigningKey {
    try signer(name, kind: .cosignature, seed: seed)
  }
}

extension String {
  var bytes: [UInt8] { Array(utf8) }
}
