internal import Articles
internal import Bytes
internal import Objects

/// The revisions that an archive has, so far as the stream of another may bring them again.
///
/// A commit is known by its id. One that had to be recorded under another id is known by all that it
/// says but for what an import changes, and in the order of the log: each counts once.
struct KnownRevisions {
  private let archive: Archive
  /// The oldest first.
  private var ids: [ObjectID] = []
  private var places: [ObjectID: Int] = [:]
  private var alike: [ObjectID: [Int]] = [:]
  /// The same, told apart by their bytes, for those of which somebody asked.
  private var exact: [Key: [Int]] = [:]
  /// All before this was brought already.
  private var next = 0

  private struct Key: Hashable {
    let words: ObjectID
    let blob: ObjectID?
  }

  init(_ archive: Archive) throws(ArchiveError) {
    self.archive = archive
    var words: [ObjectID] = []
    try archive.visitHistory { revision throws(ArchiveError) in
      ids.append(revision.id.object)
      words.append(revision.words)
      return true
    }
    ids.reverse()
    for (place, id) in ids.enumerated() { places[id] = place }
    for (place, id) in words.reversed().enumerated() { alike[id, default: []].append(place) }
  }

  func has(_ id: ObjectID) -> Bool { places[id] != nil }

  /// Whether this very commit is here; what was before it need not be looked for any more.
  mutating func take(_ id: ObjectID) -> Bool {
    guard let place = places[id] else { return false }
    next = max(next, place + 1)
    return true
  }

  /// The first revision, after those that were taken, that an import made of this.
  mutating func take(_ own: OwnCommit) throws(ArchiveError) -> ObjectID? {
    let words = own.knownWords
    // What the archive says of itself names commits, which have other names here.
    let blob = own.article.isReserved && own.article != .runs ? nil : own.blob
    if let unread = alike.removeValue(forKey: words) {
      for place in unread {
        let revision = try archive.revision(ids[place])
        guard let article = revision.article else { continue }
        let isTold = revision.isWithdrawal || (article.isReserved && article != .runs)
        let content = isTold ? nil : try archive.blob(of: article, inTree: revision.root)
        exact[Key(words: words, blob: content), default: []].append(place)
      }
    }
    let places = exact[Key(words: words, blob: blob)] ?? []
    let index = (0..<places.count).partitioningIndex { places[$0] >= next }
    guard index < places.count else { return nil }
    next = places[index] + 1
    return ids[places[index]]
  }
}

extension OwnCommit {
  fileprivate var knownWords: ObjectID {
    KnownWords(article, isWithdrawal, author, authored, words, metadata).id
  }
}

extension Revision {
  fileprivate var words: ObjectID {
    KnownWords(article, isWithdrawal, author, authored, message, originalMetadata).id
  }
}

/// What an import leaves as it is.
private struct KnownWords {
  let id: ObjectID

  init(
    _ article: ArticleName?, _ isWithdrawal: Bool, _ author: Author, _ authored: Timestamp,
    _ words: [UInt8], _ metadata: Metadata
  ) {
    let signature = Signature(
      name: author.name, mail: author.mail, seconds: authored.seconds, zone: authored.gitZone)
    var bytes: [UInt8] = []
    func add(_ field: [UInt8]) { bytes += Array("\(field.count):".utf8) + field }
    add(Array((article?.description ?? "").utf8))
    add(isWithdrawal ? [1] : [])
    add(signature.encoded)
    add(words)
    for field in MetadataField.allCases {
      switch field {
      case .amends, .republishes, .renamedFrom, .renamedTo: continue
      default: add(Array((metadata[field] ?? "").utf8))
      }
    }
    id = ObjectID(of: .blob, content: bytes.span)
  }
}
