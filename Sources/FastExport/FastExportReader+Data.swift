extension FastExportReader {
  /// `data <count>` or `data <<DELIMITER`, the bytes, and the newline that may follow.
  ///
  /// Source: git-fast-import(1), "data".
  mutating func readData() throws(FastExportError) -> [UInt8] {
    var line = try requireLine(.data)
    let data = line.skip("<<") ? try delimitedData(line) : try countedData(line)
    try buffer.skipNewline()
    return data
  }

  private mutating func countedData(_ line: CommandLine) throws(FastExportError) -> [UInt8] {
    guard let count = Digits.value(of: line.rest) else { throw line.error(.badByteCount) }
    let limit = limits.dataByteCount
    if count > limit { throw line.error(.dataTooLong(limit: limit)) }
    return try buffer.read(count)
  }

  private mutating func delimitedData(_ line: CommandLine) throws(FastExportError) -> [UInt8] {
    let delimiter = line.remainder()
    let tooLong = FastExportError.Problem.dataTooLong(limit: limits.dataByteCount)
    var data: [UInt8] = []
    while true {
      let room = limits.dataByteCount - data.count
      guard let next = try buffer.readLine(limit: max(room, delimiter.count), else: tooLong) else {
        let text = String(decoding: delimiter, as: UTF8.self)
        throw .malformed(.missingDelimiter(text), at: buffer.position)
      }
      if next == delimiter { return data }
      if next.count >= room { throw .malformed(tooLong, at: buffer.position) }
      data += next
      data.append(UInt8(ascii: "\n"))
    }
  }
}
