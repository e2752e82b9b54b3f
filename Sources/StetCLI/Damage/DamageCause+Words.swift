internal import Stet

extension Damage {
  /// What a person can do next.
  ///
  /// - Parameters:
  ///   - isCostKnown: Whether all was read, so that it is known which revisions it costs.
  ///   - program: How to run Stet on this archive: `stet --store PATH`, say.
  func advice(isCostKnown: Bool, _ program: ProgramLine) -> String {
    guard isCostKnown else {
      return "run `\(program("verify"))` to learn which revisions this takes away"
    }
    return switch remedy {
    case .objectFromCopy, .packFromCopy, .reference:
      "run `\(program("repair")) --from COPY`, where COPY is another copy of the archive, or anything"
        + " that may hold what is lost; add --dry-run to see first"
    case .moveFileAway, .rebuild: "run `\(program("repair"))`; add --dry-run to see first"
    case .compareWithCopy:
      "compare with another copy of the archive: this was not written by Stet"
    case .permission:
      "let the archive's files be read, and verify again; where a disk cannot read them any more, run"
        + " `\(program("repair")) --from COPY`"
    }
  }
}

extension Damage {
  /// What is wrong with what, in one line.
  var sentence: String {
    let text =
      switch (subject, cause) {
      case (.object(let id), .missing(nil)): "object \(id) is missing"
      case (.object(let id), .wrongKind(let expected, let actual, nil)):
        "object \(id) is a \(actual.rawValue), not a \(expected.rawValue)"
      case (.object(let id), .log(.absent(let article))):
        "commit \(id) says that it records '\(article)', and its tree has no such article"
      case (.object(let id), _): "object \(id): \(cause.words)"
      case (.reference, .reference(.notAReference)):
        "this file should hold a reference and does not"
      case (.pack, _), (.reference, _), (.file, _): cause.words
      }
    return text + (path.map { " (\($0))" } ?? "")
  }
}

extension DamageCause {
  /// What is wrong, in words.
  var words: String {
    switch self {
    case .missing(let source?): "\(source) needs it"
    case .missing(nil): "it is missing"
    case .wrongKind(let expected, let actual, let source?):
      "\(source) needs it as a \(expected.rawValue), and it is a \(actual.rawValue)"
    case .wrongKind(let expected, let actual, nil):
      "it is a \(actual.rawValue), not a \(expected.rawValue)"
    case .wrongHash(let actual): "its content has another hash, \(actual.abbreviated)"
    case .compression(let fault): fault.words
    case .trailingBytes(let offset): "bytes follow its end at byte \(offset)"
    case .malformed(let kind, let fault):
      (kind.map { "a malformed \($0.rawValue): " } ?? "") + fault.words
    case .pack(let fault, let offset): fault.words + (offset.map { ", at byte \($0)" } ?? "")
    case .packIndex(let fault): fault.words
    case .tooLarge(let count, let limit):
      "it declares \(count) bytes, and at most \(limit) are read: no article of Stet's is larger"
    case .refused(let path, let reason):
      "the system does not let \(path) be read: \(reason ?? FileFailure.denied.words)"
    case .unreadable: "it cannot be read"
    case .stranger: "this file is no object"
    case .reference(let fault): fault.words
    case .log(let fault): fault.words
    case .sidecar:
      "its bytes are not those that its checksum was made of; git may answer wrongly by it"
    case .logTiles:
      "the tiles do not say what the commits say: proofs made from them would be refused"
    case .catalogue:
      "the catalogue does not say what the log says: questions may be answered wrongly"
    case .passages:
      "the index of words does not say what the texts say: searches may be answered wrongly"
    case .commitGraph(.damaged): "the commit-graph is damaged: questions may be answered wrongly"
    case .commitGraph(.contradicts(let id)):
      "the commit-graph does not say what commit \(id) says: questions may be answered wrongly"
    }
  }
}

extension CompressionFault {
  var words: String {
    switch self {
    case .damaged(let offset): "its compressed bytes are damaged at or before byte \(offset)"
    case .truncated(let offset): "its compressed bytes end too early, at byte \(offset)"
    case .tooLong(let declared): "it holds more than the \(declared) bytes it declares"
    case .tooShort(let declared, let possible):
      "it declares \(declared) bytes and can hold \(possible) at most"
    }
  }
}

extension ObjectFault {
  var words: String {
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

extension PackFault {
  var words: String {
    switch self {
    case .checksumMismatch: "the pack's bytes are not those that its checksum was made of"
    case .indexOfOtherPack: "the index belongs to another pack"
    case .countMismatch(let declared, let indexed):
      "the pack declares \(declared) objects, and its index has \(indexed)"
    case .unindexedBytes(let count): "\(count) bytes belong to no entry"
    case .overlap: "an entry runs into the next one"
    case .sharedOffset: "two objects are said to start at one place"
    case .entryChecksumMismatch: "an entry's checksum is not the one in the index"
    case .lostBase(let base):
      "it is kept as a change to the entry at byte \(base), which is damaged"
    case .notAPack: "the file is no pack"
    case .unsupportedVersion(let version): "packs of version \(version) cannot be read"
    case .truncated(let offset): "the pack ends too early, at byte \(offset)"
    case .offsetOutOfBounds(let offset): "no entry can start at byte \(offset)"
    case .unknownType(let type, let offset): "type \(type) at byte \(offset) means nothing"
    case .numberTooLarge(let offset): "the number at byte \(offset) is too large"
    case .baseOutOfBounds(let offset): "the base named at byte \(offset) is outside the pack"
    case .damagedData(let fault, let entry): "in the entry at byte \(entry): \(fault.words)"
    case .damagedDelta(let entry): "the entry at byte \(entry) does not fit its base"
    case .missingBase(let id, let entry): "the entry at byte \(entry) needs \(id), which is missing"
    case .deltaCycle(let entry): "the entry at byte \(entry) is its own base"
    case .chainTooLong(let limit, let entry):
      "more than \(limit) changes lead to the entry at byte \(entry)"
    case .expansionTooLarge(let limit, let entry):
      "the changes up to the entry at byte \(entry) make more than the \(limit) bytes that are read"
    }
  }
}

extension PackIndexFault {
  var words: String {
    switch self {
    case .missing: "the pack has no index, so nobody reads it"
    case .notAnIndex: "the index is no pack index"
    case .unsupportedVersion(let version): "indexes of version \(version) cannot be read"
    case .truncated(let offset): "the index ends too early, at byte \(offset)"
    case .sizeMismatch(let expected, let actual):
      "the index should have \(expected) bytes and has \(actual)"
    case .tooManyObjects(let count, let limit):
      "the index has \(count) objects, and the pack has room for \(limit)"
    case .unsortedFanOut(let offset): "the index's first table falls at byte \(offset)"
    case .unsortedIDs(let id): "the index is not in order at \(id)"
    case .missingLargeOffset(let id): "the index has no offset for \(id)"
    case .offsetOutOfBounds(let id): "the index puts \(id) outside the pack"
    case .checksumMismatch: "the index's bytes are not those that its checksum was made of"
    }
  }
}

extension ReferenceFault {
  var words: String {
    switch self {
    case .alteredFile: "it does not hold what git writes there"
    case .notAReference: "it does not hold a reference"
    case .leadsToMissing(let id): "it points to \(id), which is missing"
    case .showsMissing(let id):
      "git is to show \(id) there, which is missing: `git replace -d` takes that back"
    case .leadsToKind(let kind): "it points to a \(kind.rawValue), not to a commit"
    case .namesMissingBranch(let name): "it names \(name), which does not exist"
    case .lacksNoted(let id, let time):
      "the history that it leads to does not hold \(id)"
        + (time.map { ", which was noted at \($0)" } ?? ", which it must hold")
        + ": the branch was set back or replaced"
    case .lacksCheckpoint(let size, let origin, let time):
      "the archive no longer contains what was noted on \(time): the first \(size) commits of "
        + "\(origin) were others; the branch was set back or replaced"
    }
  }
}

extension LogFault {
  var words: String {
    switch self {
    case .parentCount(let count): "it has \(count) parents"
    case .recordedBeforeParent(let recorded, let parent):
      "it is recorded at \(recorded), before its parent (\(parent))"
    case .stillPresent(let article): "it withdraws '\(article)', and its tree still has it"
    case .absent(let article): "it records '\(article)', and its tree has no such article"
    case .malformedRun(let line): "it records a run, and line \(line) of its text says nothing"
    case .runNamesUnknown(let article, let id):
      "it records that a run saw '\(article)' as \(id), which is not in the archive"
    case .malformedErasure(let line):
      "it records what was erased, and line \(line) of its text says nothing"
    case .erasureOfUnknown(let id):
      "it records that \(id) was erased, which no revision ever had"
    case .erasureNamesAnother(let id, let revision):
      "it records that \(id) was erased, and names \(revision), which never had it"
    case .erasureTakenBack(let id):
      "it leaves out that \(id) was erased, or says so otherwise than the revision before it"
    case .amendsUnknown(nil): "it is for amendments, and names no revision that it amends"
    case .amendsUnknown(let id?):
      "it amends \(id), which is no earlier revision of the article that its name says"
    case .malformedAmendments(let line):
      "it records what was amended, and line \(line) of its text says nothing"
    case .contradictsAmendments:
      "what its text says was amended is not what was amended before and what it amends itself"
    case .lacksOtherSide(let article):
      "it records one side of a rename, and no commit beside it the other"
        + (article.map { ", that of '\($0)'" } ?? "")
    case .malformedCheckpoint: "it records a checkpoint, and its text is none"
    case .contradictsCheckpoint(let size):
      "it records a checkpoint of \(size) commits, and those before it are others"
    case .unsignedCheckpoint:
      "it records a checkpoint that no key signed which stet:keys says signs for its origin"
    case .timestampOfUnknown:
      "it records a timestamp, and its text is none, or of no checkpoint before it"
    case .changesMore(let article):
      "it says that it records '\(article)', and its tree changes something else, too"
    }
  }
}
