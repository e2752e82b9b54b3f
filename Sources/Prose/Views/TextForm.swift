/// How a text is written, as far as that decides what a reader sees of it.
public enum TextForm: Equatable, Sendable {
  /// Its bytes are what is read.
  case plain
  case html
  case markdown
}

extension TextForm {
  /// The form of a text, by the first of these that says something: its media type, the ending of its
  /// name, its first bytes.
  ///
  /// - Parameters:
  ///   - mediaType: As in `text/html; charset=utf-8`.
  ///   - name: A file's or an article's name; what stands behind the last `.` counts.
  public init(of text: [UInt8], mediaType: String? = nil, name: String? = nil) {
    if let form = mediaType.flatMap(Self.form(ofMediaType:)) {
      self = form
    } else if let form = name.flatMap(Self.form(ofName:)) {
      self = form
    } else {
      self = Self.startsAsPage(text) ? .html : .plain
    }
  }

  private static func form(ofMediaType mediaType: String) -> TextForm? {
    let type = mediaType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    guard type.contains("/") else { return nil }
    switch type {
    case "text/html", "application/xhtml+xml": return .html
    case "text/markdown", "text/x-markdown": return .markdown
    default: return .plain
    }
  }

  /// `nil` for an ending that says nothing: names may have dots for other reasons.
  private static func form(ofName name: String) -> TextForm? {
    let file = name.split(separator: "/").last ?? ""
    guard let dot = file.lastIndex(of: ".") else { return nil }
    let ending = file[file.index(after: dot)...].lowercased()
    switch ending {
    case "html", "htm", "xhtml": return .html
    case "md", "markdown": return .markdown
    case "txt", "text", "rst", "json", "csv", "xml", "svg", "tex": return .plain
    default: return nil
    }
  }

  // MARK: - First bytes

  /// How far behind comments and white space the first tag is looked for, in bytes.
  private static let probe = 4_096

  /// Whether the text begins with one of the tags that pages begin with, behind white space, comments
  /// and an XML declaration.
  ///
  /// Source: MIME Sniffing Standard, 7.1, where a comment alone is enough: Markdown may begin with one.
  private static func startsAsPage(_ text: [UInt8]) -> Bool {
    var rest = text.prefix(probe)
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while true {
      rest = rest.drop { $0 == 0x20 || $0 &- 0x09 < 5 }
      if rest.starts(with: "<!--".utf8) {
        rest = rest.dropped(through: "-->")
      } else if rest.starts(with: "<?xml".utf8) {
        rest = rest.dropped(through: "?>")
      } else {
        return beginsWithTag(rest)
      }
    }
  }

  private static func beginsWithTag(_ rest: ArraySlice<UInt8>) -> Bool {
    guard rest.first == 0x3C else { return false }
    let word = rest.dropFirst().prefix { $0 != 0x3E && $0 != 0x20 && $0 &- 0x09 >= 5 }
    guard let next = rest.dropFirst(1 + word.count).first else { return false }
    let name = String(decoding: word, as: UTF8.self).lowercased()
    if name == "!doctype" {
      let type = rest.dropFirst(1 + word.count).drop { $0 == 0x20 || $0 &- 0x09 < 5 }.prefix(4)
      return String(decoding: type, as: UTF8.self).lowercased() == "html"
    }
    return firstTags.contains(name) && (next == 0x3E || next == 0x20 || next &- 0x09 < 5)
  }

  private static let firstTags: Set<String> = [
    "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style", "title", "b",
    "body", "br", "p",
  ]
}

extension ArraySlice<UInt8> {
  /// What stands behind the first `end`; nothing where there is none.
  fileprivate func dropped(through end: String) -> ArraySlice<UInt8> {
    let mark = Array(end.utf8)
    var place = startIndex
    while place < endIndex {
      if self[place] == mark[0], self[place...].starts(with: mark) {
        return self[(place + mark.count)...]
      }
      place += 1
    }
    return []
  }
}
