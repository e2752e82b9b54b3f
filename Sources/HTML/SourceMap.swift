/// Where each byte of a text comes from in its source.
///
/// A segment as long as its source stands for it byte by byte; any other stands for all of its source.
package struct SourceMap: Equatable, Sendable {
  private struct Segment: Equatable {
    /// Where it starts in the text; it ends where the next one starts.
    var text: UInt32
    /// Byte offsets in the source.
    var start: UInt32
    var end: UInt32
  }

  private var segments: [Segment] = []
  private var textCount = 0

  package init() {}

  /// The next `count` bytes of the text come from `source`.
  mutating func append(_ count: Int, from source: Range<Int>) {
    defer { textCount += count }
    if let last = segments.last, source.count == count,
      textCount - Int(last.text) == Int(last.end - last.start), Int(last.end) == source.lowerBound
    {
      segments[segments.count - 1].end = UInt32(source.upperBound)
      return
    }
    segments.append(
      Segment(
        text: UInt32(textCount), start: UInt32(source.lowerBound), end: UInt32(source.upperBound)))
  }

  /// The bytes of the source that a range of the text comes from.
  ///
  /// For an empty range, the place where its text would be.
  /// - Complexity: O(log n) in the number of segments.
  package func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else {
      let place = range.lowerBound < textCount ? start(range.lowerBound) : end(textCount)
      return place..<place
    }
    let start = start(range.lowerBound)
    return start..<max(start, end(range.upperBound))
  }

  private func start(_ offset: Int) -> Int {
    guard let index = segment(at: offset) else { return 0 }
    let segment = segments[index]
    return Int(segment.start) + (isExact(index) ? offset - Int(segment.text) : 0)
  }

  private func end(_ offset: Int) -> Int {
    guard offset > 0, let index = segment(at: offset - 1) else { return 0 }
    let segment = segments[index]
    return isExact(index) ? Int(segment.start) + offset - Int(segment.text) : Int(segment.end)
  }

  private func isExact(_ index: Int) -> Bool {
    let end = index + 1 < segments.count ? Int(segments[index + 1].text) : textCount
    return end - Int(segments[index].text) == Int(segments[index].end - segments[index].start)
  }

  /// The segment that holds the byte at `offset`.
  private func segment(at offset: Int) -> Int? {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(segments[middle].text) <= offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
