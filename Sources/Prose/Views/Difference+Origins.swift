extension ReadingUnits {
  /// The sentences of the whole text, in order, without the white space behind them; a text that is none is one.
  package static func sentences(of bytes: [UInt8]) -> [Range<Int>] {
    if bytes.isEmpty { return [] }
    if bytes.isBinary { return [0..<bytes.count] }
    let units = ReadingUnits(bytes)
    let starts = units.units(in: 0..<bytes.count).filter(\.isSentenceStart).map(\.start)
    let ends = starts.dropFirst() + [bytes.count]
    return zip(starts, ends).map { start, end in
      start..<units.trimmedEnd(start..<end)
    }
  }
}

extension Difference {
  /// For sentences of the new text, where in the old one each stood with the same words; `nil` for one that was not there
  /// as a sentence, or with others.
  ///
  /// White space aside, all of it has to be kept, with nothing between; a sentence that moved is kept as well.
  /// - Parameter sentences: In order, not overlapping, none ending with white space.
  package func origins(of sentences: [Range<Int>]) -> [Range<Int>?] {
    let kept = keptPieces
    let reader = ReadingUnits(old)
    var first = 0
    return sentences.map { sentence in
      while first < kept.count, kept[first].new.upperBound <= sentence.lowerBound { first += 1 }
      var end = first
      while end < kept.count, kept[end].new.lowerBound < sentence.upperBound { end += 1 }
      return origin(of: sentence, in: first..<end, of: kept, reader)
    }
  }

  private struct KeptPiece {
    let old: Range<Int>
    let new: Range<Int>
  }

  /// Everything that both texts have, in the order of the new one, what moved included.
  private var keptPieces: [KeptPiece] {
    var pieces: [KeptPiece] = []
    for edit in edits {
      switch edit.kind {
      case .keep: pieces.append(KeptPiece(old: edit.old, new: edit.new))
      case .moveTarget(let index):
        for inner in moves[index].edits where inner.kind == .keep {
          pieces.append(KeptPiece(old: inner.old, new: inner.new))
        }
      case .delete, .insert, .moveSource: break
      }
    }
    return pieces
  }

  private func origin(
    of sentence: Range<Int>, in range: Range<Int>, of kept: [KeptPiece], _ reader: ReadingUnits
  ) -> Range<Int>? {
    let pieces = kept[range]
    guard let first = pieces.first, let last = pieces.last,
      first.new.lowerBound <= sentence.lowerBound, sentence.upperBound <= last.new.upperBound,
      zip(pieces, pieces.dropFirst()).allSatisfy(areJoined)
    else { return nil }
    let start = first.old.lowerBound + sentence.lowerBound - first.new.lowerBound
    let end = last.old.upperBound - (last.new.upperBound - sentence.upperBound)
    // What stands beside it is the same, or its own edges are those of a sentence.
    let isBefore =
      !isBlank(new, first.new.lowerBound, sentence.lowerBound)
      || range.lowerBound > 0 && areJoined(kept[range.lowerBound - 1], first)
    let isBehind =
      !isBlank(new, sentence.upperBound, last.new.upperBound)
      || range.upperBound < kept.count && areJoined(last, kept[range.upperBound])
    guard isBefore || reader.isSentenceStart(start),
      isBehind || reader.isSentenceStart(firstLetter(from: end))
    else { return nil }
    return start..<end
  }

  /// Whether nothing but white space stands between two pieces, in either text.
  private func areJoined(_ piece: KeptPiece, _ next: KeptPiece) -> Bool {
    isBlank(new, piece.new.upperBound, next.new.lowerBound)
      && isBlank(old, piece.old.upperBound, next.old.lowerBound)
  }

  private func isBlank(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard start <= end else { return false }
    var offset = start
    while offset < end {
      let scalar = bytes.scalar(at: offset)
      guard isWhiteSpace(scalar.value) else { return false }
      offset += scalar.byteCount
    }
    return true
  }

  /// Where the next thing that is no white space stands in the old text.
  private func firstLetter(from start: Int) -> Int {
    var offset = start
    while offset < old.count {
      let scalar = old.scalar(at: offset)
      guard isWhiteSpace(scalar.value) else { break }
      offset += scalar.byteCount
    }
    return offset
  }
}
