public import Foundation

/// Runs other programs: arguments as they are, with no shell between.
public enum Program {
  /// What a program did.
  public struct Result: Sendable {
    /// The exit status; minus the number of the signal that ended the program.
    public var status: Int32
    public var output: [UInt8]
    public var errors: String

    /// The output as text, without white space at its ends.
    public var text: String {
      String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// A program ended otherwise than with success.
  public struct Failure: Error, CustomStringConvertible {
    public var command: [String]
    public var result: Result

    public init(command: [String], result: Result) {
      self.command = command
      self.result = result
    }

    public var description: String {
      "\(command.joined(separator: " ")): status \(result.status): \(result.errors)"
    }
  }

  /// Runs a program, found in `PATH` or by its path, to its end.
  ///
  /// Input and outputs are files, so that no side ever waits for a full pipe.
  /// - Parameter output: Takes what the program prints, instead of the result.
  public static func run(
    _ name: String, _ arguments: [String] = [], input: [UInt8] = [], in directory: URL? = nil,
    environment additions: [String: String] = [:], outputTo output: String? = nil
  ) throws -> Result {
    let files = try TemporaryDirectory()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [name] + arguments
    process.currentDirectoryURL = directory ?? files.url
    process.environment = cleanEnvironment.merging(additions) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files.write(input, to: "input"))
    let outputFile = try files.write([], to: "output")
    process.standardOutput = try FileHandle(
      forWritingTo: output.map { URL(filePath: $0) } ?? outputFile)
    process.standardError = try FileHandle(forWritingTo: files.write([], to: "errors"))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Result(
      status: process.terminationReason == .exit ? status : -status,
      output: try files.read("output"),
      errors: String(decoding: try files.read("errors"), as: UTF8.self))
  }

  /// Nothing of the user's: no settings, one language, a fixed person and time.
  private static let cleanEnvironment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "TZ": "UTC",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Ann Author",
    "GIT_AUTHOR_EMAIL": "ann@example.org",
    "GIT_AUTHOR_DATE": "1322155620 +0200",
    "GIT_COMMITTER_NAME": "Carl Committer",
    "GIT_COMMITTER_EMAIL": "carl@example.org",
    "GIT_COMMITTER_DATE": "1322159220 +0100",
  ]
}
