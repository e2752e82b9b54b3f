internal import Bytes
internal import HTTP
internal import Stet
internal import Threads

/// All that pages depend on, beside what never changes.
struct ArchiveState: Equatable, Sendable {
  var head: RevisionID?
  /// When the last verification began that pages tell of.
  var verified: Timestamp?

  init(of archive: Archive) {
    head = (try? archive.head()) ?? nil
    verified = ((try? archive.lastVerification()) ?? nil)?.began
  }
}

/// Answers that were made, as long as the archive is in the state that they were made of.
final class AnswerCache: Sendable {
  private struct State {
    var archive: ArchiveState?
    var answers: [String: HTTPResponse] = [:]
    var byteCount = 0
  }

  private static let largestByteCount = 64 << 20
  /// Asked for every request, by threads that must not be put to sleep for it.
  private let state = Locked(State())

  func answer(to target: String, of archive: ArchiveState) -> HTTPResponse? {
    state.withLock { $0.archive == archive ? $0.answers[target] : nil }
  }

  func keep(_ response: HTTPResponse, to target: String, of archive: ArchiveState) {
    guard response.status == 200, case .bytes(let bytes) = response.body else { return }
    var response = response
    response.body = .bytes(bytes.fitted)
    let cost = bytes.count + target.utf8.count + 1024
    guard cost < AnswerCache.largestByteCount / 8 else { return }
    state.withLock { state in
      // What was made of another state, or is too much, goes at once: to make it anew takes milliseconds.
      if state.archive != archive || state.byteCount + cost > AnswerCache.largestByteCount {
        state = State(archive: archive)
      }
      if state.answers.updateValue(response, forKey: target) == nil { state.byteCount += cost }
    }
  }
}
