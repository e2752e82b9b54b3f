import Prose

/// Compares two texts and writes the difference the way `git diff --word-diff` does, a move as
/// `<0:…>` at its old and `>0:…>` at its new place.
func marked(_ old: String, _ new: String) -> String {
  let difference = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
  return marked(difference.edits, difference)
}

private func marked(_ edits: [Edit], _ difference: Difference) -> String {
  edits.map { edit in
    switch edit.kind {
    case .keep: return text(difference.old, edit.old)
    case .delete: return "[-\(text(difference.old, edit.old))-]"
    case .insert: return "{+\(text(difference.new, edit.new))+}"
    case .moveSource(let index): return "<\(index):\(text(difference.old, edit.old))>"
    case .moveTarget(let index):
      return ">\(index):\(marked(difference.moves[index].edits, difference))>"
    }
  }.joined()
}

private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
  String(decoding: bytes[range], as: UTF8.self)
}
