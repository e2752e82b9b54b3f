internal import Dispatch
internal import Glibc
internal import JSON
internal import Prose
internal import Synchronization

/// `stet diff --batch`: a line of JSON in for each pair, a line of JSON out, on all cores.
///
///     in : {"id": any, "a": "old text", "b": "new text"}
///     out: {"id": as given, "ms": 1.25, "ops": [["=", kept], ["-", deleted], ["+", inserted],
///           ["<", move, text, inner], [">", move, text, inner], ...]}
///
/// `ops` are in reading order; `=`, `-` and `<` together are `a`, and `=`, `+` and `>` are `b`.
/// `inner`, on the `>` end, tells how the moved text was edited on its way. `ms` is the time of the
/// comparison alone. A line that cannot be read is answered with `"ops": null` and an `error`.
/// Answers come as they are ready, in any order, each flushed at once.
final class BatchDiff: Sendable {
  private let queue = DispatchQueue(label: "diff", attributes: .concurrent)
  private let group = DispatchGroup()
  private let slots: DispatchSemaphore
  private let failures = Mutex(0)
  /// Holds the first error of writing; guards the output, too.
  private let output = Mutex<CommandError?>(nil)

  init(cores: Int) {
    slots = DispatchSemaphore(value: cores)
  }

  /// Answers all of standard input.
  ///
  /// - Returns: How many lines could not be read.
  func run() throws(CommandError) -> Int {
    var pending: [UInt8] = []
    var number = 0
    while let chunk = try nextChunk() {
      var start = 0
      while let end = chunk[start...].firstIndex(of: 0x0A) {
        number += 1
        answer(pending + chunk[start..<end], number: number)
        pending = []
        start = end + 1
      }
      pending += chunk[start...]
    }
    if !pending.isEmpty { answer(pending, number: number + 1) }
    group.wait()
    if let error = output.withLock({ $0 }) { throw error }
    return failures.withLock { $0 }
  }

  private func nextChunk() throws(CommandError) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure("read", "standard input") }
      return count == 0 ? nil : Array(buffer[..<count])
    }
  }

  private func answer(_ line: [UInt8], number: Int) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
    slots.wait()
    queue.async(group: group) { [self] in
      let (reply, isGood) = BatchDiff.reply(to: line, number: number)
      if !isGood { failures.withLock { $0 += 1 } }
      let bytes = reply.encoded() + [0x0A]
      output.withLock { error in
        guard error == nil else { return }
        do throws(CommandError) {
          try Files.write(bytes, descriptor: STDOUT_FILENO, path: "standard output")
        } catch let failure {
          error = failure
        }
      }
      slots.signal()
    }
  }

  private static func reply(to line: [UInt8], number: Int) -> (JSON, Bool) {
    let pair: JSON
    do throws(JSONDecodingError) {
      pair = try JSON(decoding: line)
    } catch {
      return (["id": nil, "ops": nil, "error": .string("line \(number): \(error)")], false)
    }
    let id = pair["id"] ?? .null
    guard let old = pair["a"]?.stringValue, let new = pair["b"]?.stringValue else {
      let problem = "line \(number): \"a\" and \"b\" must be strings"
      return (["id": id, "ops": nil, "error": .string(problem)], false)
    }
    let (oldBytes, newBytes) = (Array(old.utf8), Array(new.utf8))
    let start = ContinuousClock().now
    let difference = Difference.between(old: oldBytes, new: newBytes)
    let time = (ContinuousClock().now - start) / .milliseconds(1)
    return (["id": id, "ms": .double(time), "ops": difference.operations], true)
  }
}

extension Difference {
  /// The edits as `--batch` writes them.
  fileprivate var operations: JSON {
    .array(edits.map(operation))
  }

  private func operation(_ edit: Edit) -> JSON {
    switch edit.kind {
    case .keep: ["=", text(old, edit.old)]
    case .delete: ["-", text(old, edit.old)]
    case .insert: ["+", text(new, edit.new)]
    case .moveSource(let move): ["<", .integer(move), text(old, edit.old)]
    case .moveTarget(let move):
      [
        ">", .integer(move), text(new, edit.new),
        .array(moves[move].edits.map(operation)),
      ]
    }
  }

  private func text(_ bytes: [UInt8], _ range: Range<Int>) -> JSON {
    .string(String(decoding: bytes[range], as: UTF8.self))
  }
}
