internal import Bytes

extension FastExportCommand {
  /// The command as a stream has it, so that a reader gets the same again.
  ///
  /// Source: git-fast-import(1), "INPUT FORMAT".
  package var encoded: [UInt8] {
    var writer = CommandWriter()
    switch self {
    case .blob(let blob): writer.write(blob)
    case .commit(let commit): writer.write(commit)
    case .tag(let tag): writer.write(tag)
    case .reset(let ref, let from):
      writer.line("reset", ref)
      if let from { writer.line("from", from.encoded) }
    case .alias(let mark, let target):
      writer.line("alias")
      writer.line("mark", DataReference.mark(mark).encoded)
      writer.line("to", target.encoded)
    case .feature(let name, let value):
      writer.line("feature", Array(name.utf8) + (value.map { Array("=".utf8) + $0 } ?? []))
    case .option(let text): writer.line("option", text)
    case .progress(let text): writer.line("progress", text)
    case .checkpoint: writer.line("checkpoint")
    case .done: writer.line("done")
    }
    return writer.bytes
  }
}

/// The lines of one command.
private struct CommandWriter {
  private(set) var bytes: [UInt8] = []

  mutating func line(_ word: String, _ rest: [UInt8]? = nil) {
    bytes += word.utf8
    if let rest {
      bytes.append(UInt8(ascii: " "))
      bytes += rest
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func data(_ data: [UInt8]) {
    line("data", Array("\(data.count)".utf8))
    bytes += data
    // Readers pass over it.
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func names(_ mark: Int?, _ originalOID: [UInt8]?) {
    if let mark { line("mark", DataReference.mark(mark).encoded) }
    if let originalOID { line("original-oid", originalOID) }
  }

  mutating func write(_ blob: ExportedBlob) {
    line("blob")
    names(blob.mark, blob.originalOID)
    data(blob.data)
  }

  mutating func write(_ commit: ExportedCommit) {
    line("commit", commit.ref)
    names(commit.mark, commit.originalOID)
    if let author = commit.author { line("author", author.encoded) }
    line("committer", commit.committer.encoded)
    for signature in commit.signatures {
      line("gpgsig", signature.kind)
      data(signature.data)
    }
    if let encoding = commit.encoding { line("encoding", encoding) }
    data(commit.message)
    if let from = commit.from { line("from", from.encoded) }
    for merge in commit.merges { line("merge", merge.encoded) }
    for change in commit.changes { write(change) }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func write(_ change: FileChange) {
    switch change {
    case .modify(let mode, let reference, let path):
      let octal = Array(String(mode.rawValue, radix: 8).utf8)
      let padding: [UInt8] = octal.count < 6 ? [UInt8(ascii: "0")] : []
      line("M", padding + octal + [UInt8(ascii: " ")] + reference.encoded + space + quoted(path))
      if case .inline(let content) = reference { data(content) }
    case .delete(let path): line("D", quoted(path))
    case .rename(let from, let to): line("R", quoted(from) + space + quoted(to))
    case .copy(let from, let to): line("C", quoted(from) + space + quoted(to))
    case .deleteAll: line("deleteall")
    case .noteModify(let reference, let commit):
      line("N", reference.encoded + space + commit.encoded)
      if case .inline(let content) = reference { data(content) }
    }
  }

  private var space: [UInt8] { [UInt8(ascii: " ")] }

  mutating func write(_ tag: ExportedTag) {
    line("tag", tag.name)
    names(tag.mark, nil)
    line("from", tag.from.encoded)
    if let originalOID = tag.originalOID { line("original-oid", originalOID) }
    if let tagger = tag.tagger { line("tagger", tagger.encoded) }
    data(tag.message)
  }

  /// A path as it is, or quoted where it would be read as something else.
  ///
  /// Source: git's `quote_c_style`.
  private func quoted(_ path: [UInt8]) -> [UInt8] {
    let isPlain = path.allSatisfy { byte in
      byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain && !path.isEmpty { return path }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in path {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
      case 0..<0x20, 0x7F:
        let octal = String(byte, radix: 8)
        quoted += "\\\(String(repeating: "0", count: 3 - octal.utf8.count))\(octal)".utf8
      default: quoted.append(byte)
      }
    }
    return quoted + [UInt8(ascii: "\"")]
  }
}

extension CommitReference {
  fileprivate var encoded: [UInt8] {
    switch self {
    case .mark(let mark): Array(":\(mark)".utf8)
    case .id(let id): Array(id.utf8)
    case .name(let name): name
    }
  }
}

extension DataReference {
  fileprivate var encoded: [UInt8] {
    switch self {
    case .mark(let mark): Array(":\(mark)".utf8)
    case .id(let id): Array(id.utf8)
    case .inline: Array("inline".utf8)
    }
  }
}

extension ExportedIdentity {
  fileprivate var encoded: [UInt8] {
    let time =
      switch time {
      case .at(let seconds, let zone): "\(seconds) \(zone)"
      case .now: "now"
      }
    // The space stands even after an empty name: git refuses a line without it.
    return name + " <".utf8 + mail + "> \(time)".utf8
  }
}
