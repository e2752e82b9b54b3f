internal import Prose
package import Rendering
package import Stet

/// What a list says of one revision: what it is, and what it did to the text.
package struct ChangeLine: Sendable {
  package var revision: Revision
  /// `nil` where that cannot be told: a text is damaged or erased.
  package var severity: ChangeSeverity?
  /// How much is another, in words.
  package var summary: String
  /// The text that it was held against.
  package var old: Revision?
  package var byteCount: Int?

  package init(
    _ revision: Revision, severity: ChangeSeverity?, summary: String = "", old: Revision? = nil,
    byteCount: Int? = nil
  ) {
    self.revision = revision
    self.severity = severity
    self.summary = summary
    self.old = old
    self.byteCount = byteCount
  }

  /// Whether it takes somebody's sense away, or adds to it.
  package var isSubstantive: Bool { severity.map { !$0.isCosmetic } ?? true }
}

extension ChangeSeverity {
  /// By which the style sheet tells kinds apart.
  var style: Markup {
    switch self {
    case .asBefore, .layout, .cosmetic: "cosmetic"
    case .new, .renamed: "new"
    case .moved, .binary, .substantive: "substantive"
    case .withdrawn, .damaged: "gone"
    }
  }
}

extension ChangeLine {
  /// `number`, in a frame.
  var label: Markup {
    guard let severity else { return "<span class=\"sort gone\">not readable</span>" }
    return "<span class=\"sort \(severity.style)\">\(severity.code)</span>"
  }

  /// The page that shows what it did.
  package var address: Address? {
    guard let article = revision.article, let number = revision.number else { return nil }
    if let old, let oldNumber = old.number, old.article == revision.article {
      return .difference(article, oldNumber, number)
    }
    return .revision(article, number)
  }
}

extension Timestamp {
  /// In an element that programs can read.
  package var markup: Markup {
    "<time datetime=\"\(description)\">\(words)</time>"
  }

  /// `2026-03-02 08:15:00 UTC`, or with the hours and minutes of its own zone.
  package var words: String {
    let text = description.replacing("T", with: " ")
    return text.hasSuffix("Z") ? text.dropLast() + " UTC" : text
  }
}
