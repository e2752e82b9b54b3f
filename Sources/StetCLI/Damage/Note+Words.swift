internal import Stet

extension Note {
  /// The note for a person.
  ///
  /// - Parameter program: How to run Stet on this archive.
  func words(_ program: ProgramLine) -> String {
    switch self {
    case .recordedAhead(let time):
      "the newest commit is recorded at \(time), which is yet to come: every revision until then"
        + " is recorded at that time, too"
    case .borrowing(let places, let count):
      "git takes objects from \(places.joined(separator: ", ")), too (objects/info/alternates), and"
        + " Stet does not: \(counted(count, "object")) that \(count == 1 ? "is" : "are") needed"
        + " \(count == 1 ? "is" : "are") not here; verify there as well"
    case .partial(let count):
      "this is a partial clone: \(counted(count, "object")) that \(count == 1 ? "is" : "are") needed"
        + " \(count == 1 ? "is" : "are") not here"
    case .shallow(let count):
      "this is a shallow clone: the history before \(counted(count, "commit")) is not here"
    case .replacing(let count):
      "git shows other objects in the place of \(count) (refs/replace or info/grafts); Stet reads"
        + " what was recorded"
    case .unindexedPacks(let paths):
      "nobody reads \(paths.joined(separator: ", ")), which has no index; nothing is missed from it"
    case .erasureIncomplete(let count):
      "\(counted(count, "text")) that \(count == 1 ? "was" : "were") erased by law"
        + " \(count == 1 ? "is" : "are") still here, or came back: `\(program("maintain"))` removes"
        + " \(count == 1 ? "it" : "them")"
    case .erasureUntold:
      "texts were erased by law, and git is not told that they may be absent: `\(program("maintain"))`"
        + " tells it"
    case .detachedHead(let id):
      "HEAD leads to \(id) and to no branch: what is shown ends there, and what is recorded next is in no"
        + " branch"
    case .badSignatures(let ids):
      "\(counted(ids.count, "commit")) \(ids.count == 1 ? "has" : "have") a signature that is not of"
        + " \(ids.count == 1 ? "it" : "them"), as recorded: \(Self.list(ids))"
    }
  }

  /// The first ids of many.
  private static func list(_ ids: [RevisionID]) -> String {
    let shown = ids.prefix(5).map(\.abbreviated).joined(separator: ", ")
    return ids.count > 5 ? "\(shown) and \(ids.count - 5) more" : shown
  }
}
