internal import Bytes

/// How far each commit is above the roots: by steps, and by times made to rise.
///
/// Source: gitformat-commit-graph(5), "Commit Data" and "Generation Data"; git's technical
/// document commit-graph, "Values 1-4" (corrected commit date).
struct CommitGenerations {
  /// The largest distance that fits into 31 bits.
  static let directLimit = 0x7fff_ffff

  /// For each commit, one more than the highest level of its parents.
  private(set) var levels: [UInt32]
  /// For each commit, the seconds from its time to its corrected time.
  private(set) var distances: [Int]

  /// The number of distances that do not fit into 31 bits.
  var overflowCount: Int { distances.count { $0 > CommitGenerations.directLimit } }

  /// - Parameter base: What the commits stand on.
  /// - Throws: `.cycle`, `.timeOutOfRange`.
  init(
    _ commits: CommitGraphRows, _ ancestry: CommitAncestry, onto base: CommitGraph?
  ) throws(CommitGraphEncodingError) {
    levels = Array(repeating: 0, count: ancestry.count)
    distances = Array(repeating: 0, count: ancestry.count)
    for number in try ancestry.parentsFirst().lazy.map(Int.init) {
      let time = commits.times[Int(ancestry.sources[number])]
      guard (0..<CommitGraphLayer.timeLimit).contains(time) else {
        throw .timeOutOfRange(ancestry.ids[number])
      }
      var level: UInt32 = 0
      // A root from 1970-01-01T00:00:00Z counts as one second younger: no generation is zero.
      var generation = 0
      for position in ancestry.parents(at: number).lazy.map(Int.init) {
        let parent = position - ancestry.first
        if parent < 0, let base {
          level = max(level, UInt32(base.level(at: position)))
          generation = max(generation, (try? base.generation(at: position)) ?? 0)
        } else {
          level = max(level, levels[parent])
          let parentTime = commits.times[Int(ancestry.sources[parent])]
          generation = max(generation, parentTime + distances[parent])
        }
      }
      levels[number] = min(level, CommitGraphLayer.highestLevel - 1) + 1
      distances[number] = max(time, generation + 1) - time
    }
  }
}
