import Foundation
import Synchronization
import Testing

@testable import StetCLI

struct ChildProcessTests {
  /// Whether the process ignores SIGPIPE, as every program that it starts would then.
  private static var ignoresBrokenPipes: Bool {
    get throws {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") })
      let mask = try #require(UInt64(line.split(separator: "\t")[1], radix: 16))
      return mask & 1 << (UInt64(SIGPIPE) - 1) != 0
    }
  }

  @Test func `programs that read nothing end nobody, and many at once leave the signal as it was`()
    throws
  {
    let before = try Self.ignoresBrokenPipes
    let input = [UInt8](repeating: 1, count: 1 << 20)
    let statuses = Mutex<[Int32]>([])
    DispatchQueue.concurrentPerform(iterations: 40) { _ in
      let result = try? ChildProcess("/bin/true", []).finish(input: input, limit: 10)
      statuses.withLock { $0.append(result?.status ?? -1) }
    }
    #expect(statuses.withLock { $0 } == Array(repeating: 0, count: 40))
    #expect(try Self.ignoresBrokenPipes == before)
  }
}
