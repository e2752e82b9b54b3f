internal import Bytes
internal import ObjectDatabase
internal import Objects
internal import Packs

extension ObjectSurvey.PackTrouble {
  /// What a person is told of it.
  var finding: Finding {
    let explanation =
      switch problem {
      case .unopened(let damage): damage.explanation
      case .found(let finding):
        finding.problem.explanation + (finding.offset.map { ", at byte \($0)" } ?? "")
      }
    return Finding(
      kind: .damagedPack, subject: path, path: path, explanation: explanation, lost: [],
      advice: "take the pack and its index from another copy of the archive")
  }
}

extension PackDamage {
  var explanation: String {
    switch self {
    case .pack(let error): error.explanation
    case .index(let error): error.explanation
    }
  }
}

extension PackProblem {
  var explanation: String {
    switch self {
    case .packChecksumMismatch: "the pack's bytes are not those that its checksum was made of"
    case .indexOfOtherPack: "the index belongs to another pack"
    case .countMismatch(let declared, let indexed):
      "the pack declares \(declared) objects, and its index has \(indexed)"
    case .index(let error): error.explanation
    case .unindexedBytes(let count): "\(count) bytes belong to no entry"
    case .overlap: "an entry runs into the next one"
    case .sharedOffset: "two objects are said to start at one place"
    case .unreadable(let error): error.explanation
    case .entryChecksumMismatch: "an entry's checksum is not the one in the index"
    case .wrongID(let actual): "its content has another hash, \(actual.abbreviated())"
    case .lostBase(let base):
      "it is kept as a change to the entry at byte \(base), which is damaged"
    }
  }
}

extension PackError {
  var explanation: String {
    switch self {
    case .notAPack: "the file is no pack"
    case .unsupportedVersion(let version): "packs of version \(version) cannot be read"
    case .truncated(let offset): "the pack ends too early, at byte \(offset)"
    case .offsetOutOfBounds(let offset): "no entry can start at byte \(offset)"
    case .unknownType(let type, let offset): "type \(type) at byte \(offset) means nothing"
    case .numberTooLarge(let offset): "the number at byte \(offset) is too large"
    case .baseOutOfBounds(let offset): "the base named at byte \(offset) is outside the pack"
    case .tooLarge(let count, let limit, let offset):
      "the entry at byte \(offset) claims \(count) bytes; at most \(limit) are read"
    case .damagedData(let error, let entry): "in the entry at byte \(entry): \(error.explanation)"
    case .damagedDelta(_, let entry): "the entry at byte \(entry) does not fit its base"
    case .missingBase(let id, let entry): "the entry at byte \(entry) needs \(id), which is missing"
    case .deltaCycle(let entry): "the entry at byte \(entry) is its own base"
    case .chainTooLong(let limit, let entry):
      "more than \(limit) changes lead to the entry at byte \(entry)"
    case .damagedIndex(let error): error.explanation
    }
  }
}

extension PackIndexError {
  var explanation: String {
    switch self {
    case .notAnIndex: "the index is no pack index"
    case .unsupportedVersion(let version): "indexes of version \(version) cannot be read"
    case .truncated(let offset): "the index ends too early, at byte \(offset)"
    case .sizeMismatch(let expected, let actual):
      "the index should have \(expected) bytes and has \(actual)"
    case .unsortedFanOut(let offset): "the index's first table falls at byte \(offset)"
    case .unsortedIDs(let id, _): "the index is not in order at \(id)"
    case .missingLargeOffset(let id, _): "the index has no offset for \(id)"
    case .offsetOutOfBounds(let id, _): "the index puts \(id) outside the pack"
    case .checksumMismatch: "the index's bytes are not those that its checksum was made of"
    }
  }
}
