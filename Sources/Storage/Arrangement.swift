package import Objects

/// Something that git lets a repository have and by which objects are elsewhere, absent, or shown
/// otherwise than they are. Stet reads what is there, and says that there is more to it.
package enum Arrangement: Hashable, Sendable {
  /// Objects are taken from these other places, too (`objects/info/alternates`).
  case borrowing([String])
  /// A clone without the history before these commits (`shallow`).
  case shallow(Set<ObjectID>)
  /// A clone that gets objects when they are asked for (`*.promisor`).
  case partial
  /// Git shows other objects in the place of some (`refs/replace`, `info/grafts`).
  case replacing(count: Int)
}
