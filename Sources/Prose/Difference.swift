/// How one text became another: edits that rebuild both, byte for byte.
public struct Difference: Equatable, Sendable {
  public let old: [UInt8]
  public let new: [UInt8]
  public let edits: [Edit]
  public let moves: [Move]
  /// Where the texts come from, if they are what a reader sees of pages; `nil` where they are all bytes.
  public internal(set) var sources: VisibleSources?
  /// What the comparison has counted already; `nil` where the edits come from elsewhere.
  let tally: Tally?

  public init(old: [UInt8], new: [UInt8], edits: [Edit], moves: [Move] = []) {
    self.init(old: old, new: new, edits: edits, moves: moves, tally: nil)
  }

  init(old: [UInt8], new: [UInt8], edits: [Edit], moves: [Move], tally: Tally?) {
    self.old = old
    self.new = new
    self.edits = edits
    self.moves = moves
    self.tally = tally
  }

  /// Whether both lead from the same text to the same one in the same way.
  public static func == (one: Difference, other: Difference) -> Bool {
    one.old == other.old && one.new == other.new && one.edits == other.edits
      && one.moves == other.moves && one.sources == other.sources
  }
}

extension Difference {
  /// Whether the texts are the same, byte for byte, and their sources, too.
  public var isEmpty: Bool { hasEqualTexts && sources?.areEqual != false }

  /// Whether what was compared is the same; sources of pages may differ all the same.
  public var hasEqualTexts: Bool { edits.allSatisfy { $0.kind == .keep } }
}
