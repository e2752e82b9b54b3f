extension Difference {
  /// Compares two texts.
  ///
  /// Never fails, whatever the bytes, and gives the same answer for the same texts on every
  /// machine: effort is bounded by counting operations, never by a clock. `TokenAligner` says which
  /// guard fires when. The last step rebuilds both texts; should that ever fail, the answer is the
  /// plain replacement, as it is for texts of 2 GiB and more, and where one is no text (`isBinary`).
  /// - Parameter classified: Whether each change gets its class. A quarter of the work is saved where nobody
  ///   asks for classes, nor for the verdict: without them, all changes count as wording.
  public static func between(
    old: [UInt8], new: [UInt8], classified: Bool = true
  ) -> Difference {
    between(old: old, new: new, hasMarkup: true, classified: classified)
  }

  /// - Parameter hasMarkup: Whether tags in the texts are tags, and not what a reader sees.
  static func between(
    old: [UInt8], new: [UInt8], hasMarkup: Bool, classified: Bool = true
  ) -> Difference {
    // Offsets inside the engine have 32 bits.
    guard max(old.count, new.count) < Int32.max else { return replacement(old: old, new: new) }
    if let difference = binary(old: old, new: new) { return difference }
    let comparison = Comparison(old: old, new: new, hasMarkup: hasMarkup, classified: classified)
    let difference = comparison.difference()
    return difference.rebuildsBothTexts ? difference : replacement(old: old, new: new)
  }

  /// The plain answer where one of the two is no text; `nil` where both are.
  private static func binary(old: [UInt8], new: [UInt8]) -> Difference? {
    let whole = Difference(old: old, new: new, edits: [])
    guard whole.isBinary else { return nil }
    guard old == new else { return replacement(old: old, new: new) }
    return Difference(
      old: old, new: new, edits: [Edit(.keep, old: 0..<old.count, new: 0..<new.count)])
  }

  /// The plain answer: all of one text for all of the other.
  static func replacement(old: [UInt8], new: [UInt8]) -> Difference {
    var script = EditScript(old: old, new: new, from: 0..<old.count, to: 0..<new.count)
    script.finish()
    return Difference(old: old, new: new, edits: script.edits)
  }
}
