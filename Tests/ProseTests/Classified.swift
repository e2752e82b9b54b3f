@testable import Prose

/// The classes of the changes between two texts, in order, each once where it repeats.
func classes(_ old: String, _ new: String) -> [ChangeClass] {
  Difference.between(old: Array(old.utf8), new: Array(new.utf8)).edits
    .flatMap(\.classes)
    .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
}
