internal import Articles
internal import Bytes
internal import Objects
internal import Packs
internal import Repository

extension DamageCause {
  init(_ damage: StorageDamage) {
    switch damage {
    case .compression(let error): self = .compression(CompressionFault(error))
    case .decoding(let error): self = .malformed(nil, ObjectFault(error))
    case .trailingBytes(let offset): self = .trailingBytes(atByte: offset)
    case .wrongHash(let actual): self = .wrongHash(actual: StoredObjectID(actual))
    case .missing: self = .missing(neededBy: nil)
    case .tooLarge(let count, let limit): self = .tooLarge(byteCount: count, limit: limit)
    case .pack(let error): self = DamageCause(error)
    }
  }

  init(_ damage: PackDamage) {
    switch damage {
    case .pack(let error): self = DamageCause(error)
    case .index(let error): self = .packIndex(PackIndexFault(error))
    }
  }

  init(_ finding: PackFinding) {
    self.init(finding.problem, atByte: finding.offset)
  }

  init(_ problem: PackProblem, atByte offset: Int?) {
    switch problem {
    case .packChecksumMismatch: self = .pack(.checksumMismatch, atByte: offset)
    case .indexOfOtherPack: self = .pack(.indexOfOtherPack, atByte: offset)
    case .countMismatch(let declared, let indexed):
      self = .pack(.countMismatch(declared: declared, indexed: indexed), atByte: offset)
    case .index(let error): self = .packIndex(PackIndexFault(error))
    case .unindexedBytes(let count): self = .pack(.unindexedBytes(byteCount: count), atByte: offset)
    case .overlap: self = .pack(.overlap, atByte: offset)
    case .sharedOffset: self = .pack(.sharedOffset, atByte: offset)
    case .unreadable(let error): self = DamageCause(error, atByte: offset)
    case .entryChecksumMismatch: self = .pack(.entryChecksumMismatch, atByte: offset)
    case .wrongID(let actual): self = .wrongHash(actual: StoredObjectID(actual))
    case .lostBase(let base): self = .pack(.lostBase(atByte: base), atByte: offset)
    }
  }

  init(_ error: PackError, atByte offset: Int? = nil) {
    switch error {
    case .damagedIndex(let error): self = .packIndex(PackIndexFault(error))
    case .tooLarge(let count, let limit, _): self = .tooLarge(byteCount: count, limit: limit)
    default: self = PackFault(error).map { .pack($0, atByte: offset) } ?? .unreadable
    }
  }
}

extension DamageCause {
  /// Whether something is not there, rather than not what it should be.
  var isAbsence: Bool {
    switch self {
    case .missing, .reference(.leadsToMissing), .reference(.showsMissing): true
    default: false
    }
  }
}

extension CompressionFault {
  init(_ error: ZlibError) {
    switch error {
    case .damaged(let offset): self = .damaged(atByte: offset)
    case .truncated(let offset): self = .truncated(atByte: offset)
    case .tooLong(let limit): self = .tooLong(declared: limit)
    case .tooShort(let expected, let actual):
      self = .tooShort(declared: expected, possible: actual)
    }
  }
}

extension ObjectFault {
  init(_ error: ObjectDecodingError) {
    switch error {
    case .unterminatedHeader: self = .unterminatedHeader
    case .unknownKind(let offset): self = .unknownKind(atByte: offset)
    case .badByteCount(let offset): self = .badByteCount(atByte: offset)
    case .lengthMismatch(let declared, let actual):
      self = .lengthMismatch(declared: declared, actual: actual)
    case .truncatedTree(let offset): self = .truncatedTree(atByte: offset)
    case .badMode(let offset): self = .badMode(atByte: offset)
    case .badName(let offset): self = .badName(atByte: offset)
    case .unsortedTree(let offset): self = .unsortedTree(atByte: offset)
    case .duplicateName(let offset): self = .duplicateName(atByte: offset)
    case .zeroID(let offset): self = .zeroID(atByte: offset)
    case .missingHeader(let name, let offset): self = .missingHeader(name, atByte: offset)
    case .badID(let offset): self = .badID(atByte: offset)
    case .badSignature(let offset): self = .badSignature(atByte: offset)
    case .badHeader(let offset): self = .badHeader(atByte: offset)
    case .nulByte(let offset): self = .nulByte(atByte: offset)
    }
  }
}

extension PackFault {
  /// `nil` for what is the index's fault.
  init?(_ error: PackError) {
    switch error {
    case .notAPack: self = .notAPack
    case .unsupportedVersion(let version): self = .unsupportedVersion(Int(version))
    case .truncated(let offset): self = .truncated(atByte: offset)
    case .offsetOutOfBounds(let offset): self = .offsetOutOfBounds(atByte: offset)
    case .unknownType(let type, let offset): self = .unknownType(Int(type), atByte: offset)
    case .numberTooLarge(let offset): self = .numberTooLarge(atByte: offset)
    case .baseOutOfBounds(let offset): self = .baseOutOfBounds(atByte: offset)
    case .damagedData(let error, let entry):
      self = .damagedData(CompressionFault(error), entry: entry)
    case .damagedDelta(_, let entry): self = .damagedDelta(entry: entry)
    case .missingBase(let id, let entry): self = .missingBase(StoredObjectID(id), entry: entry)
    case .deltaCycle(let entry): self = .deltaCycle(entry: entry)
    case .chainTooLong(let limit, let entry): self = .chainTooLong(limit: limit, entry: entry)
    case .expansionTooLarge(let limit, let entry):
      self = .expansionTooLarge(limit: limit, entry: entry)
    case .damagedIndex, .tooLarge: return nil
    }
  }
}

extension PackIndexFault {
  init(_ error: PackIndexError) {
    switch error {
    case .notAnIndex: self = .notAnIndex
    case .unsupportedVersion(let version): self = .unsupportedVersion(Int(version))
    case .truncated(let offset): self = .truncated(atByte: offset)
    case .sizeMismatch(let expected, let actual):
      self = .sizeMismatch(expected: expected, actual: actual)
    case .tooManyObjects(let count, let limit): self = .tooManyObjects(count: count, limit: limit)
    case .unsortedFanOut(let offset): self = .unsortedFanOut(atByte: offset)
    case .unsortedIDs(let id, _): self = .unsortedIDs(at: StoredObjectID(id))
    case .missingLargeOffset(let id, _): self = .missingLargeOffset(of: StoredObjectID(id))
    case .offsetOutOfBounds(let id, _): self = .offsetOutOfBounds(of: StoredObjectID(id))
    case .checksumMismatch: self = .checksumMismatch
    }
  }
}
