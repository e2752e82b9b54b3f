/// Why something is not what it should be. Offsets count from the start of the file that is named,
/// or of the object's content.
public enum DamageCause: Hashable, Sendable {
  /// It is not there; and what needs it, where that is known.
  case missing(neededBy: StoredObjectID?)
  case wrongKind(
    expected: StoredObjectKind, actual: StoredObjectKind, neededBy: StoredObjectID?)
  /// The content has another hash than its name says.
  case wrongHash(actual: StoredObjectID)
  case compression(CompressionFault)
  /// Bytes follow the end of the object.
  case trailingBytes(atByte: Int)
  /// The content breaks the rules of its kind.
  case malformed(StoredObjectKind?, ObjectFault)
  /// The pack is at fault, at this byte where one is known.
  case pack(PackFault, atByte: Int?)
  case packIndex(PackIndexFault)
  /// It may be whole, and declares more bytes than are read.
  case tooLarge(byteCount: Int, limit: Int)
  /// The system does not let the file be read: its own words why, `nil` where permission is missing.
  case refused(path: String, reason: String?)
  /// It cannot be read, and nothing more is known.
  case unreadable
  /// The file is no part of an archive.
  case stranger
  case reference(ReferenceFault)
  case log(LogFault)
  case commitGraph(CommitGraphFault)
  /// It does not say what the log says.
  case catalogue
  /// What it says of words is not what the texts say.
  case passages
  /// What it says of the log that strangers check is not what the commits say.
  case logTiles
  /// Made from the pieces by another program, and its bytes are not those that were written.
  case sidecar
}

/// How the commit-graph is not what the commits say.
public enum CommitGraphFault: Hashable, Sendable {
  /// It is no commit-graph, or its tables contradict each other.
  case damaged
  /// What it says of this commit is not so.
  case contradicts(StoredObjectID)
}

/// What is wrong with a zlib stream.
public enum CompressionFault: Hashable, Sendable {
  case damaged(atByte: Int)
  case truncated(atByte: Int)
  /// It holds more than it declares.
  case tooLong(declared: Int)
  case tooShort(declared: Int, possible: Int)
}

/// What is wrong with the content of an object.
public enum ObjectFault: Hashable, Sendable {
  case unterminatedHeader
  case unknownKind(atByte: Int)
  case badByteCount(atByte: Int)
  case lengthMismatch(declared: Int, actual: Int)
  case truncatedTree(atByte: Int)
  case badMode(atByte: Int)
  case badName(atByte: Int)
  case unsortedTree(atByte: Int)
  case duplicateName(atByte: Int)
  case zeroID(atByte: Int)
  case missingHeader(String, atByte: Int)
  case badID(atByte: Int)
  case badSignature(atByte: Int)
  case badHeader(atByte: Int)
  case nulByte(atByte: Int)
}

/// What is wrong with a pack, or with an entry of it.
public enum PackFault: Hashable, Sendable {
  case checksumMismatch
  case indexOfOtherPack
  case countMismatch(declared: Int, indexed: Int)
  case unindexedBytes(byteCount: Int)
  case overlap
  case sharedOffset
  case entryChecksumMismatch
  /// It is kept as a change to an entry that is lost.
  case lostBase(atByte: Int)
  case notAPack
  case unsupportedVersion(Int)
  case truncated(atByte: Int)
  case offsetOutOfBounds(atByte: Int)
  case unknownType(Int, atByte: Int)
  case numberTooLarge(atByte: Int)
  case baseOutOfBounds(atByte: Int)
  case damagedData(CompressionFault, entry: Int)
  case damagedDelta(entry: Int)
  case missingBase(StoredObjectID, entry: Int)
  case deltaCycle(entry: Int)
  case chainTooLong(limit: Int, entry: Int)
  case expansionTooLarge(limit: Int, entry: Int)
}

/// What is wrong with the index of a pack.
public enum PackIndexFault: Hashable, Sendable {
  /// There is none: nobody can read the pack.
  case missing
  case notAnIndex
  case unsupportedVersion(Int)
  case truncated(atByte: Int)
  case sizeMismatch(expected: Int, actual: Int)
  case tooManyObjects(count: Int, limit: Int)
  case unsortedFanOut(atByte: Int)
  case unsortedIDs(at: StoredObjectID)
  case missingLargeOffset(of: StoredObjectID)
  case offsetOutOfBounds(of: StoredObjectID)
  case checksumMismatch
}

/// What is wrong with a branch, a tag or `HEAD`.
public enum ReferenceFault: Hashable, Sendable {
  /// The file holds other bytes than git writes there.
  case alteredFile
  case notAReference
  case leadsToMissing(StoredObjectID)
  /// Git is to show an object in the place of another, and it is missing: nothing that was recorded is.
  case showsMissing(StoredObjectID)
  case leadsToKind(StoredObjectKind)
  /// `HEAD` names a branch that is not there, in an archive that has revisions.
  case namesMissingBranch(String)
  /// The history that it leads to does not hold a commit that was noted.
  case lacksNoted(StoredObjectID, noted: Timestamp?)
  /// The history that it leads to is not the one of which a checkpoint was noted.
  case lacksCheckpoint(size: Int, origin: String, noted: Timestamp)
}

/// How a commit breaks the rules of the log.
public enum LogFault: Hashable, Sendable {
  case parentCount(Int)
  case recordedBeforeParent(recorded: Timestamp, parent: Timestamp)
  /// It withdraws the article, and its tree still has it.
  case stillPresent(ArticleName)
  /// It records the article, and its tree has none of that name.
  case absent(ArticleName)
  /// It records a run, and this line of it is none, from 1.
  case malformedRun(line: Int)
  /// It records a run that saw bytes which the archive does not have.
  case runNamesUnknown(ArticleName, StoredObjectID)
  /// It records what was erased by law, and this line of it is none, from 1.
  case malformedErasure(line: Int)
  /// It records that these bytes were erased, and no tree ever had them.
  case erasureOfUnknown(StoredObjectID)
  /// It records that these bytes were erased, and the revision that it names for them never had them.
  case erasureNamesAnother(StoredObjectID, revision: StoredObjectID)
  /// It leaves out that these bytes were erased, which the revision before it said.
  case erasureTakenBack(StoredObjectID)
  /// It amends this, which is no revision that its article's name lets it amend; `nil` where it names none.
  case amendsUnknown(StoredObjectID?)
  /// It records what was amended, and this line of it says nothing, from 1.
  case malformedAmendments(line: Int)
  /// It records what was amended, and that is not what was there before with what it amends itself.
  case contradictsAmendments
  /// It records one side of a rename, and no commit beside it the other, this article's.
  case lacksOtherSide(ArticleName?)
  /// It records a checkpoint, and its text is none.
  case malformedCheckpoint
  /// It records a checkpoint of so many commits, and those before it are others.
  case contradictsCheckpoint(size: Int)
  /// It records a checkpoint that no key signed which the archive says signs.
  case unsignedCheckpoint
  /// It records a timestamp, and its text is none, or of no checkpoint before it.
  case timestampOfUnknown
  /// Its tree changes something else, too.
  case changesMore(than: ArticleName)
}
