/// The sentences of a text as ranges of its tokens; together they cover all of them.
///
/// Four bytes a sentence: a text may have one for every second token.
struct Sentences: RandomAccessCollection {
  /// Where each ends.
  private var ends: [UInt32] = []

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  @inline(__always)
  subscript(index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  mutating func reserveCapacity(_ count: Int) { ends.reserveCapacity(count) }

  /// Appends the sentence that ends before `token`.
  mutating func append(endingAt token: Int) { ends.append(UInt32(token)) }

  /// The index of the sentence that starts with a token, or of the first behind it.
  func index(startingFrom token: Int) -> Int {
    token == 0 ? 0 : Swift.min(count, ends.partitioningIndex { Int($0) >= token } + 1)
  }

  /// The index of the sentence that holds a token.
  func index(around token: Int) -> Int { ends.partitioningIndex { Int($0) > token } }
}
