/// What an address keeps that was changed.
///
/// For all other rules an address is one word. Where one gave way to another, what the two have in common
/// stays.
struct AddressParts {
  /// A change of more tokens on a side is no change of an address.
  private static let mostTokens = 4

  private let old: TokenisedText
  private let new: TokenisedText
  /// Tokens that may still be aligned.
  private var budget = 1 << 20

  init(old: TokenisedText, new: TokenisedText) { (self.old, self.new) = (old, new) }

  /// The bytes kept between two runs, where an address gave way to another there, with few words beside
  /// it.
  mutating func kept(in block: Block) -> [KeptBytes] {
    guard budget > 0, !block.isOneSided, block.old.count <= Self.mostTokens,
      block.new.count <= Self.mostTokens,
      old.isAddress(block.old.lowerBound) && new.isAddress(block.new.lowerBound)
        || old.isAddress(block.old.upperBound - 1) && new.isAddress(block.new.upperBound - 1)
    else { return [] }
    let oldParts = TokenisedText(partsOf: old.tokens.byteRange(of: block.old), in: old.bytes)
    let newParts = TokenisedText(partsOf: new.tokens.byteRange(of: block.new), in: new.bytes)
    var aligner = TokenAligner(old: oldParts.tokens, new: newParts.tokens, budget: budget)
    aligner.align(Block(old: oldParts.tokens.indices, new: newParts.tokens.indices))
    budget = aligner.budget - oldParts.tokens.count - newParts.tokens.count
    return Islands(old: oldParts, new: newParts).absorbed(aligner.runs).map {
      let source = oldParts.tokens.byteRange(of: $0.oldRange)
      return KeptBytes(
        old: source.lowerBound, new: Int(newParts.tokens[$0.new].start), count: source.count)
    }
  }
}
