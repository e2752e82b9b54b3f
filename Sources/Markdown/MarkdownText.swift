package import HTML

/// The text that a reader of a Markdown document sees, once it is set.
///
/// Paragraphs, headings and quotations have a blank line between them, points of lists start with a bullet
/// or keep their number, rows of tables have bars; emphasis, links and code are their words; a picture is its
/// alternative text in brackets. Lines of one paragraph are one line. It knows CommonMark's inline
/// marks and blocks, tables and strikethrough, but no nesting of blocks: there each line stands for itself.
package struct MarkdownText: Sendable {
  package let bytes: [UInt8]
  package let map: SourceMap
  /// Signs, targets of links, tags and comments, in about their order.
  package let markup: [MarkupItem]

  /// - Complexity: O(n) in time and memory; the target of a link is looked for in 2 KiB.
  package init(_ source: [UInt8]) {
    var reader = DocumentReader(source)
    reader.readAll()
    bytes = reader.writer.bytes
    map = reader.writer.map
    markup = reader.markup
  }
}
