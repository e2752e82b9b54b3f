internal import Bytes
internal import Objects

extension CommitGraph {
  /// Checks that the file's checksum is that of its bytes.
  ///
  /// - Throws: `.checksumMismatch`.
  package func validateChecksum() throws(CommitGraphError) {
    let end = bytes.count - Digest.byteCount
    let actual = SHA256.hash(bytes.span.extracting(0..<end))
    guard actual == Digest(reading: bytes.span, at: end) else { throw .checksumMismatch }
  }

  /// Checks every table: ids in order and in their part of the fan-out, parents in the file,
  /// levels and generations above those of the parents, filters inside their chunk.
  ///
  /// A file that passes has no cycle. Whether it tells the truth about the commits is not asked.
  /// - Throws: `.unsortedIDs`, `.badParent`, `.badGeneration`, `.badFilter`.
  /// - Complexity: O(count + parents).
  package func validate() throws(CommitGraphError) {
    var walk = ListWalk()
    for position in 0..<count {
      try validateID(at: position)
      try validateLists(at: position, &walk)
      try validateAncestry(at: position)
      _ = try filters?.range(at: position, in: bytes.span)
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
    let isAscending = position == 0 || self.id(at: position - 1) < id
    guard isAscending, fanOut(id.digest.firstByte).contains(position) else {
      throw .unsortedIDs(atByte: idsOffset + position * Digest.byteCount)
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
    let distance = generations.lowerBound + position * 4
    if let place = place(atByte: distance) {
      guard place == walk.overflowCount else { throw .badGeneration(atByte: distance) }
      walk.overflowCount += 1
    }
  }

  /// The place that a number with the flag refers to.
  private func place(atByte offset: Int) -> Int? {
    let number = bytes.span.bigEndianUInt32(at: offset)
    return number & CommitGraph.flag == 0 ? nil : Int(number & ~CommitGraph.flag)
  }

  private func validateAncestry(at position: Int) throws(CommitGraphError) {
    let level = level(at: position)
    let generation = try generation(at: position)
    let parents = try parents(at: position)
    let levelOffset = commitOffset(position) + 40
    guard level > 0 else { throw .badGeneration(atByte: levelOffset) }
    for parent in parents {
      guard self.level(at: parent) < level else { throw .badGeneration(atByte: levelOffset) }
      guard try self.generation(at: parent) < generation else {
        throw .badGeneration(atByte: generations.lowerBound + position * 4)
      }
    }
  }
}
