internal import Bytes
internal import ObjectDatabase
internal import Objects

extension StorageDamage {
  /// What is wrong, in words.
  var explanation: String {
    switch self {
    case .compression(let error): error.explanation
    case .decoding(let error): error.explanation
    case .trailingBytes(let offset): "bytes follow its end at byte \(offset)"
    case .wrongHash(let actual): "its content has another hash, \(actual.abbreviated())"
    case .missing: "it is missing"
    case .pack(let error): error.explanation
    }
  }
}

extension ZlibError {
  var explanation: String {
    switch self {
    case .damaged(let offset): "its compressed bytes are damaged at or before byte \(offset)"
    case .truncated(let offset): "its compressed bytes end too early, at byte \(offset)"
    case .tooLong(let limit): "it holds more than the \(limit) bytes it declares"
    case .tooShort(let expected, let actual):
      "it declares \(expected) bytes and can hold \(actual) at most"
    }
  }
}

extension ObjectDecodingError {
  var explanation: String {
    switch self {
    case .unterminatedHeader: "its header has no end"
    case .unknownKind(let offset): "its header names no kind of object at byte \(offset)"
    case .badByteCount(let offset): "its header has a malformed size at byte \(offset)"
    case .lengthMismatch(let declared, let actual):
      "it declares \(declared) bytes and holds \(actual)"
    case .truncatedTree(let offset): "the tree ends inside the entry at byte \(offset)"
    case .badMode(let offset): "the tree has a mode that git does not write at byte \(offset)"
    case .badName(let offset): "the tree has a name that git forbids at byte \(offset)"
    case .unsortedTree(let offset): "the tree is not in order at byte \(offset)"
    case .duplicateName(let offset): "the tree has a name twice at byte \(offset)"
    case .zeroID(let offset): "the tree has an entry without an object at byte \(offset)"
    case .missingHeader(let name, let offset): "its header \(name) is missing at byte \(offset)"
    case .badID(let offset): "it has a malformed object id at byte \(offset)"
    case .badSignature(let offset): "it has a malformed name, address or time at byte \(offset)"
    case .badHeader(let offset): "it has a malformed header line at byte \(offset)"
    case .nulByte(let offset): "it has a NUL at byte \(offset)"
    }
  }
}
