import JSON

/// How many changes of each class there are, counted from the edits.
struct ChangeSummary {
  /// Runs of changed bytes with nothing kept between them, also inside moved passages.
  private(set) var changeCount = 0
  private(set) var moveCount = 0
  private(set) var classes: [ChangeClass: Int] = [:]

  init(_ difference: Difference) {
    moveCount = difference.moves.count
    var current: Set<ChangeClass> = []
    var isInsideChange = false
    // What a moved passage lost is marked at both of its places, but counts once.
    for run in difference.markedRuns where run.move?.isTarget != false {
      guard run.mark != .kept else {
        isInsideChange = false
        current = []
        continue
      }
      if !isInsideChange { changeCount += 1 }
      isInsideChange = true
      if let sort = run.changeClass, current.insert(sort).inserted {
        classes[sort, default: 0] += 1
      }
    }
  }

  /// The classes that occur, the most telling first.
  var sortedClasses: [(sort: ChangeClass, count: Int)] {
    ChangeClass.allCases.reversed().compactMap { sort in
      classes[sort].map { (sort, $0) }
    }
  }

  /// One word for the whole.
  var kind: String {
    if changeCount == 0 && moveCount == 0 { return "same" }
    let isCosmetic = moveCount == 0 && classes.keys.allSatisfy(\.isCosmetic) && !classes.isEmpty
    return isCosmetic ? "cosmetic" : "substantive"
  }

  /// `3 changes`, `1 move`.
  var counts: [String] {
    var parts: [String] = []
    if changeCount > 0 { parts.append(changeCount == 1 ? "1 change" : "\(changeCount) changes") }
    if moveCount > 0 { parts.append(moveCount == 1 ? "1 move" : "\(moveCount) moves") }
    return parts
  }

  var json: JSON {
    [
      "kind": .string(kind), "changes": .integer(changeCount), "moves": .integer(moveCount),
      "classes": .object(sortedClasses.map { .init($0.sort.rawValue, .integer($0.count)) }),
    ]
  }
}
