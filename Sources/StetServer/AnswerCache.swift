internal import HTTP
internal import Stet
internal import Synchronization

/// Answers that were made, as long as the head is the one that they were made of.
final class AnswerCache: Sendable {
  private struct State {
    var head: RevisionID?
    var answers: [String: HTTPResponse] = [:]
    var byteCount = 0
  }

  private static let largestByteCount = 64 << 20
  private let state = Mutex(State())

  func has(_ target: String, at head: RevisionID?) -> Bool { answer(to: target, at: head) != nil }

  func answer(to target: String, at head: RevisionID?) -> HTTPResponse? {
    state.withLock { $0.head == head ? $0.answers[target] : nil }
  }

  func keep(_ response: HTTPResponse, to target: String, at head: RevisionID?) {
    guard response.status == 200, case .bytes(let bytes) = response.body else { return }
    let cost = bytes.count + target.utf8.count + 1024
    guard cost < AnswerCache.largestByteCount / 8 else { return }
    state.withLock { state in
      // What came before another head, or is too much, goes at once: to make it anew takes milliseconds.
      if state.head != head || state.byteCount + cost > AnswerCache.largestByteCount {
        state = State(head: head)
      }
      if state.answers.updateValue(response, forKey: target) == nil { state.byteCount += cost }
    }
  }
}
