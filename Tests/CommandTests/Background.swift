import Foundation

/// Work on a thread of its own: tasks share a few, and what waits for another program would keep them all.
final class Background<Value: Sendable>: @unchecked Sendable {
  private let isDone = DispatchSemaphore(value: 0)
  private var result: Result<Value, any Error>?

  init(_ work: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      result = Result { try work() }
      isDone.signal()
    }
  }

  /// Waits for it; once.
  func value() throws -> Value {
    isDone.wait()
    guard let result else { throw CancellationError() }
    return try result.get()
  }
}
