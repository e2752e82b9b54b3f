/// An array that grows in segments of one size: nothing is copied, or there twice, while it grows.
///
/// A doubling array of a hundred megabytes takes three hundred for a moment. All of it is inlinable: other modules
/// would read each element by way of what the runtime knows of its type, which took a tenth of an import.
@usableFromInline
package struct SegmentedArray<Element> {
  /// All but the last are full.
  @usableFromInline var segments: [[Element]] = []
  @usableFromInline package internal(set) var count = 0

  @inlinable static var shift: Int { 14 }
  @inlinable static var segmentCount: Int { 1 << shift }

  @inlinable
  package init() {}

  @inlinable
  package mutating func append(_ element: Element) {
    if count & (Self.segmentCount - 1) == 0 {
      segments.append([])
      segments[segments.count - 1].reserveCapacity(Self.segmentCount)
    }
    segments[segments.count - 1].append(element)
    count += 1
  }

  @inlinable
  package subscript(position: Int) -> Element {
    get { segments[position >> Self.shift][position & (Self.segmentCount - 1)] }
    set { segments[position >> Self.shift][position & (Self.segmentCount - 1)] = newValue }
  }
}

extension SegmentedArray: Sendable where Element: Sendable {}

extension SegmentedArray: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { count }
}
