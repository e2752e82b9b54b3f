internal import Catalogue
internal import Synchronization
internal import Threads

/// Reads the texts that come next on another thread, while those before are made findable.
///
/// Memory: two parts, each of one text at least.
final class ReadAhead: Sendable {
  private struct Part: Sendable {
    var revisions: ArraySlice<IndexedRevision> = []
    /// Whether there are no more, and why.
    var end: Result<Void, CatalogueError>?
  }

  private struct State: Sendable {
    var current = Part()
    /// What another thread has read.
    var next: Part?
    var isStopped = false
  }

  /// What a part has at most, but for its last text.
  private static let byteLimit = 1 << 20
  private static let countLimit = 512

  private let reader: PassageReader
  private let queue = WorkQueue()
  private let state = Mutex(State())

  init(_ reader: PassageReader) { self.reader = reader }

  /// The next revision; `nil` at the end.
  ///
  /// - Throws: As `PassageReader.next()`.
  func next() throws(CatalogueError) -> IndexedRevision? {
    while true {
      let (revision, end) = state.withLock { ($0.current.revisions.popFirst(), $0.current.end) }
      if let revision { return revision }
      if let end {
        try end.get()
        return nil
      }
      goOn()
    }
  }

  /// Takes the next part, and has the one after it read.
  private func goOn() {
    // Whatever is being read is read then.
    queue.wait()
    let part = state.withLock { $0.next.take() } ?? read()
    state.withLock { $0.current = part }
    guard part.end == nil else { return }
    queue.add { [self] in
      let part = read()
      state.withLock { $0.next = part }
    }
  }

  private func read() -> Part {
    var part = Part()
    var byteCount = 0
    while byteCount < Self.byteLimit, part.revisions.count < Self.countLimit,
      !state.withLock({ $0.isStopped })
    {
      do throws(CatalogueError) {
        guard let revision = try reader.next() else {
          part.end = .success(())
          break
        }
        part.revisions.append(revision)
        if case .text(let text, _) = revision.content { byteCount += text.count }
      } catch {
        part.end = .failure(error)
        break
      }
    }
    return part
  }

  /// Returns when nothing is read any more, and nobody is told of progress.
  func stop() {
    state.withLock { $0.isStopped = true }
    queue.wait()
  }
}
