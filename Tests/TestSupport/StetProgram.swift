public import Foundation

/// The `stet` that was built with the tests.
public enum StetProgram {
  /// Beside the test bundle, in the same build directory.
  public static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "stet", directoryHint: .notDirectory)

  /// Runs one command in a folder; nothing of the user's environment reaches it.
  public static func run(
    _ arguments: [String], input: [UInt8] = [], in folder: URL,
    environment: [String: String] = [:], outputTo output: String? = nil
  ) throws -> Program.Result {
    try Program.run(
      url.path(percentEncoded: false), arguments, input: input, in: folder,
      environment: environment, outputTo: output)
  }
}
