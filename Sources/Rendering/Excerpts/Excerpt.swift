internal import Prose

/// Part of a difference: changes that are read together, or a long stretch without any.
enum Stretch: Equatable {
  case unchanged(MarkedRun, wordCount: Int)
  case excerpt(Excerpt)

  var isExcerpt: Bool { if case .excerpt = self { true } else { false } }
}

/// Neighbouring changes with a little of the text around them.
struct Excerpt: Equatable {
  var runs: [MarkedRun] = []
  /// Whether it begins or ends inside a sentence because the rest was left out.
  var isCutAtStart = false
  var isCutAtEnd = false

  /// The classes of its changes, the most telling first.
  var classes: [ChangeClass] {
    let present = Set(runs.flatMap(\.classes))
    return ChangeClass.allCases.reversed().filter(present.contains)
  }

  /// Whether a passage left or arrived here.
  var hasMove: Bool { runs.contains { $0.move != nil } }
}

/// Divides a difference into excerpts and what lies between them.
///
/// Around a change stands the rest of its sentence, but never more than `contextWords` on a
/// side; changes whose contexts nearly touch share an excerpt.
struct ExcerptBuilder {
  private let contextWords: Int
  private let units: ReadingUnits
  private var stretches: [Stretch] = []
  private var excerpt = Excerpt()

  /// A gap of fewer words is not worth leaving out.
  private static let shortestGap = 6

  static func stretches(
    of runs: [MarkedRun], units: ReadingUnits, contextWords: Int
  ) -> [Stretch] {
    var builder = ExcerptBuilder(contextWords: contextWords, units: units)
    let lastChange = runs.lastIndex { !$0.isPlain } ?? -1
    var isAfterChange = false
    for (index, run) in runs.enumerated() {
      if run.isPlain {
        builder.appendKept(run, isAfterChange: isAfterChange, isBeforeChange: index < lastChange)
      } else {
        builder.excerpt.runs.append(run)
        isAfterChange = true
      }
    }
    builder.closeExcerpt()
    return builder.stretches
  }

  private init(contextWords: Int, units: ReadingUnits) {
    self.contextWords = contextWords
    self.units = units
  }

  private mutating func closeExcerpt() {
    if excerpt.runs.contains(where: { !$0.isPlain }) { stretches.append(.excerpt(excerpt)) }
    excerpt = Excerpt()
  }

  private mutating func appendKept(
    _ run: MarkedRun, isAfterChange: Bool, isBeforeChange: Bool
  ) {
    let end = isAfterChange ? contextEnd(run.new) : Cut(offset: run.new.lowerBound)
    let start = isBeforeChange ? contextStart(run.new) : Cut(offset: run.new.upperBound)
    let gap = end.offset..<max(end.offset, start.offset)
    let wordCount = units.wordCount(in: gap)
    let isBetween = isAfterChange && isBeforeChange
    guard start.offset > end.offset, wordCount >= (isBetween ? Self.shortestGap : 1) else {
      excerpt.runs.append(run)
      return
    }
    if isAfterChange {
      excerpt.runs.append(run.clipped(run.new.lowerBound..<end.offset))
      excerpt.isCutAtEnd = end.isInsideSentence
      closeExcerpt()
    }
    stretches.append(.unchanged(run.clipped(gap), wordCount: wordCount))
    if isBeforeChange {
      excerpt.runs.append(run.clipped(start.offset..<run.new.upperBound))
      excerpt.isCutAtStart = start.isInsideSentence
    }
  }
}

// MARK: - Where to cut

extension ExcerptBuilder {
  private struct Cut {
    var offset: Int
    var isInsideSentence = false
  }

  /// No word of prose is longer on average; keeps the search for a cut short in a long text.
  private var windowByteCount: Int { 24 * contextWords + 64 }

  /// Where the context after a change ends: with its sentence, or after `contextWords`.
  private func contextEnd(_ kept: Range<Int>) -> Cut {
    let window = kept.lowerBound..<min(kept.upperBound, kept.lowerBound + windowByteCount)
    let found = units.units(in: window)
    let isWholeSentence = units.isSentenceStart(found.first?.start ?? kept.lowerBound)
    let limit = isWholeSentence ? contextWords / 2 : contextWords
    let following = found.dropFirst(isWholeSentence ? 1 : 0)
    if let next = following.first(where: \.isSentenceStart) {
      let words = found.prefix { $0.start < next.start }.count
      if words <= limit { return Cut(offset: next.start) }
    }
    guard found.count > limit else { return Cut(offset: kept.upperBound) }
    let end = units.trimmedEnd(kept.lowerBound..<found[limit].start)
    return Cut(offset: end, isInsideSentence: limit > 0)
  }

  /// Where the context before a change begins: with its sentence, or `contextWords` before.
  private func contextStart(_ kept: Range<Int>) -> Cut {
    let window = max(kept.lowerBound, kept.upperBound - windowByteCount)..<kept.upperBound
    let found = units.units(in: window)
    let isWholeSentence = units.isSentenceStart(kept.upperBound)
    let limit = isWholeSentence ? contextWords / 2 : contextWords
    if let last = found.lastIndex(where: \.isSentenceStart), found.count - last <= limit {
      return Cut(offset: found[last].start)
    }
    guard found.count > limit else { return Cut(offset: kept.lowerBound) }
    guard limit > 0 else { return Cut(offset: kept.upperBound) }
    let unit = found[found.count - limit]
    return Cut(offset: unit.start, isInsideSentence: !unit.isSentenceStart)
  }
}

extension MarkedRun {
  /// The part of a kept run that has `range` in the new text.
  func clipped(_ range: Range<Int>) -> MarkedRun {
    var run = self
    let shift = old.lowerBound - new.lowerBound
    run.new = range
    run.old = range.lowerBound + shift..<range.upperBound + shift
    return run
  }
}
