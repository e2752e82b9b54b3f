/// How far each commit is above the roots: by steps, and by times made to rise.
///
/// Source: gitformat-commit-graph(5), "Commit Data" and "Generation Data"; git's technical
/// document commit-graph, "Values 1-4" (corrected commit date).
struct CommitGenerations {
  /// The largest distance that fits into 31 bits.
  static let directLimit = 0x7fff_ffff

  /// For each position, one more than the highest level of its parents.
  private(set) var levels: [UInt32]
  /// For each position, the seconds from the commit's time to its corrected time.
  private(set) var distances: [Int]

  /// The number of distances that do not fit into 31 bits.
  var overflowCount: Int { distances.count { $0 > CommitGenerations.directLimit } }

  /// - Throws: `.cycle`, `.timeOutOfRange`.
  init(
    _ commits: [CommitGraphEntry], _ ancestry: CommitAncestry
  ) throws(CommitGraphEncodingError) {
    levels = Array(repeating: 0, count: ancestry.count)
    distances = Array(repeating: 0, count: ancestry.count)
    for next in try ancestry.parentsFirst() {
      let position = Int(next)
      let time = commits[Int(ancestry.sources[position])].time
      guard (0..<CommitGraph.timeLimit).contains(time) else {
        throw .timeOutOfRange(ancestry.ids[position])
      }
      var level: UInt32 = 0
      // A root from 1970-01-01T00:00:00Z counts as one second younger: no generation is zero.
      var generation = 0
      for parent in ancestry.parents(at: position).lazy.map(Int.init) {
        level = max(level, levels[parent])
        let parentTime = commits[Int(ancestry.sources[parent])].time
        generation = max(generation, parentTime + distances[parent])
      }
      levels[position] = min(level, CommitGraph.highestLevel - 1) + 1
      distances[position] = max(time, generation + 1) - time
    }
  }
}
