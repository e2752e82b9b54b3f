internal import Prose

extension MarkupChanges {
  /// `3 link targets, 12 attributes`: only what there is.
  var words: String {
    Kind.allCases.compactMap { kind in
      counts[kind].map { Quantity.text($0, kind.word) }
    }.joined(separator: ", ")
  }
}

extension MarkupChanges.Kind {
  fileprivate var word: String {
    switch self {
    case .linkTarget: "link target"
    case .media: "media file"
    case .attribute: "attribute"
    case .element: "tag"
    case .mark: "mark"
    case .script: "script"
    case .style: "style sheet"
    case .comment: "comment"
    case .hiddenText: "hidden text"
    }
  }
}

extension Difference {
  /// What changed in the markup of pages whose visible text was compared; `nil` where nothing did.
  var markupSummary: String? {
    guard let sources, !sources.areEqual else { return nil }
    let words = sources.markup.words
    switch (hasEqualTexts, words.isEmpty) {
    case (true, true): return "only the layout of the source changed"
    case (true, false): return "only markup changed: \(words)"
    case (false, true): return nil
    case (false, false): return "markup: \(words) changed"
    }
  }

  /// The sizes of what was compared, in bytes of its sources.
  var byteCounts: (old: Int, new: Int) {
    (sources?.oldByteCount ?? old.count, sources?.newByteCount ?? new.count)
  }
}
