extension FastExportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let problem, let position):
      "\(problem) at line \(position.line), byte \(position.byteOffset)"
    case .source(let error): "\(error)"
    }
  }

  /// Where the stream goes wrong; nowhere if it was the source that failed.
  package var position: StreamPosition? {
    if case .malformed(_, let position) = self { position } else { nil }
  }
}

extension FastExportError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unterminatedLine: "the stream ends inside a line"
    case .endsBefore(let command): "the stream ends where '\(command)' must follow"
    case .truncatedData(let count): "the stream ends inside data, \(count) bytes early"
    case .missingDelimiter(let delimiter): "the stream ends before the delimiter '\(delimiter)'"
    case .missingDone: "the stream ends without the 'done' it promised"
    case .unknownCommand(let command): "no such command: '\(command)'"
    case .expected(let command): "expected '\(command)'"
    case .wantsAnswer(let command): "'\(command)' asks for an answer, which an import cannot give"
    case .unsupportedFeature(let name): "the stream needs the feature '\(name)'"
    case .lateCommand(let command): "'\(command)' must come before everything else"
    default: fieldDescription
    }
  }

  private var fieldDescription: String {
    switch self {
    case .nulByte: "a zero byte in a command"
    case .missingName: "a name is missing"
    case .badMark: "not a mark"
    case .badDataReference: "not a mark, an object id or 'inline'"
    case .badByteCount: "not a byte count"
    case .badMode: "not a file mode"
    case .inlineNotAllowed: "a directory or submodule cannot have inline data"
    case .badQuoting: "a malformed quoted path"
    case .garbageAfterPath: "something follows a quoted path"
    case .missingPath: "the second path is missing"
    case .badPath: "a path with an empty part, '.', '..' or a zero byte"
    case .badIdentity: "not 'Name <mail> date'"
    case .badDate: "a malformed date"
    case .unknownDateFormat(let name): "no such date format: '\(name)'"
    case .lineTooLong(let limit): "a line of more than \(limit) bytes"
    case .dataTooLong(let limit): "data of more than \(limit) bytes"
    case .commitTooLarge(let limit): "a commit with changes of more than \(limit) bytes"
    default: "a malformed stream"
    }
  }
}
