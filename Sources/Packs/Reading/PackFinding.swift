package import Objects

/// One thing that is wrong with a pack or its index.
package struct PackFinding: Equatable, Sendable {
  /// Where, in bytes from the start of the pack; `nil` for the index and the pack as a whole.
  package let offset: Int?
  /// The object that is concerned, as far as the index knows it.
  package let id: ObjectID?
  package let problem: PackProblem

  init(_ problem: PackProblem, offset: Int? = nil, id: ObjectID? = nil) {
    self.problem = problem
    self.offset = offset
    self.id = id
  }

  /// Whether the object itself cannot be had, or is not what its id says.
  package var isLoss: Bool {
    switch problem {
    case .unreadable, .wrongID, .lostBase: true
    default: false
    }
  }
}

/// What is wrong with a pack or its index.
package enum PackProblem: Equatable, Sendable {
  // Pack and index as wholes.
  /// The pack's bytes are not those that its checksum was made of.
  case packChecksumMismatch
  /// The index was made for a pack with another checksum.
  case indexOfOtherPack
  /// The pack's header declares `declared` objects; the index has `indexed`.
  case countMismatch(declared: Int, indexed: Int)
  /// The index is damaged.
  case index(PackIndexError)

  // How entries lie in the pack.
  /// This many bytes belong to no entry that the index knows.
  case unindexedBytes(byteCount: Int)
  /// The entry goes on beyond where the index says that the next one starts.
  case overlap(next: Int)
  /// The index says that two objects start here.
  case sharedOffset

  // One object.
  /// The entry cannot be read.
  case unreadable(PackError)
  /// The index keeps another CRC-32 of the entry's bytes.
  case entryChecksumMismatch
  /// The content has another id than the index says.
  case wrongID(actual: ObjectID)
  /// The object is a delta upon the entry at `base`, directly or not, which is lost.
  case lostBase(base: Int)
}
