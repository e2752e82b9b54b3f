internal import Objects

/// Others write, pack and clear away while a survey goes on. So nothing is called missing before
/// it was looked for once more, with fresh listings.
extension ObjectSurvey {
  /// Takes back what is not missing after all, and finds out what is.
  ///
  /// What turns up now is checked by its hash, and so is all that it leads to.
  ///
  /// - Parameter isWhole: Whether all was read: then what was listed and has no kind has vanished.
  mutating func lookAgainForMissing(
    in repository: Repository, isWhole: Bool
  ) throws(RepositoryError) {
    var pending: [(id: ObjectID, source: ObjectID)] = damages.compactMap { damage in
      guard case .missing(let source) = damage.problem else { return nil }
      return (damage.id, source)
    }
    if isWhole { pending += linksToNothing() }
    guard !pending.isEmpty else { return }
    var lost: [ObjectID: ObjectID] = [:]
    var seen: Set<ObjectID> = []
    while let (id, source) = pending.popLast() {
      guard seen.insert(id).inserted else { continue }
      do throws(RepositoryError) {
        let object = try repository.object(id)
        let targets = ObjectLink.sound(of: object).map(\.id)
        arrivals[id] = targets
        for target in targets where isWhole ? kind(of: target) == nil : position(of: target) == nil
        {
          pending.append((target, id))
        }
      } catch {
        guard error.isDamage else { throw error }
        lost[id] = source
      }
    }
    damages.removeAll { damage in
      guard case .missing = damage.problem else { return false }
      return lost[damage.id] == nil
    }
    let known = Set(damages.map(\.id))
    for (id, source) in lost where !known.contains(id) {
      damages.append(.init(id: id, problem: .missing(neededBy: source), path: nil))
    }
    damages.sort { $0.id < $1.id }
  }

  /// Links to objects that were listed and have vanished.
  private func linksToNothing() -> [(id: ObjectID, source: ObjectID)] {
    let damaged = Set(damages.map(\.id))
    let isGone = kinds.indices.map { kinds[$0] == nil && !damaged.contains(ids[$0]) }
    guard isGone.contains(true) else { return [] }
    return kinds.indices.flatMap { source in
      links(at: source).compactMap { link in
        link.position.flatMap { isGone[$0] ? (ids[$0], ids[source]) : nil }
      }
    }
  }
}
