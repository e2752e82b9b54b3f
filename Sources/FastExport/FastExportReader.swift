internal import Bytes

/// Reads a stream of git's fast-export, or of any other program that speaks to
/// `git fast-import`, command by command.
///
/// In memory are one command and a buffer of 256 KiB. A stream cut short between two commands, or
/// two changes of a commit, cannot be told from a whole one unless it begins with `feature done`. The reader knows the format and nothing of
/// what marks and names stand for: whether they exist is for its caller to say.
///
/// Where this reader is stricter than git 2.39: numbers are digits and nothing else, a last line
/// must have its newline (except `done`), and a malformed quoted path is an error. Where it is
/// more lenient: comments may stand before `feature`.
///
/// Source: git-fast-import(1), "INPUT FORMAT".
package struct FastExportReader {
  /// What one stream may ask of memory.
  package struct Limits: Sendable {
    /// The bytes of one blob or message.
    package var dataByteCount = 1 << 30
    /// The bytes of one command line; its path is a part of it.
    package var lineByteCount = 1 << 20
    /// The changes of one commit, with paths and inline data.
    package var commitByteCount = 2 << 30

    package init() {}
  }

  let limits: Limits
  var buffer: StreamBuffer
  var dateFormat: ExportedDateFormat
  /// A line that was looked at and not taken.
  var pending: CommandLine?
  private(set) var hasPromisedDone = false
  private var hasSeenCommand = false
  private var isDone = false

  /// - Parameter read: Appends the next bytes of the stream, as many as it likes of those that
  ///   fit; appends none at the end. What it throws comes out of `next()` as `.source`.
  package init(
    limits: Limits = Limits(), dateFormat: ExportedDateFormat = .raw,
    read: @escaping (inout OutputSpan<UInt8>) throws -> Void
  ) {
    self.limits = limits
    self.dateFormat = dateFormat
    buffer = StreamBuffer(read)
  }

  /// How much of the stream has been read, for progress.
  package var position: StreamPosition { pending?.start ?? buffer.position }

  /// The next command; `nil` at the end of the stream and after `done`.
  ///
  /// After an error the stream cannot be read further: each later call ends it.
  package mutating func next() throws(FastExportError) -> FastExportCommand? {
    if isDone { return nil }
    do throws(FastExportError) {
      if let line = try readLine() { return try command(line) }
      isDone = true
      return nil
    } catch {
      isDone = true
      throw error
    }
  }

  private mutating func command(_ line: CommandLine) throws(FastExportError) -> FastExportCommand {
    if line.command == .feature { return try feature(line) }
    if line.command == .option { return try option(line) }
    hasSeenCommand = true
    switch line.command {
    case .blob: return .blob(try readBlob())
    case .commit: return .commit(try readCommit(line))
    case .tag: return .tag(try readTag(line))
    case .reset: return try readReset(line)
    case .alias: return try readAlias()
    case .progress: return .progress(try textBeforeBlank(line))
    case .checkpoint:
      try buffer.skipNewline()
      return .checkpoint
    case .done:
      isDone = true
      return .done
    default: throw unexpected(line)
    }
  }

  private mutating func textBeforeBlank(_ line: CommandLine) throws(FastExportError) -> [UInt8] {
    try buffer.skipNewline()
    return line.remainder()
  }

  /// The error for a line that fits nowhere.
  func unexpected(_ line: CommandLine) -> FastExportError {
    switch line.command {
    case .ls, .catBlob, .getMark:
      line.error(.wantsAnswer(line.command?.rawValue ?? ""), atByte: 0)
    default: line.error(.unknownCommand(line.excerpt), atByte: 0)
    }
  }
}

extension FastExportReader {
  /// `feature <name>` or `feature <name>=<value>`.
  private mutating func feature(_ line: CommandLine) throws(FastExportError) -> FastExportCommand {
    if hasSeenCommand { throw line.error(.lateCommand("feature"), atByte: 0) }
    let text = try line.name()
    let equals = text.firstIndex(of: UInt8(ascii: "="))
    let name = String(decoding: text[..<(equals ?? text.count)], as: UTF8.self)
    let value = equals.map { Array(text[($0 + 1)...]) }
    switch (name, value) {
    case ("done", nil): hasPromisedDone = true
    case ("date-format", let value?):
      let format = String(decoding: value, as: UTF8.self)
      guard let known = ExportedDateFormat(rawValue: format) else {
        throw line.error(.unknownDateFormat(format))
      }
      dateFormat = known
    case ("alias", nil), ("notes", nil), ("force", nil), ("relative-marks", nil),
      ("no-relative-marks", nil), ("import-marks", _?), ("import-marks-if-exists", _?),
      ("export-marks", _?), ("rewrite-submodules-from", _?), ("rewrite-submodules-to", _?):
      break
    default: throw line.error(.unsupportedFeature(name))
    }
    return .feature(name: name, value: value)
  }

  /// Options of other importers may stand anywhere.
  private func option(_ line: CommandLine) throws(FastExportError) -> FastExportCommand {
    let text = line.remainder()
    if hasSeenCommand && text.span.matches("git ") {
      throw line.error(.lateCommand("option"), atByte: 0)
    }
    return .option(text)
  }
}
