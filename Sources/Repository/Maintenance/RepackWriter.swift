internal import Bytes
internal import Objects
internal import Packs

/// Writes chosen objects into a pack, laid out for reading: commits, then folders, then files, and
/// within each all versions of one path together, the oldest first.
///
/// Each version is kept as a change to the one before, so whoever reads one reads its neighbours:
/// a chain of them is a few kilobytes in one place instead of in fifty.
struct RepackWriter {
  private let repository: Repository
  private let ids: SortedIDs
  private let wanted: PositionSet
  private let builder: PackBuilder
  private var batch = ObjectBatch()
  /// Objects that cannot be read, and stay where they are.
  private(set) var damaged: PositionSet
  private let total: Int
  private var done = 0
  private let progress: (Int, Int) -> Bool

  private static let flushByteCount = 8 << 20

  /// - Parameters:
  ///   - ids: All objects that may be wanted.
  ///   - progress: Called now and then with the number of objects written and in all;
  ///     answers whether to go on.
  init(
    _ repository: Repository, among ids: SortedIDs, wanted: PositionSet, builder: PackBuilder,
    progress: @escaping (Int, Int) -> Bool
  ) {
    self.repository = repository
    self.ids = ids
    self.wanted = wanted
    self.builder = builder
    self.progress = progress
    damaged = PositionSet(capacity: ids.count)
    total = wanted.count
  }

  /// - Parameter known: In which order, where that is known.
  mutating func run(in known: consuming PackLayout? = nil) throws(RepositoryError) {
    let layout = known == nil ? try layout() : known
    if let layout {
      try layout.visit(wanted) { position, predecessor throws(RepositoryError) in
        try add(position, predecessor: predecessor)
      }
    } else {
      for position in wanted { try add(position, predecessor: nil) }
    }
    try flush()
  }

  /// `nil` where damage keeps the history from being followed: then the order does not matter.
  private func layout() throws(RepositoryError) -> PackLayout? {
    do throws(RepositoryError) {
      return try PackLayout(repository, among: ids, wanted: wanted)
    } catch {
      guard error.isDamage else { throw error }
      return nil
    }
  }

  private mutating func add(_ position: Int, predecessor: Int?) throws(RepositoryError) {
    let id = ids[position]
    do throws(RepositoryError) {
      let object = try repository.object(id)
      batch.add(id, object.kind, object.content, predecessor: predecessor.map { ids[$0] })
    } catch {
      // What was listed and is gone was cleared away meanwhile: that is no damage.
      if case .missing = error { throw error }
      guard error.isDamage else { throw error }
      damaged.insert(position)
    }
    if batch.byteCount > RepackWriter.flushByteCount { try flush() }
    done += 1
    if done % 256 == 0, !progress(done, total) { throw .cancelled }
  }

  private mutating func flush() throws(RepositoryError) {
    try builder.add(batch)
    batch = ObjectBatch()
  }
}
