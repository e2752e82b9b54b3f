public import Foundation

/// A server on this machine that a few lines of Python are; it ends with the last who holds it.
///
/// The lines print the port that they listen on, before anything else.
public final class PythonServer: @unchecked Sendable {
  public struct NotServing: Error {
    public let words: String
  }

  public private(set) var port = 0
  private let process = Process()
  private let files: TemporaryDirectory

  public init(_ script: String, _ arguments: [String] = [], in folder: URL? = nil) throws {
    files = try TemporaryDirectory()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-u", "-c", script] + arguments
    process.currentDirectoryURL = folder ?? files.url
    process.standardOutput = try FileHandle(forWritingTo: files.write([], to: "output"))
    process.standardError = try FileHandle(forWritingTo: files.write([], to: "errors"))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var found: Int?
    for _ in 0..<600 where found == nil && process.isRunning {
      usleep(50_000)
      let lines = String(decoding: try files.read("output"), as: UTF8.self)
      if lines.contains("\n") { found = lines.split(separator: "\n").first.flatMap { Int($0) } }
    }
    guard let found else {
      stop()
      throw NotServing(words: String(decoding: try files.read("errors"), as: UTF8.self))
    }
    port = found
  }

  deinit { stop() }

  public func stop() {
    guard process.isRunning else { return }
    // It has the signals blocked that the thread which started it had blocked, SIGTERM among them.
    _ = kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What it has printed since, a line each.
  public var lines: [String] {
    get throws {
      String(decoding: try files.read("output"), as: UTF8.self).split(separator: "\n").dropFirst()
        .map(String.init)
    }
  }
}
