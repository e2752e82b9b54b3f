import JSON
internal import Prose
internal import Rendering
internal import Schemas
internal import Stet

/// Two revisions side by side, with what a renderer says about them.
struct RevisionComparison {
  let oldLabel: RevisionLabel
  let newLabel: RevisionLabel
  let difference: Difference

  /// - Parameter recurrences: For revisions whose bytes stood before, the first that had them.
  init(_ revisions: RevisionDifference, _ recurrences: [RevisionID: Revision]) {
    (oldLabel, newLabel) = revisions.labels(recurrences)
    difference = revisions.difference
  }

  /// Two files, or standard input and one.
  init(
    oldPath: String, _ oldBytes: [UInt8], newPath: String, _ newBytes: [UInt8],
    view: Difference.View, classified: Bool
  ) {
    oldLabel = RevisionLabel(name: oldPath, specifier: oldPath, byteCount: oldBytes.count)
    newLabel = RevisionLabel(name: newPath, specifier: newPath, byteCount: newBytes.count)
    difference = .between(
      old: oldBytes, TextForm(of: oldBytes, name: oldPath), new: newBytes,
      TextForm(of: newBytes, name: newPath), view: view, classified: classified)
  }

  func rendered(
    as format: RenderingFormat, _ session: Session, isFile: Bool = false, showsHeader: Bool = true,
    whitespace: WhitespaceDisplay = .summary, showsSource: Bool = false
  ) -> [UInt8] {
    let surroundings = session.surroundings
    let options = RenderingOptions(
      usesColour: session.usesColour && !isFile,
      isTerminal: surroundings.isTerminal && !isFile, width: surroundings.width,
      showsHeader: showsHeader, whitespace: whitespace,
      sourceHint: "--source shows it", showsSource: showsSource)
    return difference.rendered(as: format, old: oldLabel, new: newLabel, options: options)
  }

  /// Only how much changed: a line, or for programs an object.
  func extent(as format: RenderingFormat) -> [UInt8] {
    guard format == .json else { return Array((summary + "\n").utf8) }
    return difference.json(old: oldLabel, new: newLabel, hasEdits: false).encoded() + [0x0A]
  }

  /// One line: what is compared, how much changed, and whether it matters.
  var summary: String {
    let old = oldLabel.specifier ?? oldLabel.name
    let new = newLabel.specifier ?? newLabel.name
    let recurrence = newLabel.sameAs.map { " · same as \($0.visible)" } ?? ""
    return "\(old.visible) → \(new.visible): \(difference.summary)\(recurrence)"
  }
}
