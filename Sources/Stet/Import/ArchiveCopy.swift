internal import Articles
internal import FastExport
internal import Objects
internal import Repository

/// Brings the revisions of another archive over, as the very same commits where that is possible.
struct ArchiveCopy {
  /// What became of a commit.
  enum Outcome {
    case known, leftOut, filtered, unchanged
    /// - Parameters:
    ///   - blob: What it records; `nil` for a withdrawal.
    ///   - text: The bytes, where they are not those of the stream.
    ///   - previous: What the article's bytes were before.
    case recorded(
      ArticleName, blob: ObjectID?, text: [UInt8]? = nil, previous: ObjectID?)
  }

  /// How the other log stands to this one.
  private enum Source {
    /// What its commits are called is not known, but where the stream says so.
    case unknown
    /// This log's head is its newest commit, or is called otherwise and says the same.
    case inStep
    case apart(SourceLog)
  }

  private let archive: Archive
  private let rules: ImportRules
  private let hadHead: Bool
  private var source = Source.unknown
  private var isFirst = true
  /// The commit that the stream goes on from.
  private var start: ObjectID?
  private var previous: (mark: Int?, ref: [UInt8])?
  /// What this archive had before; asked for by the first of the other's commits.
  private var known: KnownRevisions?
  /// The half of a rename whose other half must come next.
  private var arrival: OwnCommit?
  /// An arrival that was recorded, until anything else is.
  private var recordedArrival: (id: ObjectID, own: OwnCommit)?
  var facts: OwnFacts

  init(_ archive: Archive, head: ObjectID?, rules: ImportRules) {
    (self.archive, self.rules, hadHead) = (archive, rules, head != nil)
    facts = OwnFacts(archive, head: head)
  }

  // MARK: The stream

  /// Takes notice of each commit of the stream, before it is recorded.
  mutating func follow(_ commit: ExportedCommit, after head: ObjectID?) {
    defer {
      isFirst = false
      previous = (commit.mark, commit.ref)
    }
    guard isFirst else {
      if !isNext(commit) { source = .unknown }
      return
    }
    guard commit.merges.isEmpty else { return }
    switch commit.from {
    case nil:
      let trees = TreeEditor(archive: archive, root: nil)
      source = head == nil ? .inStep : .apart(SourceLog(head: nil, trees: trees))
    case .id(let text):
      guard let id = ObjectID(text) else { return }
      start = id
      if id == head { return source = .inStep }
      guard let root = try? archive.revision(id).root else { return }
      source = .apart(SourceLog(head: id, trees: TreeEditor(archive: archive, root: root)))
    default: return
    }
  }

  private func isNext(_ commit: ExportedCommit) -> Bool {
    guard commit.merges.isEmpty, let previous else { return false }
    switch commit.from {
    case .mark(let mark): return mark == previous.mark
    case nil: return commit.ref == previous.ref
    case .name(let name): return name == previous.ref
    case .id: return false
    }
  }

  /// What bytes an article has in the other archive; `nil` where nobody knows.
  mutating func blob(
    of article: ArticleName, _ writer: inout RevisionWriter
  ) throws(ArchiveError) -> ObjectID? {
    switch source {
    case .unknown: return nil
    case .inStep: return try writer.blob(of: article)
    case .apart(var log):
      defer { source = .apart(log) }
      source = .unknown
      return try log.blob(of: article)
    }
  }

  // MARK: Commits

  /// Records the next commit of the other archive.
  ///
  /// The half of a rename waits for the other half.
  mutating func add(
    _ own: OwnCommit, to writer: inout RevisionWriter, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> [Outcome] {
    if hadHead && known == nil {
      known = try KnownRevisions(archive)
      if let start { _ = known?.take(start) }
    }
    var outcomes: [Outcome] = []
    let isRename = arrival.map { own.isOtherSide(to: $0) } ?? false
    if let arrival {
      self.arrival = nil
      outcomes.append(try record(arrival, isRename: isRename, with: &writer, blobs))
    }
    if own.isArrival {
      arrival = own
    } else {
      outcomes.append(
        try record(own, isRename: isRename || !own.isDeparture, with: &writer, blobs))
    }
    return outcomes
  }

  /// A commit follows that no archive made; what it is called, and what comes after it, nobody knows.
  mutating func passOver(
    with writer: inout RevisionWriter, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> [Outcome] {
    defer { source = .unknown }
    guard let arrival else { return [] }
    self.arrival = nil
    return [try record(arrival, isRename: false, with: &writer, blobs)]
  }

  /// How many halves of renames the stream ended with: their other half comes with a longer one.
  var waitingCount: Int { arrival == nil ? 0 : 1 }

  private mutating func record(
    _ own: OwnCommit, isRename: Bool, with writer: inout RevisionWriter, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Outcome {
    var changed = Changed(own)
    let isIncluded = rules.apply(to: &changed)
    if isIncluded && !isRename { changed.dropRename() }
    if case .inStep = source {
      if isIncluded, !changed.isChanged,
        let outcome = try recordSame(own, with: &writer, blobs)
      {
        return outcome
      }
      source = .apart(SourceLog(head: writer.head, trees: writer.trees))
    }
    let id = try sourceID(of: own)
    guard isIncluded else { return .filtered }
    if let known = try knownID(of: own, changed.own, id, writer.head) {
      facts.name(known, insteadOf: own.originalID ?? id)
      return .known
    }
    return try recordAnew(changed.own, insteadOf: own.originalID ?? id, with: &writer, blobs)
  }

  /// What a commit is called in the other archive; `nil` where nobody can tell.
  private mutating func sourceID(of own: OwnCommit) throws(ArchiveError) -> ObjectID? {
    guard case .apart(var log) = source else { return nil }
    source = .unknown
    let id = try log.add(own)
    if id != nil { source = .apart(log) }
    return id
  }

  /// The commit that an earlier import made of this.
  private mutating func knownID(
    of own: OwnCommit, _ changed: OwnCommit, _ id: ObjectID?, _ head: ObjectID?
  ) throws(ArchiveError) -> ObjectID? {
    guard known != nil else { return nil }
    for id in [id, own.originalID].compactMap(\.self) where known?.take(id) ?? false {
      if case .apart(let log) = source, log.head == head { source = .inStep }
      return id
    }
    // An arrival that was recorded just now is nothing without its departure.
    if let (id, arrival) = recordedArrival, id == head, changed.isOtherSide(to: arrival) {
      return nil
    }
    return try known?.take(changed)
  }

  // MARK: Recording

  /// Records the very same commit; `nil` where that is not possible here.
  private mutating func recordSame(
    _ own: OwnCommit, with writer: inout RevisionWriter, _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Outcome? {
    guard let signatures = own.signatures,
      try hasBothSides(own, &writer),
      try facts.isSound(own, recorded: Timestamp(signatures.committer), blobs, presence)
    else { return nil }
    guard let (id, previous) = try writer.copy(own) else { return nil }
    return recorded(own, own, id, previous, nil)
  }

  /// Records what a commit says as the next revision here, now.
  private mutating func recordAnew(
    _ own: OwnCommit, insteadOf id: ObjectID?, with writer: inout RevisionWriter,
    _ blobs: ImportedBlobs
  ) throws(ArchiveError) -> Outcome {
    var changed = Changed(own)
    if try !hasBothSides(own, &writer) { changed.dropRename() }
    guard
      let text = try facts.translate(
        &changed.own, recorded: writer.recorded, blobs, presence)
    else { return .leftOut }
    let draft = changed.own.draft
    guard let blob = changed.own.blob else {
      let outcome = try writer.add(draft)
      guard case .recorded(let revision) = outcome else { return .unchanged }
      return recorded(changed.own, own, revision.id.object, nil, nil, insteadOf: id)
    }
    let (revision, previous) = try writer.record(draft, blob: blob)
    guard let revision else { return .unchanged }
    return recorded(
      changed.own, own, revision.id.object, previous, text.bytes, insteadOf: id)
  }

  private mutating func recorded(
    _ own: OwnCommit, _ original: OwnCommit, _ id: ObjectID, _ previous: ObjectID?,
    _ text: [UInt8]?, insteadOf sourceID: ObjectID? = nil
  ) -> Outcome {
    facts.note(own, id)
    facts.name(id, insteadOf: original.originalID ?? sourceID)
    recordedArrival = own.isArrival ? (id, own) : nil
    return .recorded(own.article, blob: own.blob, text: text, previous: previous)
  }

  /// Whether each half of a rename has its other half beside it, or will have: where an arrival is
  /// recorded, the old name must be there to be withdrawn.
  private func hasBothSides(
    _ own: OwnCommit, _ writer: inout RevisionWriter
  ) throws(ArchiveError) -> Bool {
    if own.isArrival {
      guard let old = own.metadata.renamedFrom.flatMap({ ArticleName(ifAllowed: $0) }) else {
        return false
      }
      return try writer.blob(of: old) != nil
    }
    guard own.isDeparture else { return true }
    guard let (id, arrival) = recordedArrival else { return false }
    return id == writer.head && own.isOtherSide(to: arrival)
  }

  /// Whether a commit of this archive's history records an article.
  private var presence: (ObjectID, ArticleName) -> Bool {
    guard let known else { return { _, _ in false } }
    return { [archive] id, article in
      known.has(id) && (try? archive.revision(id).article) == article
    }
  }
}

/// A commit that is to be recorded otherwise than it is.
private struct Changed {
  var own: OwnCommit {
    didSet { isChanged = true }
  }
  private(set) var isChanged = false

  init(_ own: OwnCommit) { self.own = own }

  /// Half of a rename without the other half says nothing of it.
  mutating func dropRename() {
    guard own.isArrival || own.isDeparture else { return }
    (own.metadata.renamedFrom, own.metadata.renamedTo) = (nil, nil)
  }
}

extension ImportRules {
  private var areNone: Bool { only.isEmpty && excluded.isEmpty && renamings.isEmpty }

  /// Gives a commit of another archive the names that the rules give.
  ///
  /// Amendments go with their article; what is said of the whole archive is not true of a part.
  /// - Returns: Whether it is recorded at all.
  fileprivate func apply(to changed: inout Changed) -> Bool {
    if areNone { return true }
    let article = changed.own.article
    if let amended = article.amended {
      guard let name = self.article(for: amended) else { return false }
      if name != amended { changed.own.article = .amendments(of: name) }
      return true
    }
    guard !article.isReserved, let name = self.article(for: article) else { return false }
    if name != article { changed.own.article = name }
    apply(\.renamedFrom, to: &changed)
    apply(\.renamedTo, to: &changed)
    return true
  }

  private func apply(_ field: WritableKeyPath<Metadata, String?>, to changed: inout Changed) {
    guard let text = changed.own.metadata[keyPath: field],
      let other = ArticleName(ifAllowed: text)
    else { return }
    let name = article(for: other)
    if name != other { changed.own.metadata[keyPath: field] = name?.description }
  }

  private func article(for article: ArticleName) -> ArticleName? {
    guard includes(article.description),
      let name = ArticleName(ifAllowed: name(for: article.description)), !name.isReserved
    else { return nil }
    return name
  }
}
