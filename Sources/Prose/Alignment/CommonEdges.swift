internal import Bytes

/// How much two texts share at their beginning and at their end, down to whole sentences.
///
/// What is left between them is all that has to be read closely. The edges fall where a sentence
/// starts, with a whole one between them and what differs, so that the sentences that changed and
/// those beside them are seen as wholes.
struct CommonEdges {
  /// In bytes. The two never overlap on either side.
  private(set) var prefixCount = 0
  private(set) var suffixCount = 0

  init(_ old: [UInt8], _ new: [UInt8]) {
    let shorter = min(old.count, new.count)
    let edges = SentenceEdges(old)
    let prefix = old.span.commonPrefixCount(with: new.span)
    if prefix == shorter && old.count == new.count {
      prefixCount = prefix
      return
    }
    prefixCount = edges.start(wellBefore: prefix) ?? 0
    let suffix = old.span.commonSuffixCount(
      before: old.count, with: new.span, before: new.count, limit: shorter - prefixCount)
    suffixCount = edges.start(wellAfter: old.count - suffix).map { old.count - $0 } ?? 0
  }
}
