internal import Objects

/// The links of many objects, a row for each, in few bytes.
///
/// A commit changes one entry of each tree on an article's way, and trees are read one after the other as they are
/// deltas upon each other. So a row says how many links it shares with the row before, at its start and at its end, and
/// holds those between them: some 20 bytes where 16 links by themselves would take 256. Every 16th row is whole, so that
/// each can be read alone.
///
/// ```
/// links at the start | links at the end    that it shares with the row before; not where the row is whole
/// count of links between them
/// for each: difference of its key from the one before | target
/// ```
/// All are numbers of 7 bits a byte; those that may be below zero are zigzagged.
struct LinkTable: Sendable {
  typealias Link = ObjectSurvey.Link

  /// Rows that are held together, so that no array is moved as the table grows.
  struct Chunk: Sendable {
    /// The objects that the rows are of; let go of when each object knows its row.
    var sources: [UInt32] = []
    /// Where each block of rows starts.
    fileprivate var starts: [Int] = []
    fileprivate var bytes: [UInt8] = []
  }

  static let rowsInChunk = 4096
  private static let rowsInBlock = 16

  private(set) var chunks: [Chunk] = []
  /// The links of the last row.
  private var last: [Link] = []

  /// Adds a row, and leaves in `links` an array to use for the next.
  mutating func append(_ links: inout [Link], of source: Int) {
    if chunks.last.map({ $0.sources.count == LinkTable.rowsInChunk }) ?? true { addChunk() }
    let place = chunks.count - 1
    let isWhole = chunks[place].sources.count % LinkTable.rowsInBlock == 0
    if isWhole { chunks[place].starts.append(chunks[place].bytes.count) }
    chunks[place].sources.append(UInt32(source))
    LinkTable.encode(links, after: last, isWhole: isWhole, into: &chunks[place].bytes)
    swap(&last, &links)
  }

  /// Adds all rows of a part of another table, as they are.
  mutating func append(_ chunk: Chunk) {
    chunks.append(chunk)
    chunks[chunks.count - 1].sources = []
  }

  private mutating func addChunk() {
    if let full = chunks.popLast() {
      var fitted = full
      fitted.bytes = [UInt8](full.bytes[...])
      chunks.append(fitted)
    }
    chunks.append(Chunk())
  }

  private static func encode(
    _ links: [Link], after last: [Link], isWhole: Bool, into bytes: inout [UInt8]
  ) {
    var (start, end) = (0, 0)
    if !isWhole {
      let shared = min(links.count, last.count)
      while start < shared, links[start] == last[start] { start += 1 }
      while end < shared - start, links[links.count - 1 - end] == last[last.count - 1 - end] {
        end += 1
      }
      append(UInt64(start), to: &bytes)
      append(UInt64(end), to: &bytes)
    }
    append(UInt64(links.count - start - end), to: &bytes)
    var key = start > 0 ? links[start - 1].key.value : 0
    for link in links[start..<links.count - end] {
      append(zigzag(Int64(bitPattern: link.key.value &- key)), to: &bytes)
      append(zigzag(Int64(link.target)), to: &bytes)
      key = link.key.value
    }
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest > 0x7f {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private static func zigzag(_ number: Int64) -> UInt64 {
    UInt64(bitPattern: number << 1 ^ number >> 63)
  }
}

extension LinkTable {
  /// Reads a row into `links`, in place of what they are.
  ///
  /// - Complexity: O(links of 16 rows).
  func read(_ row: Int, into links: inout [Link]) {
    let (place, number) = row.quotientAndRemainder(dividingBy: LinkTable.rowsInChunk)
    let (block, last) = number.quotientAndRemainder(dividingBy: LinkTable.rowsInBlock)
    links.removeAll(keepingCapacity: true)
    LinkTable.read(chunks[place], block, through: last, into: &links)
  }

  private static func read(
    _ chunk: Chunk, _ block: Int, through last: Int, into links: inout [Link]
  ) {
    let bytes = chunk.bytes.span
    var reader = RowReader(offset: chunk.starts[block])
    for number in 0...last { reader.read(bytes, isWhole: number == 0, into: &links) }
  }

  /// Reads rows one after the other. They were written by this process: nothing is checked.
  private struct RowReader {
    var offset: Int

    mutating func read(_ bytes: borrowing Span<UInt8>, isWhole: Bool, into links: inout [Link]) {
      let start = isWhole ? 0 : Int(number(bytes))
      let end = isWhole ? 0 : Int(number(bytes))
      let count = Int(number(bytes))
      makeRoom(for: count, between: start, links.count - end, in: &links)
      var key = start > 0 ? links[start - 1].key.value : 0
      for place in start..<start + count {
        key &+= UInt64(bitPattern: signed(bytes))
        links[place] = Link(key: EntryKey(value: key), target: Int(signed(bytes)))
      }
    }

    private func makeRoom(for count: Int, between start: Int, _ end: Int, in links: inout [Link]) {
      guard count != end - start else { return }
      let empty = Link(key: .none, target: 0)
      links.replaceSubrange(start..<end, with: repeatElement(empty, count: count))
    }

    private mutating func number(_ bytes: borrowing Span<UInt8>) -> UInt64 {
      var (number, shift) = (UInt64(0), UInt64(0))
      while true {
        let byte = bytes[offset]
        offset += 1
        number |= UInt64(byte & 0x7f) << shift
        if byte & 0x80 == 0 { return number }
        shift += 7
      }
    }

    private mutating func signed(_ bytes: borrowing Span<UInt8>) -> Int64 {
      let number = number(bytes)
      return Int64(bitPattern: number >> 1) ^ -Int64(number & 1)
    }
  }
}
