internal import Articles
internal import Objects
internal import Repository

/// What an archive's own articles say of revisions, while another archive's are brought over: by which
/// names, and whether it is true here.
struct OwnFacts {
  /// Bytes that are to be recorded in place of the stream's; none where those will do.
  struct Text {
    var bytes: [UInt8]?
  }

  private struct Amended {
    var table: Amendments
    /// How many of its entries this import did not bring.
    let earlierCount: Int
  }

  private let archive: Archive
  private let head: ObjectID?
  /// What commits of the other archive are called here, where that differs.
  private var names: [ObjectID: ObjectID] = [:]
  /// What this import recorded.
  private var articles: [ObjectID: ArticleName] = [:]
  /// As the newest revision has them: what is recorded cannot be read before it is published.
  private var amendments: [ArticleName: Amended] = [:]
  private var entryCounts: [ObjectID: Int] = [:]
  private var erased: ErasedTexts?
  private var soundRuns: Set<ObjectID> = []

  init(_ archive: Archive, head: ObjectID?) {
    (self.archive, self.head) = (archive, head)
  }

  mutating func name(_ id: ObjectID, insteadOf sourceID: ObjectID?) {
    if let sourceID, sourceID != id { names[sourceID] = id }
  }

  /// Takes note of what was recorded.
  mutating func note(_ own: OwnCommit, _ id: ObjectID) { articles[id] = own.article }

  // MARK: The same commit

  /// Whether a commit may stand here as it is: `verify` is not to find anything wrong with it.
  mutating func isSound(
    _ own: OwnCommit, recorded: Timestamp, _ blobs: ImportedBlobs,
    _ isHere: (ObjectID, ArticleName) -> Bool
  ) throws(ArchiveError) -> Bool {
    // True of this log, too, which is the same up to here: so `verify` will judge it as it judged the other.
    if own.article.isOfLog { return !own.isWithdrawal }
    var translated = own
    guard
      try translate(&translated, recorded: recorded, blobs, isHere) != nil
    else { return false }
    return translated.blob == own.blob && translated.metadata == own.metadata
  }

  // MARK: Another commit

  /// Makes a commit say what is true here.
  ///
  /// - Returns: `nil` where it cannot, and is to be left out.
  mutating func translate(
    _ own: inout OwnCommit, recorded: Timestamp, _ blobs: ImportedBlobs,
    _ isHere: (ObjectID, ArticleName) -> Bool
  ) throws(ArchiveError) -> Text? {
    if let other = own.metadata.republishes { own.metadata.republishes = specifier(other) }
    guard own.article.isReserved else { return Text() }
    // What is signed of another log is not true of this one.
    if own.article.isOfLog { return nil }
    if own.isWithdrawal { return nil }
    if own.article == .runs { return try isSoundRun(own, blobs) ? Text() : nil }
    if own.article == .erased { return try isSoundErasure(own, blobs) ? Text() : nil }
    guard let article = own.article.amended else { return nil }
    guard let count = entryCount(of: own, blobs) else { return nil }
    return try translate(&own, amending: article, count, recorded: recorded, isHere)
  }

  private mutating func translate(
    _ own: inout OwnCommit, amending article: ArticleName, _ toldCount: Int,
    recorded: Timestamp, _ isHere: (ObjectID, ArticleName) -> Bool
  ) throws(ArchiveError) -> Text? {
    guard let named = own.metadata.amends.flatMap({ RevisionID($0)?.object }) else { return nil }
    let target = names[named] ?? named
    guard articles[target] == article || isHere(target, article) else { return nil }
    own.metadata.amends = target.description
    let name = Signature(name: own.author.name, mail: "", seconds: 0, zone: "+0000").name
    let entries = Amendments.entries(
      in: own.metadata, recorded: recorded, author: String(decoding: name, as: UTF8.self))
    guard !entries.isEmpty else { return nil }
    var amended = try self.amended(article)
    for entry in entries { amended.table.set(entry) }
    // A text has all that was amended before, or a stream could ask for more than it has bytes.
    guard toldCount >= amended.table.entries.count - amended.earlierCount else {
      return nil
    }
    amendments[article] = amended
    let bytes = amended.table.encoded()
    own.blob = ObjectID(of: .blob, content: bytes.span)
    return Text(bytes: bytes)
  }

  private func amended(_ article: ArticleName) throws(ArchiveError) -> Amended {
    if let known = amendments[article] { return known }
    let table = try archive.amendments(of: article, at: head) ?? Amendments()
    return Amended(table: table, earlierCount: table.entries.count)
  }

  /// How much was ever amended, as the stream's text has it.
  private mutating func entryCount(of own: OwnCommit, _ blobs: ImportedBlobs) -> Int? {
    guard let blob = own.blob else { return nil }
    // A text may come again: what was amended back.
    if let known = entryCounts[blob] { return known }
    guard let text = content(blob, blobs), let told = try? Amendments(decoding: text) else {
      return nil
    }
    entryCounts[blob] = told.entries.count
    return told.entries.count
  }

  private func content(_ id: ObjectID, _ blobs: ImportedBlobs) -> [UInt8]? {
    blobs.waitingContent(of: id) ?? (try? archive.repository.blob(id))
  }

  /// `<article>@<commit id>`, by the commit's name here.
  private func specifier(_ specifier: String) -> String {
    guard let at = specifier.utf8.lastIndex(of: UInt8(ascii: "@")),
      let id = ObjectID(String(Substring(specifier.utf8[at...].dropFirst()))),
      let name = names[id]
    else { return specifier }
    return String(specifier[...at]) + name.description
  }

  /// Whether all that a run saw is here.
  private mutating func isSoundRun(
    _ own: OwnCommit, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Bool {
    guard let blob = own.blob else { return false }
    if soundRuns.contains(blob) { return true }
    guard let text = content(blob, blobs), let manifest = try? RunManifest(decoding: text)
    else { return false }
    guard try areHere(manifest.entries.compactMap { $0.content?.object }, blobs) else {
      return false
    }
    soundRuns.insert(blob)
    return true
  }

  /// Whether a list of erased texts may stand here: only where all it adds was brought by this very
  /// stream, since maintenance removes what is listed, and no stream is to remove what was here.
  private mutating func isSoundErasure(
    _ own: OwnCommit, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Bool {
    let before = if let erased { erased } else { try archive.readableErasedTexts(at: head) }
    guard let blob = own.blob, let text = blobs.waitingContent(of: blob),
      let now = try? ErasedTexts(decoding: text)
    else { return false }
    guard before.entries.allSatisfy({ now[$0.content] == $0 }),
      now.entries.allSatisfy({ entry in
        before[entry.content] == entry
          || blobs.hasBrought(entry.content.object)
            && articles[entry.revision.object] == entry.article
      })
    else { return false }
    erased = now
    return true
  }

  private func areHere(
    _ ids: [ObjectID], _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Bool {
    let others = Set(ids).filter { !blobs.hasBrought($0) }
    guard !others.isEmpty else { return true }
    let texts = try archive.readableErasedTexts(at: head)
    let unerased = others.filter { texts[ContentID($0)] == nil }
    return try translated { () throws(RepositoryError) in
      try archive.repository.present(among: unerased).count == unerased.count
    }
  }
}
