internal import Bytes

/// The part of a stream that is in memory, with the place where it stands.
struct StreamBuffer {
  /// Appends the next bytes; appends none at the stream's end.
  typealias Source = (inout OutputSpan<UInt8>) throws -> Void

  /// How much is asked of the source at a time: large enough to make system calls rare, small
  /// enough to stay in the processor's cache.
  static let chunkByteCount = 256 << 10

  private let source: Source
  private var bytes: [UInt8] = []
  /// The first byte that nobody has taken.
  private var start = 0
  private var hasEnded = false
  private(set) var position = StreamPosition(line: 1, byteOffset: 0)

  init(_ source: @escaping Source) {
    self.source = source
  }

  /// The next line without its newline; `nil` at the stream's end.
  mutating func readLine(
    limit: Int, else tooLong: FastExportError.Problem
  ) throws(FastExportError) -> [UInt8]? {
    var searched = 0
    while true {
      let end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: start + searched)
      let count = (end ?? bytes.count) - start
      if count > limit { throw .malformed(tooLong, at: position) }
      if let end { return takeLine(endingAt: end) }
      searched = count
      if try !refill() { break }
    }
    if searched == 0 { return nil }
    return try unterminatedLine()
  }

  private mutating func takeLine(endingAt end: Int) -> [UInt8] {
    let line = bytes.span.bytes(in: start..<end)
    position.byteOffset += line.count + 1
    position.line += 1
    start = end + 1
    return line
  }

  /// `done` is whole as it stands; any other line may have been cut short, a path in it too.
  private mutating func unterminatedLine() throws(FastExportError) -> [UInt8] {
    let line = bytes.span.bytes(in: start..<bytes.count)
    position.byteOffset += line.count
    start = bytes.count
    if line == Array("done".utf8) { return line }
    throw .malformed(.unterminatedLine, at: position)
  }

  /// Exactly `count` bytes, which are never taken from memory before they have arrived.
  mutating func read(_ count: Int) throws(FastExportError) -> [UInt8] {
    if count <= bytes.count - start {
      defer { start += count }
      let data = bytes.span.bytes(in: start..<start + count)
      advance(over: data, from: 0)
      return data
    }
    var data: [UInt8] = []
    while data.count < count {
      let before = data.count
      try readPart(of: count, into: &data)
      advance(over: data, from: before)
      if data.count == before {
        throw .malformed(.truncatedData(missingByteCount: count - before), at: position)
      }
    }
    return data
  }

  /// Takes what is here; a large rest goes from the source to where it belongs.
  private mutating func readPart(
    of count: Int, into data: inout [UInt8]
  ) throws(FastExportError) {
    let missing = count - data.count
    if start == bytes.count && missing < Self.chunkByteCount { _ = try refill() }
    let here = min(missing, bytes.count - start)
    // Doubling, and never beyond the end: each byte moves twice at most on average.
    let wanted = data.count + max(here, min(missing, Self.chunkByteCount))
    if wanted > data.capacity { data.reserveCapacity(min(count, max(wanted, data.count * 2))) }
    if here > 0 {
      data.append(bytes.span.extracting(start..<start + here))
      start += here
    } else if missing >= Self.chunkByteCount {
      try Self.appendChunk(to: &data, from: source, hasEnded: &hasEnded)
    }
  }

  /// Skips the newline that may follow data and some commands.
  mutating func skipNewline() throws(FastExportError) {
    if start == bytes.count, try !refill() { return }
    guard bytes[start] == UInt8(ascii: "\n") else { return }
    start += 1
    position.byteOffset += 1
    position.line += 1
  }

  /// Makes more of the stream available; `false` at its end.
  private mutating func refill() throws(FastExportError) -> Bool {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    } else if start >= Self.chunkByteCount || start > bytes.count / 2 {
      bytes.removeSubrange(..<start)
      start = 0
    }
    let before = bytes.count
    let needed = before + Self.chunkByteCount
    if needed > bytes.capacity { bytes.reserveCapacity(max(needed, before * 2)) }
    try Self.appendChunk(to: &bytes, from: source, hasEnded: &hasEnded)
    return bytes.count > before
  }

  private static func appendChunk(
    to target: inout [UInt8], from source: Source, hasEnded: inout Bool
  ) throws(FastExportError) {
    // A source that has ended is not asked again: a terminal would wait for its user.
    if hasEnded { return }
    let before = target.count
    do {
      try target.append(addingCapacity: chunkByteCount) {
        (space: inout OutputSpan<UInt8>) throws in try source(&space)
      }
    } catch {
      throw .source(error)
    }
    hasEnded = target.count == before
  }

  private mutating func advance(over data: [UInt8], from start: Int) {
    position.byteOffset += data.count - start
    position.line += Newlines.count(in: data.span, from: start)
  }
}
