public import Foundation

/// The `stet-post` that was built with the tests.
public enum PostProgram {
  /// Beside the test bundle, as `StetProgram` is.
  public static let url = StetProgram.url.deletingLastPathComponent()
    .appending(path: "stet-post", directoryHint: .notDirectory)

  /// Runs it; nothing of the user's environment reaches it.
  public static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      url.path(percentEncoded: false), arguments, input: input, environment: environment)
  }
}
