internal import Prose
internal import Stet

extension Option {
  static let changeClasses = Option(
    "--class", value: "CLASSES",
    help: "only with changes of one of these, with commas: "
      + ChangeClass.allCases.reversed().map(\.rawValue).joined(separator: ", "),
    candidates: .words(ChangeClass.allCases.reversed().map(\.rawValue)))
  static let substantive = Option(
    "--substantive", help: "leave out what is cosmetic, and what is as before")
}

/// Which changes are asked for, by `--class` and `--substantive`.
struct ChangeFilter {
  /// `nil` for all.
  let classes: Set<ChangeClass>?
  let isSubstantive: Bool

  init(_ arguments: Arguments) throws(CommandError) {
    isSubstantive = arguments.has(.substantive)
    let values = arguments.all(.changeClasses)
    guard !values.isEmpty else {
      classes = nil
      return
    }
    var classes: Set<ChangeClass> = []
    for value in values {
      for name in value.split(separator: ",", omittingEmptySubsequences: false) {
        guard let sort = ChangeClass(rawValue: String(name)) else {
          let known = ChangeClass.allCases.reversed().map(\.rawValue).joined(separator: ", ")
          throw .usage(
            "no class of changes is called '\(String(name).visible)'",
            hint: "the classes are \(known)")
        }
        classes.insert(sort)
      }
    }
    self.classes = classes
  }

  var isActive: Bool { classes != nil || isSubstantive }

  /// - Parameters:
  ///   - severity: What became of the text, by all classes.
  ///   - difference: `nil` where there are not two texts that differ.
  func accepts(_ severity: ChangeSeverity, _ difference: Difference?) -> Bool {
    // Nobody knows what it hides.
    if severity == .damaged { return true }
    if isSubstantive && severity.isCosmetic { return false }
    guard let classes else { return true }
    return difference.map { !$0.verdict.classes.isDisjoint(with: classes) } ?? false
  }
}
