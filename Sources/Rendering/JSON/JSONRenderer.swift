internal import Articles
package import JSON
internal import Prose

extension Difference {
  /// The difference as one JSON object.
  ///
  /// Ranges are `[start, end]` in bytes, end not included. Edits are in reading order and cover
  /// both texts without gaps, so each text is what its edits hold, one after the other.
  ///
  ///     {"format": "stet-difference", "version": 3, "view": "source" | "visible",
  ///      "old": {"name", "specifier"?, "commit"?, "blob"?, "sha256"?, "title"?, "published"?,
  ///              "retrieved"?, "recorded"?, "authored"?, "source"?, "sameAs"?, "renamedFrom"?, "withdrawn"?, "withdrawnAt"?, "amended"?, "byteCount"},
  ///      "new": the same,
  ///      "verdict": {"kind": "same" | "cosmetic" | "substantive", "similarity": 0.97,
  ///                  "wordsAdded": 14, "wordsRemoved": 9, "wordsMoved": 24, "moves": 1,
  ///                  "changes": {"number": 2, "wording": 1}},
  ///      "binary"?: true,
  ///      "markup"?: {"linkTarget": 1, each `MarkupChanges.Kind`},
  ///      "edits": [{"kind": "keep" | "delete" | "insert" | "moveSource" | "moveTarget",
  ///                 "old": [0, 5], "new": [0, 5], "oldSource"?: [3, 8], "newSource"?: [3, 8],
  ///                 "class"?: a `ChangeClass`, "figures"?: true,
  ///                 "move"?: 0,
  ///                 "text": "Hello" or, where that is not UTF-8, "textBase64": "/w=="}],
  ///      "moves": [{"source": [0, 5], "target": [9, 15],
  ///                 "edits": keep, delete and insert as above}]}
  ///
  /// With `figures`, a passage has other figures than before and counts as number as well. Where
  /// `binary` is true, the edits replace all bytes, and have no class.
  ///
  /// Where `view` is `visible`, the texts are what a reader sees of pages: all ranges are in those, and
  /// `oldSource` and `newSource` say where in the bytes they come from. Edits rebuild the visible texts;
  /// only those of the view `source` rebuild the bytes.
  ///
  /// `move` counts `moves` from zero. A moved passage stands twice among the edits, and its own
  /// edits tell how the first became the second.
  ///
  /// - Parameter hasEdits: Whether edits and moves are in it, or only what they come to.
  package func json(
    old oldLabel: RevisionLabel, new newLabel: RevisionLabel, hasEdits: Bool = true
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("format", "stet-difference"),
      .init("version", 3),
      .init("view", .string(view.rawValue)),
      .init("old", oldLabel.json(byteCount: byteCounts.old)),
      .init("new", newLabel.json(byteCount: byteCounts.new)),
    ]
    members += extent
    if hasEdits {
      members.append(.init("edits", .array(edits.map(json))))
      members.append(.init("moves", .array(moves.map(json))))
    }
    return .object(members)
  }

  /// How much changed, in what was compared: `view`, `verdict`, `binary`, `markup`.
  package var extentJSON: JSON { .object([.init("view", .string(view.rawValue))] + extent) }

  private var extent: [JSON.Member] {
    var members = [JSON.Member("verdict", ChangeSummary(self).json)]
    if isBinary { members.append(.init("binary", true)) }
    if let markup = sources?.markup {
      members.append(
        .init(
          "markup",
          .object(
            MarkupChanges.Kind.allCases.map { .init($0.rawValue, .integer(markup[$0])) })))
    }
    return members
  }

  private func json(_ move: Move) -> JSON {
    [
      "source": json(move.source), "target": json(move.target),
      "edits": .array(move.edits.map(json)),
    ]
  }

  private func json(_ edit: Edit) -> JSON {
    var members: [JSON.Member] = [
      .init("kind", .string(edit.kind.name)),
      .init("old", json(edit.old)),
      .init("new", json(edit.new)),
    ]
    if let sources {
      members.append(.init("oldSource", json(sources.oldSource(of: edit.old))))
      members.append(.init("newSource", json(sources.newSource(of: edit.new))))
    }
    if let sort = edit.changeClass { members.append(.init("class", .string(sort.rawValue))) }
    if edit.hasOtherFigures { members.append(.init("figures", true)) }
    if let move = edit.kind.move { members.append(.init("move", .integer(move))) }
    members.append(.text("text", edit.old.isEmpty ? new[edit.new] : old[edit.old]))
    return .object(members)
  }

  private func json(_ range: Range<Int>) -> JSON {
    [.integer(range.lowerBound), .integer(range.upperBound)]
  }
}

extension RevisionLabel {
  fileprivate func json(byteCount actual: Int) -> JSON {
    let texts = [
      ("name", name), ("specifier", specifier), ("commit", commitID), ("blob", blobID),
      ("sha256", sha256), ("title", title), ("published", published), ("retrieved", retrieved),
      ("recorded", recorded),
      ("authored", authored), ("source", source), ("sameAs", sameAs),
      ("renamedFrom", renamedFrom),
      ("withdrawnAt", withdrawn),
    ]
    var known = texts.compactMap { key, text in text.map { JSON.Member(key, .string($0)) } }
    if isWithdrawn { known.append(.init("withdrawn", true)) }
    if !amended.isEmpty {
      let names = MetadataField.allCases.filter(amended.contains).map { $0.memberName }
      known.append(.init("amended", .array(names.map { .string($0) })))
    }
    return .object(known + [.init("byteCount", .integer(byteCount ?? actual))])
  }
}

extension Edit.Kind {
  fileprivate var name: String {
    switch self {
    case .keep: "keep"
    case .delete: "delete"
    case .insert: "insert"
    case .moveSource: "moveSource"
    case .moveTarget: "moveTarget"
    }
  }

  /// Index in `Difference.moves`.
  var move: Int? {
    switch self {
    case .moveSource(let index), .moveTarget(let index): index
    case .keep, .delete, .insert: nil
    }
  }
}
