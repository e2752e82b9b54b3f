internal import Bytes
internal import Objects

/// Reading one commit, by its position in the whole graph.
extension CommitGraphLayer {
  /// The position of an id, or `nil`.
  ///
  /// - Complexity: O(log(count / 256)).
  func position(of id: ObjectID) -> Int? {
    let positions = fanOut(id.digest.firstByte)
    let position = positions.partitioningIndex { self.id(at: $0) >= id }
    return position < positions.upperBound && self.id(at: position) == id ? position : nil
  }

  /// A commit's place in the tables of this file.
  func row(_ position: Int) -> Int { position - positions.lowerBound }

  /// The positions of the ids with this first byte.
  func fanOut(_ byte: UInt8) -> Range<Int> {
    let entry = fanOutOffset + Int(byte) * 4
    let start = byte == 0 ? 0 : Int(bytes.span.bigEndianUInt32(at: entry - 4))
    let first = positions.lowerBound
    return first + start..<first + Int(bytes.span.bigEndianUInt32(at: entry))
  }

  /// The id at `position`.
  func id(at position: Int) -> ObjectID {
    ObjectID(Digest(reading: bytes.span, at: idOffset(position)))
  }

  /// The tree of the commit at `position`.
  func tree(at position: Int) -> ObjectID {
    ObjectID(Digest(reading: bytes.span, at: commitOffset(position)))
  }

  /// When the commit was made, in seconds since 1970.
  func time(at position: Int) -> Int {
    Int(bytes.span.bigEndianUInt64(at: commitOffset(position) + 40) & 0x3_ffff_ffff)
  }

  /// One more than the highest level of the parents; 1 where there are none.
  func level(at position: Int) -> Int {
    Int(bytes.span.bigEndianUInt32(at: commitOffset(position) + 40) >> 2)
  }

  /// The commit's time, or later by as much as it takes to be after all of its parents'
  /// generations; the level where the file has no such times.
  ///
  /// - Throws: `.badGeneration`.
  func generation(at position: Int) throws(CommitGraphError) -> Int {
    guard !generations.isEmpty else { return level(at: position) }
    let offset = generations.lowerBound + row(position) * 4
    let distance = bytes.span.bigEndianUInt32(at: offset)
    guard distance & CommitGraphLayer.flag != 0 else { return time(at: position) + Int(distance) }
    let place = generationOverflows.lowerBound + Int(distance & ~CommitGraphLayer.flag) * 8
    guard generationOverflows.contains(place) else { throw .badGeneration(atByte: offset) }
    let large = Int(clamping: bytes.span.bigEndianUInt64(at: place))
    let (generation, overflow) = time(at: position).addingReportingOverflow(large)
    guard !overflow else { throw .badGeneration(atByte: place) }
    return generation
  }

  /// The positions of the parents, the first one first.
  ///
  /// - Throws: `.badParent`.
  /// - Complexity: O(n) for n parents.
  func parents(at position: Int) throws(CommitGraphError) -> [Int] {
    let offset = commitOffset(position) + Digest.byteCount
    let first = bytes.span.bigEndianUInt32(at: offset)
    let second = bytes.span.bigEndianUInt32(at: offset + 4)
    guard first != CommitGraphLayer.noParent else {
      guard second == CommitGraphLayer.noParent else { throw .badParent(atByte: offset + 4) }
      return []
    }
    var parents = [try parent(first, atByte: offset)]
    if second & CommitGraphLayer.flag != 0 {
      try appendEdges(from: second & ~CommitGraphLayer.flag, atByte: offset + 4, to: &parents)
    } else if second != CommitGraphLayer.noParent {
      parents.append(try parent(second, atByte: offset + 4))
    }
    return parents
  }

  /// Appends the list of parents that starts at `place` in the list of edges.
  private func appendEdges(
    from place: UInt32, atByte origin: Int, to parents: inout [Int]
  ) throws(CommitGraphError) {
    var offset = edges.lowerBound + Int(place) * 4
    guard edges.contains(offset) else { throw .badParent(atByte: origin) }
    while edges.contains(offset) {
      let edge = bytes.span.bigEndianUInt32(at: offset)
      parents.append(try parent(edge & ~CommitGraphLayer.flag, atByte: offset))
      if edge & CommitGraphLayer.flag != 0 { return }
      offset += 4
    }
    throw .badParent(atByte: offset - 4)
  }

  private func parent(_ number: UInt32, atByte offset: Int) throws(CommitGraphError) -> Int {
    guard number < positions.upperBound else { throw .badParent(atByte: offset) }
    return Int(number)
  }

  func idOffset(_ position: Int) -> Int { idsOffset + row(position) * Digest.byteCount }

  func commitOffset(_ position: Int) -> Int {
    commitsOffset + row(position) * CommitGraphLayer.commitByteCount
  }
}
