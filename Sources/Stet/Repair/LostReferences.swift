internal import Articles
internal import Objects
internal import Storage

/// References beside the head's that lead nowhere, and who knows where they led.
struct LostReferences {
  /// Those whose names are known.
  let names: Set<ReferenceName>
  /// Those that lead to what nobody has.
  let astray: [ReferenceName: ObjectID]
  /// Where the first source that knows says that they lead; where a list of many was cut off, also those
  /// that only sources know of.
  let known: [(name: ReferenceName, id: ObjectID, source: String)]

  /// - Parameter isToBeHad: Whether the archive or a source has an object, or nobody may have it.
  init(
    _ readable: ReadableReferences, _ sources: [RepairSource],
    isToBeHad: (ObjectID) throws(ArchiveError) -> Bool
  ) throws(ArchiveError) {
    // The head's branch goes to the newest commit there is.
    let main = readable.head.branch
    var astray: [ReferenceName: ObjectID] = [:]
    for (name, id) in readable.all where name != main && name != .head {
      if try !isToBeHad(id) { astray[name] = id }
    }
    let names = readable.lost.subtracting([main]).union(astray.keys)
    var known: [ReferenceName: (id: ObjectID, source: String)] = [:]
    for source in sources {
      for (name, id) in source.references where known[name] == nil && name != main {
        let isLost =
          names.contains(name) || readable.mayLackMore && readable.all[name] == nil
        guard isLost, try isToBeHad(id) else { continue }
        known[name] = (id, source.path)
      }
    }
    self.names = names
    self.astray = astray
    self.known = known.sorted { $0.key.description < $1.key.description }
      .map { (name: $0.key, id: $0.value.id, source: $0.value.source) }
  }
}
