internal import Bytes
internal import Dispatch
internal import Objects
internal import Packs
internal import Synchronization

/// Puts many objects into one new pack, which appears in the repository whole or not at all.
///
/// Objects with a predecessor are kept as a change to it where that is smaller. Batches are
/// compressed and written on another thread while the caller prepares the next. Memory: the newest
/// version of everything that was added, three batches, and 64 bytes for each object.
public final class PackBuilder: Sendable {
  private let database: ObjectDatabase
  private let workers: Int
  private let content: Mutex<PackContent>
  private let failure = Mutex<ObjectDatabaseError?>(nil)
  private let queue = DispatchQueue(label: "pack")
  /// Bounds the batches that wait.
  private let slots = DispatchSemaphore(value: 2)

  public init(_ database: ObjectDatabase, workers: Int) throws(ObjectDatabaseError) {
    self.database = database
    self.workers = workers
    content = Mutex(PackContent(try PackFile(in: database.packs.path, files: database.files)))
  }

  /// Adds the objects of a batch that the repository does not have yet.
  ///
  /// - Throws: What went wrong with an earlier batch.
  public func add(_ batch: ObjectBatch) throws(ObjectDatabaseError) {
    slots.wait()
    queue.async { [self] in
      defer { slots.signal() }
      guard failure.withLock({ $0 == nil }) else { return }
      content.withLock { content in
        do throws(ObjectDatabaseError) {
          try content.add(batch, to: database, workers: workers)
        } catch {
          failure.withLock { [error] in $0 = error }
        }
      }
    }
    try check()
  }

  /// Ends the pack, checks every object in it by reading it back, and publishes it durably.
  ///
  /// - Returns: `false`, with nothing left behind, where there was nothing to add.
  @discardableResult
  public func finish() throws(ObjectDatabaseError) -> Bool {
    queue.sync {}
    try check()
    let result = content.withLock { content -> Result<Bool, ObjectDatabaseError> in
      do throws(ObjectDatabaseError) {
        return .success(try content.finish(workers: workers))
      } catch {
        return .failure(error)
      }
    }
    let isPublished = try result.get()
    if isPublished { try database.packs.reload() }
    return isPublished
  }

  /// Gives up: removes what was written.
  public func discard() throws(ObjectDatabaseError) {
    queue.sync {}
    let result = content.withLock { content -> Result<Void, ObjectDatabaseError> in
      do throws(ObjectDatabaseError) {
        return .success(try content.file.discard())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  private func check() throws(ObjectDatabaseError) {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

/// What a pack holds so far.
private struct PackContent {
  let file: PackFile
  private var places: [ObjectID: Place] = [:]
  /// Contents that a successor may come to.
  private var latest: [ObjectID: [UInt8]] = [:]

  private struct Place {
    var offset: Int
    /// How many changes away from a whole object.
    var depth: Int
  }

  /// The longest chain of changes: reading one object costs at most so many others.
  private static let largestDepth = 60

  init(_ file: PackFile) {
    self.file = file
  }

  mutating func add(
    _ batch: ObjectBatch, to database: ObjectDatabase, workers: Int
  ) throws(ObjectDatabaseError) {
    var jobs: [Job] = []
    jobs.reserveCapacity(batch.items.count)
    for item in batch.items where places[item.id] == nil {
      if try database.hasPacked(item.id) { continue }
      jobs.append(job(for: item))
    }
    for (job, payload) in zip(jobs, PackContent.compress(jobs, workers: workers)) {
      var form = PackFile.Form.whole(job.item.object.kind)
      var depth = 0
      if payload.isDelta, let base = job.base, let place = places[base] {
        form = .offsetDelta(base: place.offset)
        depth = place.depth + 1
      }
      let offset = try file.append(form, payload.payload, id: job.item.id)
      places[job.item.id] = Place(offset: offset, depth: depth)
    }
  }

  func finish(workers: Int) throws(ObjectDatabaseError) -> Bool {
    guard !places.isEmpty else {
      try file.discard()
      return false
    }
    try file.finish(workers: workers)
    return true
  }

  // MARK: Compression

  private struct Job: Sendable {
    var item: ObjectBatch.Item
    var base: ObjectID?
    var baseContent: [UInt8]
  }

  private struct Compressed: Sendable {
    var payload: PackPayload
    var isDelta: Bool
  }

  /// Chooses the base of an object, and remembers its content for the one to come.
  private mutating func job(for item: ObjectBatch.Item) -> Job {
    var job = Job(item: item, base: nil, baseContent: [])
    if let base = item.predecessor, let content = latest.removeValue(forKey: base),
      depth(of: base) < PackContent.largestDepth
    {
      job.base = base
      job.baseContent = content
      // Set now, so that the next of a chain within one batch counts right.
      places[item.id] = Place(offset: 0, depth: depth(of: base) + 1)
    } else {
      places[item.id] = Place(offset: 0, depth: 0)
    }
    if item.object.kind != .commit { latest[item.id] = item.object.content }
    return job
  }

  private func depth(of id: ObjectID) -> Int { places[id]?.depth ?? 0 }

  private static func compress(_ jobs: [Job], workers: Int) -> [Compressed] {
    let results = Mutex<[(Range<Int>, [Compressed])]>([])
    Workers.share(jobs.count, chunk: 64, among: workers) { _, next in
      var press = Press()
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
    private var deflater = Deflater()
    /// A changed tree is an id, which nothing makes smaller.
    private var storer = Deflater(level: 0)

    mutating func compress(_ job: Job) -> Compressed {
      let content = job.item.object.content
      if job.base != nil {
        var encoder = DeltaEncoder(base: job.baseContent)
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
