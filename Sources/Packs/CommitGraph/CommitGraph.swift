package import Bytes
package import Objects

/// What the history of a repository comes down to: each commit's parents, tree, time and a
/// filter of the paths that it changed; so that a walk inflates no object.
///
/// It is one file, or a chain of them, each with the commits that came after those of the files
/// below: so it grows at the price of what is new. A position is a commit's place in the whole, below
/// `count`: first come those of the lowest file, in the order of ids.
///
/// Source: gitformat-commit-graph(5), "Commit Graph Chains".
package struct CommitGraph: Sendable {
  /// The lowest first; one at least.
  let layers: [CommitGraphLayer]

  /// The number of commits.
  package var count: Int { layers[layers.count - 1].positions.upperBound }

  /// Opens a commit-graph that is one file.
  package init(_ bytes: SharedBytes) throws(CommitGraphError) {
    try self.init(chain: [bytes])
  }

  /// Opens a commit-graph.
  ///
  /// - Parameter files: The lowest first.
  /// - Throws: Everything but `.unsortedIDs`, `.badParent`, `.badGeneration`, `.checksumMismatch`;
  ///   `.notACommitGraph` where there is no file.
  package init(chain files: [SharedBytes]) throws(CommitGraphError) {
    var layers: [CommitGraphLayer] = []
    for file in files {
      let layer = try CommitGraphLayer(file, after: layers.last?.positions.upperBound ?? 0)
      guard layer.bases == layers.map(\.checksum) else {
        throw .wrongBases(count: layer.bases.count)
      }
      layers.append(layer)
    }
    guard !layers.isEmpty else { throw .notACommitGraph }
    self.layers = layers
  }

  /// The names of the files, the lowest first, and how many commits each has.
  package var files: [(checksum: Digest, count: Int)] {
    layers.map { ($0.checksum, $0.positions.count) }
  }

  /// The bytes of all files.
  package var byteCount: Int { layers.reduce(0) { $0 + $1.bytes.count } }

  /// The same without the upper files.
  package func prefix(_ fileCount: Int) -> CommitGraph? {
    fileCount > 0 ? CommitGraph(layers: Array(layers.prefix(fileCount))) : nil
  }

  private init(layers: [CommitGraphLayer]) {
    self.layers = layers
  }

  /// Whether another file may stand on these: all have what this program would write.
  package var isExtensible: Bool {
    hasGenerations
      && layers.allSatisfy { $0.filters?.hashCount == ChangedPathFilter.hashCount }
  }

  /// The bytes of a file.
  package func bytes(ofFile number: Int) -> SharedBytes { layers[number].bytes }

  /// The positions of the commits of a file.
  package func positions(ofFile number: Int) -> Range<Int> { layers[number].positions }

  /// The file that has a position.
  func layer(of position: Int) -> CommitGraphLayer {
    var number = layers.count - 1
    while number > 0, position < layers[number].positions.lowerBound { number -= 1 }
    return layers[number]
  }
}

/// Reading one commit.
extension CommitGraph {
  /// The position of an id, or `nil`.
  ///
  /// - Complexity: O(log(count / 256)) for each file.
  package func position(of id: ObjectID) -> Int? {
    for layer in layers.reversed() {
      if let position = layer.position(of: id) { return position }
    }
    return nil
  }

  /// The id at `position`.
  package func id(at position: Int) -> ObjectID { layer(of: position).id(at: position) }

  /// The tree of the commit at `position`.
  package func tree(at position: Int) -> ObjectID { layer(of: position).tree(at: position) }

  /// When the commit was made, in seconds since 1970.
  package func time(at position: Int) -> Int { layer(of: position).time(at: position) }

  /// One more than the highest level of the parents; 1 where there are none.
  package func level(at position: Int) -> Int { layer(of: position).level(at: position) }

  /// Whether all files have corrected times: where one has none, git reads levels everywhere.
  private var hasGenerations: Bool {
    layers.allSatisfy { !$0.generations.isEmpty || $0.positions.isEmpty }
  }

  /// The commit's time, or later by as much as it takes to be after all of its parents'
  /// generations; the level where a file has no such times.
  ///
  /// - Throws: `.badGeneration`.
  package func generation(at position: Int) throws(CommitGraphError) -> Int {
    guard hasGenerations else { return level(at: position) }
    return try layer(of: position).generation(at: position)
  }

  /// The positions of the parents, the first one first.
  ///
  /// - Throws: `.badParent`.
  /// - Complexity: O(n) for n parents.
  package func parents(at position: Int) throws(CommitGraphError) -> [Int] {
    try layer(of: position).parents(at: position)
  }

  /// What the file has of one commit, for a graph that has more; `nil` where it has no filter that
  /// would be the same there.
  ///
  /// - Throws: `.badParent`, `.badFilter`.
  package func entry(at position: Int) throws(CommitGraphError) -> CommitGraphEntry? {
    guard let filter = try layer(of: position).filter(at: position) else { return nil }
    return CommitGraphEntry(
      id: id(at: position), tree: tree(at: position),
      parents: try parents(at: position).map { id(at: $0) }, time: time(at: position),
      filter: filter)
  }
}

extension CommitGraphLayer {
  /// The filter of a commit as this program would write it, or `nil`.
  fileprivate func filter(at position: Int) throws(CommitGraphError) -> [UInt8]? {
    guard let filters, filters.hashCount == ChangedPathFilter.hashCount else { return nil }
    let range = try filters.range(at: row(position), in: bytes.span)
    return range.isEmpty ? nil : bytes.span.bytes(in: range)
  }
}
