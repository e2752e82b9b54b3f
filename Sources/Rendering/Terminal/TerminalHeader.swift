internal import Articles
internal import Prose

/// What stands above a difference on a terminal: the article, both revisions, the verdict.
struct TerminalHeader {
  let old: RevisionLabel
  let new: RevisionLabel
  let difference: Difference
  let width: Int
  let summary: ChangeSummary
  /// How to see more of a page than its visible text.
  let sourceHint: String?

  var lines: [[InkedText]] {
    var lines = [[InkedText(.strong, VisibleText.line(title))].fitted(width)]
    if title != new.name {
      lines.append([InkedText(.faint, VisibleText.line(new.name))].fitted(width))
    }
    let rows = rows
    if !rows.isEmpty { lines.append([]) }
    lines += rows.flatMap(width < Self.leastTableWidth ? stacked : { [line($0)] })
    lines.append([])
    return lines + TerminalLayout.lines(of: verdict, width: width, hangingIndent: 2)
  }

  private var title: String { new.title ?? old.title ?? new.name }

  // MARK: - Revisions

  private struct Row {
    var name: String
    var old: String?
    var new: String?
    var isStrong = false
    /// The sides whose value was amended.
    var isAmended = (old: false, new: false)
  }

  private var rows: [Row] {
    let candidates = [
      Row(name: "", old: old.specifier ?? "old", new: new.specifier ?? "new", isStrong: true),
      Row(name: "article", old: differing(old.name, new.name), new: differing(new.name, old.name)),
      old.title == new.title ? Row(name: "") : row(.title, old.title, new.title),
      Row(name: "commit", old: shortID(old), new: shortID(new)),
      Row(name: "same as", old: old.sameAs, new: new.sameAs),
      Row(name: "renamed", old: old.renaming, new: new.renaming),
      row(.published, old.published, new.published),
      row(.retrieved, old.retrieved, new.retrieved),
      Row(name: "authored", old: old.authored, new: new.authored),
      Row(name: "recorded", old: old.recorded, new: new.recorded),
      Row(name: "withdrawn", old: old.withdrawn, new: new.withdrawn),
      Row(
        name: "size", old: size(old, difference.byteCounts.old),
        new: size(new, difference.byteCounts.new)),
    ]
    return candidates.filter { row in
      row.old != nil || row.new != nil || row.isAmended.old || row.isAmended.new
    }
  }

  private func row(_ field: MetadataField, _ oldValue: String?, _ newValue: String?) -> Row {
    Row(
      name: field.name, old: oldValue, new: newValue,
      isAmended: (old.amended.contains(field), new.amended.contains(field)))
  }

  private func line(_ row: Row) -> [InkedText] {
    let nameWidth = 11
    let columnWidth = min(44, max(4, (width - nameWidth) / 2))
    let ink: Ink = row.isStrong ? .strong : .plain
    func cell(_ text: String?, _ isAmended: Bool) -> [InkedText] {
      let text = [InkedText(ink, VisibleText.line(text ?? "–"))]
      guard isAmended else { return text.fitted(columnWidth - 1) }
      // A long title leaves room for the mark; a time is whole where there is room for one of them.
      let room = max(columnWidth - 1 - mark.columns, min(Self.timeWidth, columnWidth - 1))
      return (text.fitted(room) + mark).fitted(columnWidth - 1)
    }
    return [InkedText(.faint, row.name)].padded(nameWidth)
      + cell(row.old, row.isAmended.old).padded(columnWidth) + cell(row.new, row.isAmended.new)
  }

  private var mark: [InkedText] { [InkedText(.faint, RevisionLabel.amendmentMark)] }

  /// The columns of a time in UTC.
  private static let timeWidth = 20

  /// Narrower than this, two columns would hold nothing whole.
  private static let leastTableWidth = 48

  /// A row whose cells stand under each other.
  private func stacked(_ row: Row) -> [[InkedText]] {
    let ink: Ink = row.isStrong ? .strong : .plain
    let name = row.name.isEmpty ? [] : [[InkedText(.faint, row.name)].fitted(width)]
    let sides = [("− ", row.old, row.isAmended.old), ("+ ", row.new, row.isAmended.new)]
    let cells = sides.map { sign, text, isAmended in
      ([InkedText(.faint, sign), InkedText(ink, VisibleText.line(text ?? "–"))]
        + (isAmended ? mark : [])).fitted(width)
    }
    return name + cells
  }

  private func differing(_ text: String?, _ other: String?) -> String? {
    text == other ? nil : text
  }

  private func shortID(_ label: RevisionLabel) -> String? {
    label.commitID.map { String($0.prefix(12)) }
  }

  private func size(_ label: RevisionLabel, _ byteCount: Int) -> String {
    label.isWithdrawn ? "withdrawn" : Quantity.text(label.byteCount ?? byteCount, "byte")
  }

  /// With spaces that do not break a line.
  private func firm(_ text: String) -> String {
    String(text.map { $0 == " " ? "\u{A0}" : $0 })
  }

  // MARK: - Verdict

  private var verdict: [InkedText] {
    if summary.kind == "same" {
      return [InkedText(.strong, "same"), InkedText(.plain, " · equal byte for byte")]
    }
    if let binary = summary.binary {
      return [InkedText(.strong, summary.kind), InkedText(.plain, list(["", binary]))]
    }
    return [
      InkedText(.strong, summary.kind),
      InkedText(.plain, list([""] + [summary.likeness] + summary.words) + "\n"),
      InkedText(
        .plain, list(summary.counts + summary.countedClasses + summary.whitespaceLine)),
      InkedText(.plain, (hasCounts && page != nil ? "\n" : "") + (page ?? "")),
    ]
  }

  /// What is said of pages: what changed beside the visible text, and how to see it.
  private var page: String? {
    guard difference.sources != nil else { return nil }
    let items = [summary.markup ?? "visible text compared", sourceHint].compactMap { $0 }
    return items.joined(separator: "; ")
  }

  /// The same alone, for where there is no header.
  var pageLines: [[InkedText]] {
    page.map { TerminalLayout.lines(of: [InkedText(.faint, $0)], width: width, hangingIndent: 2) }
      ?? []
  }

  private var hasCounts: Bool { !(summary.counts + summary.whitespaceLine).isEmpty }

  /// The items with dots between them; a line breaks only before a dot.
  private func list(_ items: [String]) -> String {
    items.map(firm).joined(separator: " ·\u{A0}")
  }
}
