internal import Articles
internal import FastExport
internal import Objects

/// A commit of a stream that an archive made: it says which article it records, and changes no
/// other path than that one's.
struct OwnCommit {
  var article: ArticleName
  var metadata: Metadata
  let isWithdrawal: Bool
  /// The author's words; the whole message, with the trailers as the stream has them, stands beside.
  let words: [UInt8]
  let message: [UInt8]
  /// Where the stream has the article; `nil` where its bytes stayed as they were.
  let path: [UInt8]?
  /// What it records; `nil` for a withdrawal.
  var blob: ObjectID?
  let author: Author
  let authored: Timestamp
  let encoding: String?
  /// Who made and recorded it; `nil` where a commit of Stet's would say it in other bytes.
  let signatures: (author: Signature, committer: Signature)?
  /// What it is called there, where the stream says so.
  let originalID: ObjectID?

  /// - Parameters:
  ///   - change: The one path that is not as it was, and what is there now.
  /// - Returns: `nil` where the commit, whatever its message says, is none of an archive's.
  init?(
    _ commit: ExportedCommit, _ trailers: Trailers, words: [UInt8],
    change: (path: [UInt8], blob: ObjectID?)?, now: Timestamp
  ) {
    (article, metadata, isWithdrawal) = (
      trailers.article, trailers.metadata, trailers.isWithdrawal
    )
    (self.words, message) = (words, commit.message)
    (path, blob) = (change?.path, change?.blob)
    if let change {
      let parts = change.path.split(
        separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
      ).map { Array($0) }
      guard (change.blob == nil) == isWithdrawal, ArticlePath(article).matches(parts) else {
        return nil
      }
    } else if isWithdrawal {
      return nil
    }
    let person = commit.author ?? commit.committer
    author = Author(
      name: String(decoding: person.name, as: UTF8.self),
      mail: String(decoding: person.mail, as: UTF8.self))
    authored = Timestamp(person.time, now: now)
    encoding = commit.encoding.map { String(decoding: $0, as: UTF8.self) }
    let committer = Signature(exactly: commit.committer)
    signatures = Signature(exactly: person).flatMap { author in committer.map { (author, $0) } }
    originalID = commit.originalOID.flatMap { ObjectID(String(decoding: $0, as: UTF8.self)) }
    let isAmendment = article.isAmendments
    guard isAmendment || (metadata.amends == nil && metadata.clears == nil),
      (try? draft.check()) != nil
    else { return nil }
  }

  /// What is recorded where it cannot be the very same commit.
  var draft: RevisionDraft {
    var draft = RevisionDraft(article: article, content: nil, message: words, metadata: metadata)
    // The bytes are known by their id.
    if !isWithdrawal { draft.content = [] }
    draft.allowsUnchanged = true
    (draft.author, draft.authored, draft.messageEncoding) = (author, authored, encoding)
    return draft
  }

  /// The commit as it is in its archive.
  func commit(tree: ObjectID, parent: ObjectID?) -> Commit? {
    guard let signatures else { return nil }
    var commit = Commit(
      tree: tree, parents: parent.map { [$0] } ?? [], author: signatures.author,
      committer: signatures.committer, message: message)
    if let encoding { commit.headers = [.init(name: "encoding", value: Array(encoding.utf8))] }
    return commit
  }

  // MARK: Renames

  /// Whether it is half of a rename, and nothing without the other half.
  ///
  /// What was imported once already is not held to that.
  var isArrival: Bool {
    !isWithdrawal && metadata.renamedFrom != nil && metadata.importedFrom == nil
  }

  var isDeparture: Bool {
    isWithdrawal && metadata.renamedTo != nil && metadata.importedFrom == nil
  }

  /// Whether it withdraws the name that an arrival goes on with.
  func isOtherSide(to arrival: OwnCommit) -> Bool {
    guard isDeparture, let from = arrival.metadata.renamedFrom, let to = metadata.renamedTo,
      metadata.renamedFrom == nil, arrival.metadata.renamedTo == nil, article != arrival.article
    else { return false }
    return from.utf8.elementsEqual(article.description.utf8)
      && to.utf8.elementsEqual(arrival.article.description.utf8)
  }
}

extension Signature {
  /// `nil` where a commit of Stet's says it in other bytes, or no reader would take it.
  fileprivate init?(exactly person: ExportedIdentity) {
    guard case .at(let seconds, let zone) = person.time,
      // The last second of the year 9999.
      (0...253_402_300_799).contains(seconds)
    else { return nil }
    self.init(
      name: String(decoding: person.name, as: UTF8.self),
      mail: String(decoding: person.mail, as: UTF8.self), seconds: seconds, zone: zone)
    guard name == person.name, mail == person.mail, Timestamp(self).gitZone == zone else {
      return nil
    }
  }
}
