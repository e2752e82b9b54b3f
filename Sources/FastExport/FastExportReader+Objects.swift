extension FastExportReader {
  mutating func readBlob() throws(FastExportError) -> ExportedBlob {
    let (mark, originalOID) = (try readMark(), try readOriginalOID())
    return ExportedBlob(mark: mark, originalOID: originalOID, data: try readData())
  }

  mutating func readTag(_ line: CommandLine) throws(FastExportError) -> ExportedTag {
    let (name, mark) = (try line.name(), try readMark())
    let from = try requireLine(.from).commitReference()
    let (originalOID, tagger) = (try readOriginalOID(), try readIdentity(.tagger))
    return ExportedTag(
      name: name, mark: mark, from: from, originalOID: originalOID, tagger: tagger,
      message: try readData())
  }

  mutating func readReset(_ line: CommandLine) throws(FastExportError) -> FastExportCommand {
    let (ref, from) = (try line.name(), try readReference(.from))
    try skipBlankLine()
    return .reset(ref: ref, from: from)
  }

  mutating func readAlias() throws(FastExportError) -> FastExportCommand {
    try buffer.skipNewline()
    let (mark, target) = (try requireLine(.mark).mark(), try requireLine(.to).commitReference())
    try buffer.skipNewline()
    return .alias(mark: mark, to: target)
  }

  mutating func skipBlankLine() throws(FastExportError) {
    guard let line = try readLine() else { return }
    if !line.isBlank { pending = line }
  }
}
