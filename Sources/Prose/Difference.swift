/// How one text became another: edits that rebuild both, byte for byte.
public struct Difference: Equatable, Sendable {
  public let old: [UInt8]
  public let new: [UInt8]
  public let edits: [Edit]
  public let moves: [Move]

  public init(old: [UInt8], new: [UInt8], edits: [Edit], moves: [Move] = []) {
    self.old = old
    self.new = new
    self.edits = edits
    self.moves = moves
  }
}

extension Difference {
  /// Whether the texts are the same, byte for byte.
  public var isEmpty: Bool {
    edits.allSatisfy { $0.kind == .keep }
  }
}
