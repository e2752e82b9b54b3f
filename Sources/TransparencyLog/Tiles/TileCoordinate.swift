internal import Bytes

/// Which tile: `width` hashes, or entries, in a row.
///
/// Source: C2SP tlog-tiles, "Merkle Tree".
package struct TileCoordinate: Hashable, Sendable {
  /// What a tile is made of.
  package enum Content: Hashable, Sendable {
    /// The roots of complete subtrees with `1 << (8 * level)` leaves; of level 0 the leaves themselves.
    case hashes(level: Int)
    case entries
  }

  /// How many hashes, or entries, a full tile has.
  package static var fullWidth: Int { 256 }
  /// The highest level that a path can name. Trees that can be counted end at level 7.
  package static var levelLimit: Int { 63 }

  package let content: Content
  /// The number of full tiles of that content to the left.
  package let index: UInt64
  /// From 1 to 256.
  package let width: Int

  /// - Returns: `nil` where no tile has such a level or width.
  package init?(_ content: Content, index: UInt64, width: Int = TileCoordinate.fullWidth) {
    guard (1...TileCoordinate.fullWidth).contains(width) else { return nil }
    if case .hashes(let level) = content {
      guard (0...TileCoordinate.levelLimit).contains(level) else { return nil }
    }
    self.init(known: content, index: index, width: width)
  }

  /// One whose level and width are right already.
  init(known content: Content, index: UInt64, width: Int) {
    self.content = content
    self.index = index
    self.width = width
  }

  package var isPartial: Bool { width < TileCoordinate.fullWidth }

  /// The full tile in the same place.
  package var full: TileCoordinate {
    TileCoordinate(known: content, index: index, width: TileCoordinate.fullWidth)
  }
}

// MARK: - Trees

extension TileCoordinate {
  /// How many bits of a leaf's index one level of tiles takes.
  static var levelBits: Int { 8 }
  /// The levels that a tree whose size has 64 bits can fill.
  static var levels: Range<Int> { 0..<UInt64.bitWidth / levelBits }

  /// The partial tiles of a tree with `size` leaves: of its entries, then of each level from the leaves up.
  package static func partials(ofSize size: UInt64) -> [TileCoordinate] {
    var tiles: [TileCoordinate] = []
    for level in levels {
      let count = size >> UInt64(levelBits * level)
      let (index, width) = count.quotientAndRemainder(dividingBy: UInt64(fullWidth))
      if width == 0 { continue }
      if level == 0 {
        tiles.append(TileCoordinate(known: .entries, index: index, width: Int(width)))
      }
      tiles.append(
        TileCoordinate(known: .hashes(level: level), index: index, width: Int(width)))
    }
    return tiles
  }

  /// The partial tiles of a smaller tree that a tree with `size` leaves has in full, so that they may go once it
  /// is there.
  package static func partials(ofSize old: UInt64, fullAtSize size: UInt64) -> [TileCoordinate] {
    partials(ofSize: old).filter { tile in
      var level = 0
      if case .hashes(let ofHashes) = tile.content { level = ofHashes }
      return size >> UInt64(levelBits * (level + 1)) > tile.index
    }
  }

  /// The tile with the leaves of `node`, as wide as a tree with `size` leaves has it; how far above the tile's hashes
  /// the node is; and how many such nodes of the tile are to its left.
  ///
  /// `node` is in that tree.
  static func containing(
    _ node: MerkleNode, size: UInt64
  ) -> (tile: TileCoordinate, height: Int, place: Int) {
    let (level, height) = node.level.quotientAndRemainder(dividingBy: levelBits)
    let nodeBits = UInt64(levelBits - height)
    let index = node.index >> nodeBits
    let count = size >> UInt64(levelBits * level)
    let width = min(count - index << UInt64(levelBits), UInt64(fullWidth))
    return (
      TileCoordinate(known: .hashes(level: level), index: index, width: Int(width)),
      height, Int(node.index - index << nodeBits)
    )
  }
}

// MARK: - Paths

extension TileCoordinate {
  /// `tile/0/x001/x234/067.p/17`, `tile/entries/000`.
  package var path: String {
    var path = "tile/"
    switch content {
    case .hashes(let level): path += "\(level)"
    case .entries: path += "entries"
    }
    var elements: [String] = []
    var rest = index
    repeat {
      let digits = "\(rest % 1000)"
      let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
      elements.append(elements.isEmpty ? padded : "x" + padded)
      rest /= 1000
    } while rest > 0
    for element in elements.reversed() { path += "/" + element }
    if isPartial { path += ".p/\(width)" }
    return path
  }

  /// Reads a path as `path` writes it.
  ///
  /// - Returns: `nil` for every other spelling.
  package init?(path: String) {
    var elements = Array(path.utf8).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard elements.count >= 3, elements[0].elementsEqual("tile".utf8) else { return nil }
    let content: Content
    if elements[1].elementsEqual("entries".utf8) {
      content = .entries
    } else {
      guard let level = Decimal.value(of: elements[1]) else { return nil }
      content = .hashes(level: level)
    }
    var width = TileCoordinate.fullWidth
    let ending = Array(".p".utf8)
    if elements[elements.count - 2].suffix(2).elementsEqual(ending) {
      guard let last = elements.popLast(), let number = Decimal.value(of: last),
        number < TileCoordinate.fullWidth
      else { return nil }
      width = number
      elements[elements.count - 1].removeLast(2)
    }
    guard let index = TileCoordinate.index(of: elements.dropFirst(2)) else { return nil }
    self.init(content, index: index, width: width)
  }

  private static func index(of elements: ArraySlice<ArraySlice<UInt8>>) -> UInt64? {
    var index: UInt64 = 0
    for (place, element) in zip(elements.indices, elements) {
      var digits = element
      if place != elements.endIndex - 1 {
        guard digits.popFirst() == UInt8(ascii: "x") else { return nil }
      }
      guard digits.count == 3 else { return nil }
      var number: UInt64 = 0
      for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
      }
      // Zeros in front would be another spelling of the same.
      if place == elements.startIndex, elements.count > 1, number == 0 { return nil }
      let (thousands, overflow) = index.multipliedReportingOverflow(by: 1000)
      let (sum, carry) = thousands.addingReportingOverflow(number)
      if overflow || carry { return nil }
      index = sum
    }
    return elements.isEmpty ? nil : index
  }
}
