/// Why an archive does not do what it was asked, told apart by what one can do about it.
public enum ArchiveError: Error, Equatable, Sendable {
  // The question is wrong.
  case invalidName(String, reason: String)
  /// A new article would look the same as one that there is: its name is canonically equal to that one's.
  case similarName(ArticleName, existing: ArticleName)
  /// A piece of metadata cannot be kept as it is.
  case invalidMetadata(field: String, reason: String)
  /// A time that is yet to come, which nobody said is meant.
  case futureTime(field: String, Timestamp)
  /// An article has more bytes than an archive takes.
  case tooLarge(ArticleName, limit: Int)
  /// A revision specifier that cannot be read.
  case invalidSpecifier(String, reason: String)
  /// What is searched for cannot be understood. The place is a range of the query's bytes.
  case invalidQuery(String, at: Range<Int>?, reason: String)

  /// A stream to be imported goes wrong; where, as far as that is known.
  case invalidStream(reason: String, line: Int?, byteOffset: Int?)

  /// What the specifier names is nothing that can be erased.
  case notErasable(String, reason: String)
  /// The article is the archive's own, and only its commands write it.
  case reservedArticle(ArticleName)
  /// There is a living article of this name, where a new one was to be.
  case articleExists(ArticleName)

  /// The archive signs no checkpoint, or makes no key.
  case notSigned(SigningObstacle)
  /// What came back from an authority or a witness does not belong to the checkpoint.
  case unfitAnswer(reason: String)
  /// There is no evidence of this: no checkpoint covers it.
  case notCovered(String, reason: String)

  // There is no answer, or more than one.
  case noArchive(path: String, reason: String)
  case archiveExists(path: String)
  /// Nothing can be taken from what a repair was given.
  case unusableSource(path: String, reason: String)
  case unknownArticle(String, similar: [String])
  /// The article has no such revision; `known` says which it has.
  case unknownRevision(String, known: String)
  /// The text can mean several things; each is given in a spelling that means only it.
  case ambiguous(String, meanings: [String])
  /// The revision records that the article was withdrawn, so there are no bytes: since when that is so,
  /// the specifier of the last text before, if there was one, and the article that goes on with its story.
  case withdrawn(String, since: Timestamp, lastText: String?, renamedTo: String? = nil)
  /// The bytes were erased by law.
  case erased(ErasedText)

  /// The caller asked a long piece of work to stop; the archive is as it was before.
  case cancelled

  // Somebody else is in the way.
  case locked(path: String)
  case conflict(reason: String)
  /// The head is not the one that was to be built on; where it is.
  case headMoved(to: RevisionID?)
  /// The article would get bytes that were erased by law, and so bring them back.
  case recordsErased(ArticleName, ErasedText)

  /// The revision is recorded, and every reader sees it; but the system reported an error as well, so
  /// that it may not outlast a loss of power.
  indirect case recordedInDoubt(RevisionID, cause: ArchiveError)

  /// That a text is erased is recorded; but it may still be here, since something kept it from being removed. To erase
  /// again, or `maintain`, completes it.
  indirect case erasureIncomplete(ErasedText, cause: ArchiveError)

  // Something is broken.
  /// What the archive holds is not what it should hold.
  case damaged(Damage)

  // The system refuses.
  case denied(path: String)
  case noSpace(path: String)
  case system(doing: String, path: String, reason: String)
}

/// Why an archive signs nothing.
public enum SigningObstacle: Equatable, Sendable {
  /// It has no key.
  case noKey
  /// The file of its keys says something else in this line, from 1.
  case malformedKeys(line: Int)
  /// It is a copy: its checkpoints were signed for this origin, by keys that are elsewhere.
  case isCopy(of: String)
  /// It has a key for this origin already.
  case hasKey(origin: String)
  /// A name that cannot be that of a log, and why.
  case badOrigin(String, reason: String)
  /// It has as many keys as it may have.
  case tooManyKeys(limit: Int)
  /// There is no such key, or only one is left.
  case cannotRetire(String, reason: String)
  /// Its history is no longer the one of which this many commits were signed for, or noted.
  case rewritten(size: Int, noted: Timestamp?)
}
