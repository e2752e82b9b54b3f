extension FastExportReader {
  /// Source: git-fast-import(1), "commit".
  mutating func readCommit(_ line: CommandLine) throws(FastExportError) -> ExportedCommit {
    let (ref, mark, originalOID) = (try line.name(), try readMark(), try readOriginalOID())
    let author = try readIdentity(.author)
    let committer = try requireLine(.committer).identity(dateFormat)
    var commit = ExportedCommit(ref: ref, committer: committer)
    (commit.mark, commit.originalOID, commit.author) = (mark, originalOID, author)
    commit.signatures = try readSignatures()
    commit.encoding = try readLine(.encoding)?.remainder()
    commit.message = try readData()
    commit.from = try readReference(.from)
    while let merge = try readReference(.merge) { commit.merges.append(merge) }
    try readChanges(into: &commit.changes)
    return commit
  }

  private mutating func readSignatures() throws(FastExportError) -> [ExportedSignature] {
    var signatures: [ExportedSignature] = []
    while let line = try readLine(.gpgsig) {
      signatures.append(ExportedSignature(kind: line.remainder(), data: try readData()))
    }
    return signatures
  }

  /// Reads changes up to a blank line, which is skipped, or another command.
  private mutating func readChanges(into changes: inout [FileChange]) throws(FastExportError) {
    var room = limits.commitByteCount
    while let line = try readLine() {
      if line.isBlank { return }
      guard let change = try readChange(line) else {
        pending = line
        return
      }
      room -= line.bytes.count + change.inlineByteCount + MemoryLayout<FileChange>.stride
      if room < 0 {
        throw line.error(.commitTooLarge(limit: limits.commitByteCount), atByte: 0)
      }
      changes.append(change)
    }
  }

  /// The change of a line; `nil` if it is another command.
  private mutating func readChange(_ line: CommandLine) throws(FastExportError) -> FileChange? {
    var line = line
    switch line.command {
    case .modify: return try readModify(&line)
    case .delete: return .delete(path: try line.pathAtEnd())
    case .rename: return .rename(from: try line.pathBeforeSpace(), to: try line.pathAtEnd())
    case .copy: return .copy(from: try line.pathBeforeSpace(), to: try line.pathAtEnd())
    case .deleteAll: return .deleteAll
    case .noteModify:
      let (data, commit) = (try line.dataReference(), try line.commitReference())
      return .noteModify(data: try readInline(unless: data), commit: commit)
    default: return nil
    }
  }

  private mutating func readModify(
    _ line: inout CommandLine
  ) throws(FastExportError) -> FileChange {
    let mode = try line.mode()
    let start = line.cursor
    let data = try line.dataReference()
    if data == nil && (mode == .submodule || mode == .directory) {
      throw line.error(.inlineNotAllowed, atByte: start)
    }
    let path = try line.pathAtEnd()
    return .modify(mode: mode, data: try readInline(unless: data), path: path)
  }

  /// The data that follows a change where its line refers to none.
  private mutating func readInline(
    unless data: DataReference?
  ) throws(FastExportError) -> DataReference {
    if let data { return data }
    return .inline(try readData())
  }
}

extension FileChange {
  fileprivate var inlineByteCount: Int {
    switch self {
    case .modify(_, .inline(let data), _), .noteModify(.inline(let data), _): data.count
    default: 0
    }
  }
}
