package import Bytes
package import Objects

/// Something that a storage keeps whole under a name.
package enum Piece: Hashable, Sendable {
  /// One object, compressed by itself (gitformat-loose(5)).
  case object(ObjectID)
  case pack(PackName)
  case index(PackName)
  /// What makes questions about history quick; derived.
  case commitGraph
  /// The same in several files: their names in order, and each of them, by its checksum
  /// (gitformat-commit-graph(5), "Commit Graph Chains").
  case commitGraphChain
  case commitGraphFile(Digest)
  /// What another program made from the pieces and keeps beside them, by its place below them: an
  /// index of several packs, a bitmap, a reverse index. It ends with a checksum of all before, and
  /// nobody needs it.
  case sidecar(String)
  /// What an archive's own programs remember of it.
  case memory(Memory)
  /// A file of the log that strangers can check, by its place below the log; derived, but for what was signed.
  case log(String)

  /// Whether it is for nobody but who keeps the archive.
  package var isSecret: Bool {
    if case .memory(let memory) = self { memory.isSecret } else { false }
  }
}

/// What is remembered of an archive beside its objects.
package enum Memory: String, Hashable, Sendable {
  /// Heads that the history must hold for ever.
  case notedHeads = "noted-heads"
  /// What the last verification saw.
  case lastVerification = "last-verification"
  /// Who may write over the network.
  case tokens
  /// By what the archive signs its checkpoints.
  case signingKeys = "signing-keys"

  fileprivate var isSecret: Bool { self == .tokens || self == .signingKeys }
}

/// The name that a pack and its index share: `pack-` and the pack's checksum, if git or Stet made it.
package struct PackName: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  package init(checksum: Digest) {
    description = "pack-\(checksum)"
  }

  package static func < (one: PackName, other: PackName) -> Bool {
    one.description < other.description
  }
}

/// A piece that is to be published.
package struct NewPiece: Sendable {
  package var piece: Piece
  package var bytes: [UInt8]

  package init(_ piece: Piece, _ bytes: [UInt8]) {
    self.piece = piece
    self.bytes = bytes
  }
}

/// What a storage knows of a piece without opening it.
package struct PieceMetadata: Equatable, Sendable {
  package var byteCount: Int
  /// When it was written or made fresh, in seconds since 1970.
  package var changed: Int

  package init(byteCount: Int, changed: Int) {
    self.byteCount = byteCount
    self.changed = changed
  }
}
