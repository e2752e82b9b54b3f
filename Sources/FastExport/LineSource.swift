internal import Bytes

/// Lines and counted runs of bytes out of a stream; holds one chunk, and one line or run.
struct LineSource {
  typealias Read = (Int) throws(FastExportSourceError) -> [UInt8]

  private let read: Read
  private let largestDatum: Int
  private var chunk: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Where the next byte is in the stream.
  private(set) var offset = 0
  /// The number of the line that was read last.
  private(set) var line = 0

  private static let chunkByteCount = 1 << 20
  /// Longer than any path or person that git takes.
  private static let longestLine = 1 << 16

  init(largestDatum: Int, read: @escaping Read) {
    self.read = read
    self.largestDatum = largestDatum
  }

  /// The next line without its end; `nil` at the end of the stream.
  mutating func nextLine() throws(FastExportError) -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let end = chunk.span.firstIndex(of: 0x0A, from: position) {
        line.append(contentsOf: chunk[position..<end])
        offset += end + 1 - position
        position = end + 1
        self.line += 1
        return line
      }
      line.append(contentsOf: chunk[position...])
      offset += chunk.count - position
      position = chunk.count
      guard line.count <= LineSource.longestLine else {
        throw .malformed("a line without end", line: self.line + 1, atByte: offset - line.count)
      }
      guard try fill() else {
        self.line += 1
        return line.isEmpty ? nil : line
      }
    }
  }

  /// Exactly `count` bytes. Memory is taken as they arrive, whatever the stream promises.
  mutating func bytes(_ count: Int) throws(FastExportError) -> [UInt8] {
    guard count <= largestDatum else {
      throw .tooLarge(byteCount: count, limit: largestDatum, line: line)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, chunk.count - position + LineSource.chunkByteCount))
    while bytes.count < count {
      if position == chunk.count, try !fill() { throw .truncated(line: line, atByte: offset) }
      let part = min(count - bytes.count, chunk.count - position)
      bytes.append(contentsOf: chunk[position..<position + part])
      position += part
      offset += part
    }
    return bytes
  }

  /// Passes over a line's end if it comes next.
  mutating func skipLineEnd() throws(FastExportError) {
    if position == chunk.count, try !fill() { return }
    guard chunk[position] == 0x0A else { return }
    position += 1
    offset += 1
    line += 1
  }

  /// Reads another chunk; `false` at the end.
  private mutating func fill() throws(FastExportError) -> Bool {
    guard !isAtEnd else { return false }
    do throws(FastExportSourceError) {
      chunk = try read(LineSource.chunkByteCount)
    } catch {
      throw .source(error.reason)
    }
    position = 0
    isAtEnd = chunk.isEmpty
    return !isAtEnd
  }
}
