internal import Bytes

extension FastExportReader {
  /// The next line that is no comment; `nil` at the stream's end.
  mutating func readLine() throws(FastExportError) -> CommandLine? {
    if let line = pending {
      pending = nil
      return line
    }
    while true {
      let start = buffer.position
      let limit = limits.lineByteCount
      guard let bytes = try buffer.readLine(limit: limit, else: .lineTooLong(limit: limit)) else {
        // Without this a commit cut short between two changes would look like a whole one.
        if hasPromisedDone { throw .malformed(.missingDone, at: buffer.position) }
        return nil
      }
      if bytes.first == UInt8(ascii: "#") { continue }
      let line = CommandLine(bytes, at: start)
      if let nul = bytes.span.firstIndex(of: 0) { throw line.error(.nulByte, atByte: nul) }
      return line
    }
  }

  /// The next line if it is this command; otherwise it stays where it is.
  mutating func readLine(_ command: Keyword) throws(FastExportError) -> CommandLine? {
    guard let line = try readLine() else { return nil }
    if line.command == command { return line }
    pending = line
    return nil
  }

  /// The next line, which must be this command.
  mutating func requireLine(_ command: Keyword) throws(FastExportError) -> CommandLine {
    guard let line = try readLine() else {
      throw .malformed(.endsBefore(command.rawValue), at: buffer.position)
    }
    if line.command == command { return line }
    switch line.command {
    case .ls, .catBlob, .getMark: throw unexpected(line)
    default: throw line.error(.expected(command.rawValue), atByte: 0)
    }
  }

  mutating func readMark() throws(FastExportError) -> Int? {
    try readLine(.mark)?.mark()
  }

  mutating func readOriginalOID() throws(FastExportError) -> [UInt8]? {
    try readLine(.originalOID)?.remainder()
  }

  mutating func readIdentity(_ command: Keyword) throws(FastExportError) -> ExportedIdentity? {
    try readLine(command)?.identity(dateFormat)
  }

  mutating func readReference(_ command: Keyword) throws(FastExportError) -> CommitReference? {
    try readLine(command)?.commitReference()
  }
}
