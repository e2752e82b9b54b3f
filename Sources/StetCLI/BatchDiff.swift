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
  private struct Input: ~Copyable, Sendable {
    var lines: InputLines
    var lineCount = 0
    var error: CommandError?
  }

  private let cores: Int
  private let input: Locked<Input>
  private let failures = Mutex(0)
  /// Holds the first error of writing; guards the output, too.
  private let output = Mutex<CommandError?>(nil)

  init(cores: Int) throws(CommandError) {
    self.cores = cores
    input = Locked(Input(lines: try InputLines("-")))
  }

  /// Answers all of standard input.
  ///
  /// - Returns: How many lines could not be read.
  func run() throws(CommandError) -> Int {
    // Whoever is free takes the next line: a line that is handed on would wait for another thread to wake.
    Workers.run(cores) { _ in
      var number = 0
      while let line = nextLine(&number) { answer(consume line, number: number) }
    }
    if let error = input.withLock({ $0.error }) { throw error }
    if let error = output.withLock({ $0 }) { throw error }
    return failures.withLock { $0 }
  }

  private func nextLine(_ number: inout Int) -> [UInt8]? {
    input.withLock { input in
      guard input.error == nil else { return nil }
      do throws(CommandError) {
        let line = try input.lines.next()
        input.lineCount += 1
        number = input.lineCount
        return line
      } catch {
        input.error = error
        return nil
      }
    }
  }

  private func answer(_ line: consuming [UInt8], number: Int) {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return }
    let (reply, isGood) = BatchDiff.reply(to: consume line, number: number)
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

  /// - Parameter line: Is given up once it is read: a comparison needs the room.
  private static func reply(to line: consuming [UInt8], number: Int) -> (JSON, Bool) {
    let pair: TextPair
    do throws(JSONDecodingError) {
      pair = try TextPair(decoding: consume line)
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
}
