internal import HTML

/// Where the texts of a difference come from, if they are what a reader sees of pages.
public struct VisibleSources: Equatable, Sendable {
  /// What changed beside the visible texts.
  public let markup: MarkupChanges
  /// Whether the sources are the same, byte for byte.
  public let areEqual: Bool
  public let oldByteCount: Int
  public let newByteCount: Int
  /// `nil` where a text is its own source.
  private let oldMap: SourceMap?
  private let newMap: SourceMap?

  init(
    markup: MarkupChanges, areEqual: Bool, old: (byteCount: Int, map: SourceMap?),
    new: (byteCount: Int, map: SourceMap?)
  ) {
    self.markup = markup
    self.areEqual = areEqual
    (oldByteCount, oldMap) = old
    (newByteCount, newMap) = new
  }

  /// The bytes of the old source that a range of the old text comes from.
  public func oldSource(of range: Range<Int>) -> Range<Int> { oldMap?.source(of: range) ?? range }

  /// The bytes of the new source that a range of the new text comes from.
  public func newSource(of range: Range<Int>) -> Range<Int> { newMap?.source(of: range) ?? range }
}
