internal import Prose

/// What a form does with changes of white space alone: text that is only broken into lines at other places
/// says nothing new.
public enum WhitespaceDisplay: String, CaseIterable, Sendable {
  /// Drawn like other changes.
  case show
  /// Counted in one line, not drawn.
  case summary
  /// Neither.
  case ignore
}

extension MarkedRun {
  /// Whether nothing but white space changed here, apart from any other change.
  var isWhitespaceChange: Bool { mark != .kept && move == nil && classes == [.whitespace] }
}

/// A difference as it is read, made once for all that is drawn of it.
struct ReadRuns {
  /// With changes of white space.
  let all: [MarkedRun]
  /// The runs where a change of white space is none: text is kept as the new one has it.
  let withoutWhitespace: [MarkedRun]

  init(_ difference: Difference) {
    all = difference.markedRuns
    guard all.contains(where: \.isWhitespaceChange) else {
      withoutWhitespace = all
      return
    }
    var runs: [MarkedRun] = []
    for var run in all {
      if run.isWhitespaceChange {
        if run.mark == .deleted { continue }
        run.mark = .kept
        run.classes = []
      }
      runs.append(run)
    }
    withoutWhitespace = MarkedRun.joined(runs)
  }

  /// What is drawn.
  func drawn(_ whitespace: WhitespaceDisplay) -> [MarkedRun] {
    whitespace == .show ? all : withoutWhitespace
  }

  /// In how many places white space changed and nothing else did.
  var whitespaceCount: Int {
    all.indices.count { index in
      all[index].isWhitespaceChange && !(index > 0 && all[index - 1].isWhitespaceChange)
    }
  }
}

/// Puts changes of white space back into runs that were put together without them.
struct WhitespaceLayer {
  private let full: [MarkedRun]
  /// The next of `full` that is not given out, and how much of it is.
  private var next = 0

  init(_ runs: ReadRuns) {
    full = runs.all
  }

  /// The same text as these runs, which follow those that were given before.
  mutating func restored(_ runs: [MarkedRun]) -> [MarkedRun] {
    runs.flatMap { run -> [MarkedRun] in
      guard run.isPlain else {
        // Changes of white space right before another are still to come.
        let before = take { $0.isWhitespaceChange }
        if next < full.count { next += 1 }
        return before + [run]
      }
      return restored(run)
    }
  }

  private mutating func restored(_ kept: MarkedRun) -> [MarkedRun] {
    var parts: [MarkedRun] = []
    while next < full.count, full[next].isPlain || full[next].isWhitespaceChange {
      let run = full[next]
      guard run.new.lowerBound < kept.new.upperBound || run.new.upperBound <= kept.new.upperBound
      else { break }
      let shared =
        max(run.new.lowerBound, kept.new.lowerBound)..<min(run.new.upperBound, kept.new.upperBound)
      if run.isWhitespaceChange {
        parts.append(run)
      } else if !shared.isEmpty {
        parts.append(run.clipped(shared))
      }
      guard run.new.upperBound <= kept.new.upperBound else { break }
      next += 1
    }
    return parts
  }

  private mutating func take(while isWanted: (MarkedRun) -> Bool) -> [MarkedRun] {
    let start = next
    while next < full.count, isWanted(full[next]) { next += 1 }
    return Array(full[start..<next])
  }
}
