internal import Bytes
internal import Objects

extension CommitGraph {
  /// Checks that the files' checksums are those of their bytes.
  ///
  /// - Throws: `.checksumMismatch`.
  package func validateChecksum() throws(CommitGraphError) {
    for layer in layers { try layer.validateChecksum() }
  }

  /// Checks every table: ids in order and in their part of the fan-out, parents in the graph,
  /// levels and generations above those of the parents, filters inside their chunk.
  ///
  /// A graph that passes has no cycle. Whether it tells the truth about the commits is not asked.
  /// - Throws: `.unsortedIDs`, `.badParent`, `.badGeneration`, `.badFilter`.
  /// - Complexity: O(count + parents).
  package func validate() throws(CommitGraphError) {
    for layer in layers {
      try layer.validateTables()
      for position in layer.positions { try validateAncestry(at: position, in: layer) }
    }
  }

  private func validateAncestry(
    at position: Int, in layer: CommitGraphLayer
  ) throws(CommitGraphError) {
    let level = layer.level(at: position)
    let generation = try generation(at: position)
    guard level > 0 else { throw layer.badLevel(at: position) }
    for parent in try layer.parents(at: position) {
      guard self.level(at: parent) < level else { throw layer.badLevel(at: position) }
      guard try self.generation(at: parent) < generation else {
        throw .badGeneration(atByte: layer.generations.lowerBound + layer.row(position) * 4)
      }
    }
  }
}

extension CommitGraphLayer {
  func validateChecksum() throws(CommitGraphError) {
    let end = bytes.count - Digest.byteCount
    let actual = SHA256.hash(bytes.span.extracting(0..<end))
    guard actual == checksum else { throw .checksumMismatch }
  }

  /// Checks all that concerns this file alone.
  fileprivate func validateTables() throws(CommitGraphError) {
    var walk = ListWalk()
    for position in positions {
      try validateID(at: position)
      try validateLists(at: position, &walk)
      _ = try filters?.range(at: row(position), in: bytes.span)
    }
    guard walk.edgeCount * 4 == edges.count else {
      throw .badParent(atByte: edges.lowerBound + walk.edgeCount * 4)
    }
    guard walk.overflowCount * 8 == generationOverflows.count else {
      throw .badGeneration(atByte: generationOverflows.lowerBound + walk.overflowCount * 8)
    }
  }

  private func validateID(at position: Int) throws(CommitGraphError) {
    let id = id(at: position)
    let isAscending = position == positions.lowerBound || self.id(at: position - 1) < id
    guard isAscending, fanOut(id.digest.firstByte).contains(position) else {
      throw .unsortedIDs(atByte: idOffset(position))
    }
  }

  /// How far the lists that commits refer to have been read.
  private struct ListWalk {
    var edgeCount = 0
    var overflowCount = 0
  }

  /// Checks that each commit's lists start where the last one's ended.
  ///
  /// Lists that overlap would let a small file ask for the square of its size in work.
  private func validateLists(
    at position: Int, _ walk: inout ListWalk
  ) throws(CommitGraphError) {
    let second = commitOffset(position) + Digest.byteCount + 4
    if let place = place(atByte: second) {
      guard place == walk.edgeCount else { throw .badParent(atByte: second) }
      walk.edgeCount += try parents(at: position).count - 1
    }
    guard !generations.isEmpty else { return }
    let distance = generations.lowerBound + row(position) * 4
    if let place = place(atByte: distance) {
      guard place == walk.overflowCount else { throw .badGeneration(atByte: distance) }
      walk.overflowCount += 1
    }
  }

  /// The place that a number with the flag refers to.
  private func place(atByte offset: Int) -> Int? {
    let number = bytes.span.bigEndianUInt32(at: offset)
    return number & CommitGraphLayer.flag == 0 ? nil : Int(number & ~CommitGraphLayer.flag)
  }
}
