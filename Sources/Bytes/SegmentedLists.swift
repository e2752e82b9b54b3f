/// Lists of any lengths, one after the other, that grow as a `SegmentedArray` does.
package struct SegmentedLists<Element> {
  private var elements = SegmentedArray<Element>()
  /// Where each list ends.
  private var ends = SegmentedArray<Int>()

  package init() {}

  /// The number of lists.
  package var count: Int { ends.count }

  package mutating func append(_ list: [Element]) {
    for element in list { elements.append(element) }
    ends.append(elements.count)
  }

  package subscript(number: Int) -> [Element] {
    ((number == 0 ? 0 : ends[number - 1])..<ends[number]).map { elements[$0] }
  }
}

extension SegmentedLists: Sendable where Element: Sendable {}
