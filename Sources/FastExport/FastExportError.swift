/// Why a stream could not be read, and where it goes wrong.
package enum FastExportError: Error, Sendable {
  /// What stands at `at` is not what the format allows there.
  case malformed(Problem, at: StreamPosition)
  /// The source's own error, untouched.
  case source(any Error)

  /// What is wrong with a stream.
  package enum Problem: Equatable, Sendable {
    // The stream ends too early; the position is its end.
    /// The last line has no newline, so nobody knows how much of it is missing.
    case unterminatedLine
    /// The stream ends where this command has to follow.
    case endsBefore(String)
    /// The stream ends inside data, this many bytes early.
    case truncatedData(missingByteCount: Int)
    /// The line that ends `data <<DELIMITER` never comes.
    case missingDelimiter(String)
    /// `feature done` promised a `done`, and the stream ends without it.
    case missingDone

    // Commands.
    /// No command of the format begins like this.
    case unknownCommand(String)
    /// Another command has to stand here.
    case expected(String)
    /// `ls`, `cat-blob` and `get-mark` want answers, and nobody listens for them here.
    case wantsAnswer(String)
    /// The stream needs something that this reader does not have.
    case unsupportedFeature(String)
    /// `feature` and `option git` must come before everything else.
    case lateCommand(String)
    /// A zero byte in a command; git's tools would stop there.
    case nulByte

    // Fields.
    case missingName
    case badMark
    /// Neither a mark, nor an object id, nor `inline`.
    case badDataReference
    case badByteCount
    case badMode
    /// Directories and submodules have no bytes of their own.
    case inlineNotAllowed
    /// A quoted path that does not end, or an unknown escape in it.
    case badQuoting
    /// Something else than a space or the line's end follows a quoted path.
    case garbageAfterPath
    /// The command takes two paths, and there is one.
    case missingPath
    /// A path with an empty part, `.`, `..`, or a zero byte.
    case badPath
    /// A name and mail address that are not `Name <mail> date`.
    case badIdentity
    case badDate
    case unknownDateFormat(String)

    // Limits.
    case lineTooLong(limit: Int)
    case dataTooLong(limit: Int)
    /// The changes of one commit, with their inline data, take more memory than allowed.
    case commitTooLarge(limit: Int)
  }
}

/// A place in a stream.
package struct StreamPosition: Equatable, Hashable, Sendable {
  /// Counted from 1; the lines inside data count too, as `sed -n 7p` counts them.
  package var line: Int
  /// Bytes from the start of the stream.
  package var byteOffset: Int

  package init(line: Int, byteOffset: Int) {
    self.line = line
    self.byteOffset = byteOffset
  }
}
