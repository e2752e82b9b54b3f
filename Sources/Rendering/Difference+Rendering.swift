import JSON
public import Prose

extension Difference {
  /// The difference in the given form, as the bytes of a whole file or terminal output.
  public func rendered(
    as format: RenderingFormat, old oldLabel: RevisionLabel = RevisionLabel(name: "old"),
    new newLabel: RevisionLabel = RevisionLabel(name: "new"),
    options: RenderingOptions = RenderingOptions()
  ) -> [UInt8] {
    switch format {
    case .inline: inline(old: oldLabel, new: newLabel, options: options)
    case .sideBySide: sideBySide(old: oldLabel, new: newLabel, options: options)
    case .unified: unified(old: oldLabel, new: newLabel, options: options)
    case .wordDiff: wordDiff(old: oldLabel, new: newLabel, options: options)
    case .porcelain: porcelain(old: oldLabel, new: newLabel, options: options)
    case .html: html(old: oldLabel, new: newLabel, options: options)
    case .json: json(old: oldLabel, new: newLabel).encoded() + [newline]
    }
  }
}
