internal import Bytes
internal import Objects

extension CommitGraph {
  /// The commit-graph of these commits, byte for byte as git 2.39 writes it.
  ///
  /// - Parameters:
  ///   - commits: In any order, each once, with all their ancestors that are not in `base`.
  ///   - base: What the new file is to stand on; `nil` for a graph of its own.
  /// - Throws: `.duplicateCommit`, `.missingParent`, `.cycle`, `.timeOutOfRange`, `.tooLarge`.
  /// - Complexity: O(n log n) for n commits and changed paths.
  package static func encode(
    _ commits: CommitGraphRows, onto base: CommitGraph? = nil
  ) throws(CommitGraphEncodingError) -> [UInt8] {
    let ancestry = try CommitAncestry(commits, onto: base)
    let writer = CommitGraphWriter(
      commits: commits, ancestry: ancestry,
      generations: try CommitGenerations(commits, ancestry, onto: base),
      filters: try FilterTable(commits, ancestry), bases: base?.layers.map(\.checksum) ?? [])
    guard writer.bases.count <= Int(UInt8.max) else { throw .tooLarge }
    return writer.encoded()
  }

  package static func encode(
    _ commits: [CommitGraphEntry]
  ) throws(CommitGraphEncodingError) -> [UInt8] {
    try encode(CommitGraphRows(commits))
  }
}

/// The filters of all commits, one after the other.
private struct FilterTable {
  private(set) var bytes: [UInt8] = []
  /// For each position, where the filter ends.
  private(set) var ends: [UInt32] = []

  init(
    _ commits: CommitGraphRows, _ ancestry: CommitAncestry
  ) throws(CommitGraphEncodingError) {
    ends.reserveCapacity(ancestry.count)
    for source in ancestry.sources {
      bytes += commits.filter(at: Int(source))
      guard let end = UInt32(exactly: bytes.count) else { throw .tooLarge }
      ends.append(end)
    }
  }
}

/// Puts the tables of a commit-graph one after the other.
private struct CommitGraphWriter {
  let commits: CommitGraphRows
  let ancestry: CommitAncestry
  let generations: CommitGenerations
  let filters: FilterTable
  let bases: [Digest]

  func encoded() -> [UInt8] {
    let chunks = CommitGraphChunk.allCases.map { (id: $0, byteCount: byteCount(of: $0)) }
      .filter { $0.byteCount > 0 || !$0.id.isOptional }
    var offset =
      CommitGraphLayer.headerByteCount + (chunks.count + 1) * CommitGraphChunks.lineByteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunks.reduce(offset + Digest.byteCount) { $0 + $1.byteCount })
    bytes.append(bigEndian: CommitGraphLayer.signature)
    bytes += [
      CommitGraphLayer.version, CommitGraphLayer.hashVersion, UInt8(chunks.count),
      UInt8(bases.count),
    ]
    for chunk in chunks {
      appendLine(chunk.id.rawValue, offset, to: &bytes)
      offset += chunk.byteCount
    }
    appendLine(0, offset, to: &bytes)
    for chunk in chunks { append(chunk.id, to: &bytes) }
    SHA256.hash(bytes).append(to: &bytes)
    return bytes
  }

  private func appendLine(_ id: UInt32, _ offset: Int, to bytes: inout [UInt8]) {
    bytes.append(bigEndian: id)
    bytes.append(bigEndian: UInt64(offset))
  }

  private func byteCount(of chunk: CommitGraphChunk) -> Int {
    switch chunk {
    case .fanOut: CommitGraphLayer.fanOutByteCount
    case .ids: ancestry.count * Digest.byteCount
    case .commits: ancestry.count * CommitGraphLayer.commitByteCount
    case .generations, .filterEnds: ancestry.count * 4
    case .generationOverflows: generations.overflowCount * 8
    case .edges: edgeCount * 4
    case .filters: ChangedPathFilters.headerByteCount + filters.bytes.count
    case .bases: bases.count * Digest.byteCount
    }
  }

  private func append(_ chunk: CommitGraphChunk, to bytes: inout [UInt8]) {
    switch chunk {
    case .fanOut: appendFanOut(to: &bytes)
    case .ids: for id in ancestry.ids { id.digest.append(to: &bytes) }
    case .commits: appendCommits(to: &bytes)
    case .generations: appendDistances(to: &bytes)
    case .generationOverflows: appendLargeDistances(to: &bytes)
    case .edges: appendEdges(to: &bytes)
    case .filterEnds: for end in filters.ends { bytes.append(bigEndian: end) }
    case .filters: appendFilters(to: &bytes)
    case .bases: for base in bases { base.append(to: &bytes) }
    }
  }

  private func appendFanOut(to bytes: inout [UInt8]) {
    var position = 0
    for byte in 0..<256 {
      while position < ancestry.count && ancestry.ids[position].digest.firstByte <= byte {
        position += 1
      }
      bytes.append(bigEndian: UInt32(position))
    }
  }

  private func appendFilters(to bytes: inout [UInt8]) {
    bytes.append(bigEndian: ChangedPathFilter.hashVersion)
    bytes.append(bigEndian: ChangedPathFilter.hashCount)
    bytes.append(bigEndian: ChangedPathFilter.bitsPerPath)
    bytes.append(contentsOf: filters.bytes)
  }
}

extension CommitGraphWriter {
  private func appendCommits(to bytes: inout [UInt8]) {
    var edgeCount: UInt32 = 0
    for position in 0..<ancestry.count {
      let row = Int(ancestry.sources[position])
      let parents = ancestry.parents(at: position)
      commits.trees[row].digest.append(to: &bytes)
      bytes.append(bigEndian: parents.first.map { UInt32($0) } ?? CommitGraphLayer.noParent)
      if parents.count > 2 {
        bytes.append(bigEndian: CommitGraphLayer.flag | edgeCount)
        edgeCount += UInt32(parents.count - 1)
      } else {
        let second = parents.dropFirst().first
        bytes.append(bigEndian: second.map { UInt32($0) } ?? CommitGraphLayer.noParent)
      }
      bytes.append(
        bigEndian:
          UInt64(generations.levels[position]) << 34 | UInt64(commits.times[row]))
    }
  }

  /// The number of second and further parents of commits with more than two.
  private var edgeCount: Int {
    (0..<ancestry.count).reduce(0) { sum, position in
      let count = ancestry.parents(at: position).count
      return count > 2 ? sum + count - 1 : sum
    }
  }

  private func appendEdges(to bytes: inout [UInt8]) {
    for position in 0..<ancestry.count {
      let parents = ancestry.parents(at: position)
      guard parents.count > 2, let last = parents.last else { continue }
      for parent in parents.dropFirst().dropLast() { bytes.append(bigEndian: UInt32(parent)) }
      bytes.append(bigEndian: CommitGraphLayer.flag | UInt32(last))
    }
  }

  private func appendDistances(to bytes: inout [UInt8]) {
    var overflowCount: UInt32 = 0
    for distance in generations.distances {
      if distance <= CommitGenerations.directLimit {
        bytes.append(bigEndian: UInt32(distance))
      } else {
        bytes.append(bigEndian: CommitGraphLayer.flag | overflowCount)
        overflowCount += 1
      }
    }
  }

  private func appendLargeDistances(to bytes: inout [UInt8]) {
    for distance in generations.distances where distance > CommitGenerations.directLimit {
      bytes.append(bigEndian: UInt64(distance))
    }
  }
}

extension CommitGraphChunk {
  /// Whether the chunk is left out where it would be empty.
  fileprivate var isOptional: Bool {
    self == .edges || self == .generationOverflows || self == .bases
  }
}
