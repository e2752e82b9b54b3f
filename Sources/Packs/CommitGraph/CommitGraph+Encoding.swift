internal import Bytes
internal import Objects

extension CommitGraph {
  /// The commit-graph of these commits, byte for byte as git 2.39 writes it.
  ///
  /// - Parameter commits: In any order, each once, with all their ancestors.
  /// - Throws: `.duplicateCommit`, `.missingParent`, `.cycle`, `.timeOutOfRange`, `.tooLarge`.
  /// - Complexity: O(n log n) for n commits and changed paths.
  package static func encode(
    _ commits: [CommitGraphEntry]
  ) throws(CommitGraphEncodingError) -> [UInt8] {
    let ancestry = try CommitAncestry(commits)
    let writer = CommitGraphWriter(
      commits: commits, ancestry: ancestry,
      generations: try CommitGenerations(commits, ancestry),
      filters: try FilterTable(commits, ancestry))
    return writer.encoded()
  }
}

extension CommitGraph {
  /// What the file has of one commit, for a graph that has more; `nil` where it has no filter that
  /// would be the same there.
  ///
  /// - Throws: `.badParent`, `.badFilter`.
  package func entry(at position: Int) throws(CommitGraphError) -> CommitGraphEntry? {
    guard let filters, filters.hashCount == ChangedPathFilter.hashCount else { return nil }
    let range = try filters.range(at: position, in: bytes.span)
    guard !range.isEmpty else { return nil }
    return CommitGraphEntry(
      id: id(at: position), tree: tree(at: position),
      parents: try parents(at: position).map { id(at: $0) }, time: time(at: position),
      filter: bytes.span.bytes(in: range))
  }
}

/// The filters of all commits, one after the other.
private struct FilterTable {
  private(set) var bytes: [UInt8] = []
  /// For each position, where the filter ends.
  private(set) var ends: [UInt32] = []

  init(
    _ commits: [CommitGraphEntry], _ ancestry: CommitAncestry
  ) throws(CommitGraphEncodingError) {
    ends.reserveCapacity(ancestry.count)
    for source in ancestry.sources {
      let commit = commits[Int(source)]
      if let filter = commit.filter {
        bytes += filter
      } else {
        ChangedPathFilter.append(commit.changedPaths, to: &bytes)
      }
      guard let end = UInt32(exactly: bytes.count) else { throw .tooLarge }
      ends.append(end)
    }
  }
}

/// Puts the tables of a commit-graph one after the other.
private struct CommitGraphWriter {
  let commits: [CommitGraphEntry]
  let ancestry: CommitAncestry
  let generations: CommitGenerations
  let filters: FilterTable

  func encoded() -> [UInt8] {
    let chunks = CommitGraphChunk.allCases.map { (id: $0, byteCount: byteCount(of: $0)) }
      .filter { $0.byteCount > 0 || !$0.id.isOptional }
    var offset =
      CommitGraph.headerByteCount + (chunks.count + 1) * CommitGraphChunks.lineByteCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunks.reduce(offset + Digest.byteCount) { $0 + $1.byteCount })
    bytes.append(bigEndian: CommitGraph.signature)
    bytes += [CommitGraph.version, CommitGraph.hashVersion, UInt8(chunks.count), 0]
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
    case .fanOut: CommitGraph.fanOutByteCount
    case .ids: ancestry.count * Digest.byteCount
    case .commits: ancestry.count * CommitGraph.commitByteCount
    case .generations, .filterEnds: ancestry.count * 4
    case .generationOverflows: generations.overflowCount * 8
    case .edges: edgeCount * 4
    case .filters: ChangedPathFilters.headerByteCount + filters.bytes.count
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
      let commit = commits[Int(ancestry.sources[position])]
      let parents = ancestry.parents(at: position)
      commit.tree.digest.append(to: &bytes)
      bytes.append(bigEndian: parents.first.map { UInt32($0) } ?? CommitGraph.noParent)
      if parents.count > 2 {
        bytes.append(bigEndian: CommitGraph.flag | edgeCount)
        edgeCount += UInt32(parents.count - 1)
      } else {
        let second = parents.dropFirst().first
        bytes.append(bigEndian: second.map { UInt32($0) } ?? CommitGraph.noParent)
      }
      bytes.append(bigEndian: UInt64(generations.levels[position]) << 34 | UInt64(commit.time))
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
      bytes.append(bigEndian: CommitGraph.flag | UInt32(last))
    }
  }

  private func appendDistances(to bytes: inout [UInt8]) {
    var overflowCount: UInt32 = 0
    for distance in generations.distances {
      if distance <= CommitGenerations.directLimit {
        bytes.append(bigEndian: UInt32(distance))
      } else {
        bytes.append(bigEndian: CommitGraph.flag | overflowCount)
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
  fileprivate var isOptional: Bool { self == .edges || self == .generationOverflows }
}
