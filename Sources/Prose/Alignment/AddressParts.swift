/// What an address keeps that was changed.
///
/// For all other rules a web address is one word. Where one gave way to another, word for word, what the
/// two have in common stays.
struct AddressParts {
  private let old: TokenisedText
  private let new: TokenisedText
  /// Tokens that may still be aligned.
  private var budget = 1 << 20

  init(old: TokenisedText, new: TokenisedText) { (self.old, self.new) = (old, new) }

  /// The bytes kept between two runs, where all that changed there is one address for another.
  mutating func kept(in block: Block) -> [KeptBytes] {
    guard block.old.count == 1, block.new.count == 1, old.isAddress(block.old.lowerBound),
      new.isAddress(block.new.lowerBound), budget > 0
    else { return [] }
    let oldParts = TokenisedText(partsOf: old.tokens[block.old.lowerBound].range, in: old.bytes)
    let newParts = TokenisedText(partsOf: new.tokens[block.new.lowerBound].range, in: new.bytes)
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
