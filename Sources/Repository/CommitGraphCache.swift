internal import Bytes
internal import Packs
internal import Storage
internal import Synchronization

/// The commit-graph, opened when it is first asked for.
///
/// It is derived: where there is none, or where it cannot be trusted, the commits themselves answer.
final class CommitGraphCache: Sendable {
  private enum State {
    case unopened
    case opened(CommitGraph?)
  }

  private let storage: any ArchiveStorage
  private let state = Mutex(State.unopened)

  init(_ storage: any ArchiveStorage) {
    self.storage = storage
  }

  /// The graph; `nil` where there is none whose checksum holds.
  ///
  /// One that is replaced meanwhile stays true: commits do not change.
  var graph: CommitGraph? {
    state.withLock { state in
      if case .opened(let graph) = state { return graph }
      let graph = open()
      state = .opened(graph)
      return graph
    }
  }

  private func open() -> CommitGraph? {
    do {
      guard let graph = try CommitGraphFiles(storage).open() else { return nil }
      try graph.validateChecksum()
      return graph
    } catch {
      return nil
    }
  }
}
