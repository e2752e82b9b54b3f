internal import Bytes
internal import Packs
internal import Synchronization

/// `objects/info/commit-graph`, opened when it is first asked for.
///
/// It is derived: where there is none, or where it cannot be trusted, the commits themselves answer.
final class CommitGraphFile: Sendable {
  private enum State {
    case unopened
    case opened(CommitGraph?)
  }

  private let path: String
  private let files: any FileSystem
  private let state = Mutex(State.unopened)

  init(path: String, files: any FileSystem) {
    self.path = path
    self.files = files
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
      let graph = try CommitGraph(files.contents(of: path))
      try graph.validateChecksum()
      return graph
    } catch {
      return nil
    }
  }
}
