extension CommandLine {
  /// `Name <mail> date` to the end of the line, the name often missing.
  ///
  /// Source: git-fast-import(1), "committer"; where that is vague, git's `parse_ident`.
  func identity(_ format: ExportedDateFormat) throws(FastExportError) -> ExportedIdentity {
    guard let open = firstAngle(from: cursor), bytes[open] == UInt8(ascii: "<"),
      open == cursor || bytes[open - 1] == UInt8(ascii: " ")
    else { throw error(.badIdentity) }
    guard let close = firstAngle(from: open + 1), bytes[close] == UInt8(ascii: ">"),
      close + 1 < bytes.count, bytes[close + 1] == UInt8(ascii: " ")
    else { throw error(.badIdentity, atByte: open) }
    let date = close + 2
    guard let time = format.time(of: Array(bytes[date...])) else {
      throw error(.badDate, atByte: date)
    }
    return ExportedIdentity(
      name: Array(bytes[cursor..<max(cursor, open - 1)]), mail: Array(bytes[(open + 1)..<close]),
      time: time)
  }

  private func firstAngle(from start: Int) -> Int? {
    bytes[start...].firstIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
  }
}
