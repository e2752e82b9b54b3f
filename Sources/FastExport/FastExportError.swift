/// Why a stream cannot be read on.
public enum FastExportError: Error, Equatable, Sendable {
  /// The line is not what can stand there.
  case malformed(String, line: Int, atByte: Int)
  /// The stream ends inside a command.
  case truncated(line: Int, atByte: Int)
  /// A command that needs an answer, which no file can get.
  case unsupported(String, line: Int, atByte: Int)
  /// A datum is larger than what is read.
  case tooLarge(byteCount: Int, limit: Int, line: Int)
  /// The bytes cannot be had: the system's words.
  case source(String)
}

/// Why there are no more bytes.
public struct FastExportSourceError: Error, Equatable, Sendable {
  public var reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}
