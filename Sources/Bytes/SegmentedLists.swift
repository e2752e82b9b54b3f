/// Lists of any lengths, one after the other, that grow as a `SegmentedArray` does.
@usableFromInline
package struct SegmentedLists<Element> {
  @usableFromInline var elements = SegmentedArray<Element>()
  /// Where each list ends.
  @usableFromInline var ends = SegmentedArray<Int>()

  @inlinable
  package init() {}

  /// The number of lists.
  @inlinable
  package var count: Int { ends.count }

  @inlinable
  package mutating func append(_ list: [Element]) {
    for element in list { elements.append(element) }
    ends.append(elements.count)
  }

  @inlinable
  package subscript(number: Int) -> [Element] {
    ((number == 0 ? 0 : ends[number - 1])..<ends[number]).map { elements[$0] }
  }
}

extension SegmentedLists: Sendable where Element: Sendable {}
