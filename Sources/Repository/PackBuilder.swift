internal import Bytes
internal import Objects
internal import Packs
internal import Storage
internal import Synchronization
internal import Threads

/// Puts many objects into one new pack, which appears in the repository whole or not at all.
///
/// Objects with a predecessor are kept as a change to it where that is smaller. Batches are
/// compressed and written on another thread while the caller prepares the next. Memory: 224 MB of
/// versions that others may be changes to, three batches, and 58 bytes for each object; 96 MB and 12
/// bytes where a pack is made of others and what is alike comes together.
package final class PackBuilder: Sendable {
  private let repository: Repository
  private let workers: Int
  private let replaces: Bool
  private let level: Int32
  private let content: Mutex<PackContent>
  private let failure = Mutex<RepositoryError?>(nil)
  /// One batch at a time, while another waits.
  private let queue = WorkQueue()

  /// - Parameters:
  ///   - replaces: Takes objects that other packs have, too: those packs are to go.
  ///   - level: How hard to compress, from 1 to 12.
  package init(
    _ repository: Repository, workers: Int, replaces: Bool = false, level: Int32 = 6
  ) throws(RepositoryError) {
    self.repository = repository
    self.replaces = replaces
    self.level = level
    self.workers = workers
    content = Mutex(PackContent(try PackDraftWriter(repository.storage), PackedVersions()))
  }

  /// Makes a pack of objects that are there already, the versions of one thing one after the other.
  ///
  /// - Parameter ids: No others come.
  init(
    repacking ids: SortedIDs, of repository: Repository, workers: Int, level: Int32
  ) throws(RepositoryError) {
    self.repository = repository
    self.replaces = true
    self.level = level
    self.workers = workers
    content = Mutex(
      PackContent(try PackDraftWriter(repository.storage, among: ids), .inOrder))
  }

  /// Adds the objects of a batch that the repository does not have yet.
  ///
  /// - Throws: What went wrong with an earlier batch.
  package func add(_ batch: ObjectBatch) throws(RepositoryError) {
    queue.add { [self] in put(batch) }
    try check()
  }

  /// Adds the objects of a batch that is all there is: a thread of its own would cost more than it saves.
  func addAtOnce(_ batch: ObjectBatch) throws(RepositoryError) {
    put(batch)
    try check()
  }

  private func put(_ batch: ObjectBatch) {
    guard failure.withLock({ $0 == nil }) else { return }
    content.withLock { content in
      do throws(RepositoryError) {
        let known = replaces ? nil : repository
        try content.add(batch, without: known, workers: workers, level: level)
      } catch {
        failure.withLock { [error] in $0 = error }
      }
    }
  }

  /// Ends the pack, checks every object in it by reading it back, and publishes it durably.
  ///
  /// - Parameter isHeld: Keeps it until a reference leads to it.
  /// - Returns: The pack; none, with nothing left behind, where there was nothing to add.
  package func finish(isHeld: Bool) throws(RepositoryError) -> PendingObjects {
    queue.wait()
    try check()
    let result = content.withLock { content -> Result<PackName?, RepositoryError> in
      do throws(RepositoryError) {
        return .success(try content.finish(workers: workers, isHeld: isHeld))
      } catch {
        return .failure(error)
      }
    }
    var pending = PendingObjects()
    if let name = try result.get() {
      try repository.packs.reload()
      pending.packs = [name]
    }
    return pending
  }

  /// Gives up: removes what was written.
  package func discard() throws(RepositoryError) {
    queue.wait()
    let result = content.withLock { content -> Result<Void, RepositoryError> in
      do throws(RepositoryError) {
        return .success(try content.file.discard())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func check() throws(RepositoryError) {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// What a pack holds so far.
private struct PackContent {
  let file: PackDraftWriter
  private var versions: PackedVersions

  init(_ file: PackDraftWriter, _ versions: PackedVersions) {
    self.file = file
    self.versions = versions
  }

  mutating func add(
    _ batch: ObjectBatch, without repository: Repository?, workers: Int, level: Int32
  ) throws(RepositoryError) {
    var jobs: [Job] = []
    jobs.reserveCapacity(batch.items.count)
    for item in batch.items where file.offset(of: item.id) == nil {
      if let repository, try repository.hasPacked(item.id) { continue }
      jobs.append(job(for: item))
    }
    for (job, payload) in zip(jobs, PackContent.compress(jobs, workers, level)) {
      var form = PackDraftWriter.Form.whole(job.item.object.kind)
      if payload.isDelta, let base = job.base, let offset = file.offset(of: base.id) {
        form = .offsetDelta(base: offset)
      }
      try file.append(form, payload.payload, id: job.item.id)
    }
  }

  mutating func finish(workers: Int, isHeld: Bool) throws(RepositoryError) -> PackName? {
    // Nothing follows them any more.
    let freed = versions.byteCount
    versions = PackedVersions()
    FreedMemory.giveBack(freed: freed)
    guard !file.isEmpty else {
      try file.discard()
      return nil
    }
    return try file.finish(workers: workers, isHeld: isHeld)
  }

  // MARK: Compression

  private struct Job: Sendable {
    var item: ObjectBatch.Item
    var base: PackedObject?
  }

  private struct Compressed: Sendable {
    var payload: PackPayload
    var isDelta: Bool
  }

  /// Chooses the base of an object, and remembers its content for the one to come.
  private mutating func job(for item: ObjectBatch.Item) -> Job {
    let object = PackedObject(id: item.id, content: item.object.content)
    return Job(item: item, base: versions.add(object, after: item.predecessor))
  }

  private static func compress(_ jobs: [Job], _ workers: Int, _ level: Int32) -> [Compressed] {
    let results = Mutex<[(Range<Int>, [Compressed])]>([])
    Workers.share(jobs.count, chunk: 64, among: workers) { _, next in
      var press = Press(level: level)
      while let range = next() {
        let part = range.map { press.compress(jobs[$0]) }
        results.withLock { $0.append((range, part)) }
      }
    }
    return results.withLock { parts in
      parts.sorted { $0.0.lowerBound < $1.0.lowerBound }.flatMap(\.1)
    }
  }

  /// One thread's compressors.
  private struct Press: ~Copyable {
    private var deflater: Deflater
    /// A changed tree is an id, which nothing makes smaller.
    private var storer = Deflater(level: 0)

    init(level: Int32) {
      deflater = Deflater(level: level)
    }

    mutating func compress(_ job: Job) -> Compressed {
      let content = job.item.object.content
      if let base = job.base {
        var encoder = DeltaEncoder(base: base.content)
        // A change that takes more than half of the whole would cost its readers more than it
        // saves.
        if let delta = encoder.encode(content, limit: content.count / 2) {
          let isIncompressible = job.item.object.kind == .tree && delta.count < 128
          return Compressed(
            payload: isIncompressible
              ? PackPayload(delta, with: &storer) : PackPayload(delta, with: &deflater),
            isDelta: true)
        }
      }
      return Compressed(payload: PackPayload(content, with: &deflater), isDelta: false)
    }
  }
}
