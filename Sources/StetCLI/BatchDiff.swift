internal import Glibc
internal import JSON
internal import Prose
internal import Schemas
internal import Synchronization
internal import Threads

/// `stet diff --batch`: a line of JSON in for each pair, a line of JSON out, on all cores.
/// `Schemas.md` has what the lines say. A line that cannot be read is answered, too.
/// Answers come as they are ready, in any order, each flushed at once.
final class BatchDiff: Sendable {
  private let queue: WorkQueue
  private let failures = Mutex(0)
  /// Holds the first error of writing; guards the output, too.
  private let output = Mutex<CommandError?>(nil)

  init(cores: Int) {
    queue = WorkQueue(threads: cores)
  }

  /// Answers all of standard input.
  ///
  /// - Returns: How many lines could not be read.
  func run() throws(CommandError) -> Int {
    var lines = try InputLines("-")
    var number = 0
    while let line = try lines.next() {
      number += 1
      answer(line, number: number)
    }
    queue.wait()
    if let error = output.withLock({ $0 }) { throw error }
    return failures.withLock { $0 }
  }

  private func answer(_ line: [UInt8], number: Int) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
    let request = Request(line)
    queue.add { [self] in
      let (reply, isGood) = BatchDiff.reply(to: request, number: number)
      if !isGood { failures.withLock { $0 += 1 } }
      var bytes = reply.encoded()
      bytes.append(0x0A)
      output.withLock { error in
        guard error == nil else { return }
        do throws(CommandError) {
          try Files.write(bytes, descriptor: STDOUT_FILENO, path: "standard output")
        } catch let failure {
          error = failure
        }
      }
    }
  }

  private static func reply(to request: Request, number: Int) -> (JSON, Bool) {
    let pair: TextPair
    do throws(JSONDecodingError) {
      pair = try TextPair(decoding: request.taken())
    } catch {
      return (["id": nil, "ops": nil, "error": .string("line \(number): \(error)")], false)
    }
    guard let old = pair.old, let new = pair.new else {
      let problem = "line \(number): \"a\" and \"b\" must be strings"
      return (["id": pair.id, "ops": nil, "error": .string(problem)], false)
    }
    let start = ContinuousClock().now
    let difference = Difference.between(old: old, new: new, classified: false)
    let time = (ContinuousClock().now - start) / .milliseconds(1)
    return (["id": pair.id, "ms": .double(time), "ops": difference.operations], true)
  }

  /// A line on its way to be read. It is given up then: a comparison needs the room.
  private final class Request: Sendable {
    private let line: Mutex<[UInt8]>

    init(_ line: [UInt8]) { self.line = Mutex(line) }

    func taken() -> [UInt8] {
      line.withLock { line in
        var taken: [UInt8] = []
        swap(&taken, &line)
        return taken
      }
    }
  }
}
