/// An array that grows in segments of one size: nothing is copied, or there twice, while it grows.
///
/// A doubling array of a hundred megabytes takes three hundred for a moment.
package struct SegmentedArray<Element> {
  /// All but the last are full.
  private var segments: [[Element]] = []
  package private(set) var count = 0

  private static var shift: Int { 14 }
  private static var segmentCount: Int { 1 << shift }

  package init() {}

  package mutating func append(_ element: Element) {
    if count & (Self.segmentCount - 1) == 0 {
      segments.append([])
      segments[segments.count - 1].reserveCapacity(Self.segmentCount)
    }
    segments[segments.count - 1].append(element)
    count += 1
  }

  package subscript(position: Int) -> Element {
    get { segments[position >> Self.shift][position & (Self.segmentCount - 1)] }
    set { segments[position >> Self.shift][position & (Self.segmentCount - 1)] = newValue }
  }
}

extension SegmentedArray: Sendable where Element: Sendable {}

extension SegmentedArray: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }
}
