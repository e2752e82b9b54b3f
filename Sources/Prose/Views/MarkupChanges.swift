internal import HTML

/// What changed in the markup of two texts, apart from their words, in a few figures.
///
/// Of each kind it counts what only one side has, without regard to order: an attribute that got
/// another value is one change, and so is a link that came or went.
public struct MarkupChanges: Equatable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// Where a link leads, but for session ids and the like.
    case linkTarget
    /// Where a picture, a film or a page inside the page comes from.
    case media
    case attribute
    /// A tag.
    case element
    /// A sign of Markdown.
    case mark
    case script
    case style
    case comment
    /// Words that nobody sees.
    case hiddenText
  }

  /// How many of each kind changed; kinds of which none did are not there.
  public let counts: [Kind: Int]

  /// Whether all that was counted is the same; the order of things and the white space between tags may
  /// still differ.
  public var isEmpty: Bool { counts.isEmpty }

  public subscript(kind: Kind) -> Int { counts[kind] ?? 0 }

  /// How many changes a reader may come upon: those of where things lead or come from.
  public var addressCount: Int { self[.linkTarget] + self[.media] }

  init(_ counts: [Kind: Int] = [:]) { self.counts = counts }
}

extension MarkupChanges {
  /// Counts what the markup of two sources does not share.
  ///
  /// - Complexity: O(n) in the length of both sources.
  init(old: [UInt8], _ oldItems: [MarkupItem], new: [UInt8], _ newItems: [MarkupItem]) {
    func isSame(_ before: MarkupItem, _ after: MarkupItem) -> Bool {
      before.kind == after.kind && old[before.name] == new[after.name]
        && old[before.value] == new[after.value]
    }
    let limit = min(oldItems.count, newItems.count)
    var start = 0
    while start < limit, isSame(oldItems[start], newItems[start]) { start += 1 }
    var end = 0
    while end < limit - start,
      isSame(oldItems[oldItems.count - end - 1], newItems[newItems.count - end - 1])
    {
      end += 1
    }
    var bag = MarkupBag()
    for item in oldItems[start..<oldItems.count - end] { bag.add(item, of: old, isNew: false) }
    for item in newItems[start..<newItems.count - end] { bag.add(item, of: new, isNew: true) }
    counts = bag.counts
  }
}

/// Counts how often each item stands on either side.
private struct MarkupBag {
  private struct Key: Hashable {
    var kind: MarkupChanges.Kind
    var text: [UInt8]
  }

  /// How many more the new side has.
  private var surplus: [Key: Int] = [:]
  /// The same of addresses, with session ids and the like.
  private var exactSurplus: [Key: Int] = [:]

  mutating func add(_ item: MarkupItem, of source: [UInt8], isNew: Bool) {
    let kind = MarkupChanges.Kind(item.kind)
    let name = source[item.name].map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    var value = Array(source[item.value])
    let step = isNew ? 1 : -1
    switch kind {
    case .linkTarget, .media, .attribute: value = PageText.value(item.value, in: source)
    case .element, .mark, .script, .style, .comment, .hiddenText: break
    }
    if kind == .linkTarget || kind == .media {
      exactSurplus[Key(kind: kind, text: value), default: 0] += step
      value = WebAddress.destination(value[...], isLoaded: kind == .media)
    }
    surplus[Key(kind: kind, text: name + [0] + value), default: 0] += step
  }

  var counts: [MarkupChanges.Kind: Int] {
    var found = Self.changeCounts(surplus)
    // A link that leads to the same place under another address has another attribute.
    for (kind, count) in Self.changeCounts(exactSurplus) {
      let renamed = count - (found[kind] ?? 0)
      if renamed > 0 { found[.attribute, default: 0] += renamed }
    }
    return found
  }

  /// Of each kind, where what came for what went is one change.
  private static func changeCounts(_ surplus: [Key: Int]) -> [MarkupChanges.Kind: Int] {
    Dictionary(grouping: surplus.filter { $0.value != 0 }) { $0.key.kind }.mapValues { items in
      let added = items.reduce(0) { $0 + max($1.value, 0) }
      return max(added, items.reduce(0) { $0 - min($1.value, 0) })
    }
  }
}

extension MarkupChanges.Kind {
  fileprivate init(_ kind: MarkupItem.Kind) {
    self =
      switch kind {
      case .linkTarget: .linkTarget
      case .media: .media
      case .attribute: .attribute
      case .element: .element
      case .mark: .mark
      case .script: .script
      case .style: .style
      case .comment: .comment
      case .hiddenText: .hiddenText
      }
  }
}
