internal import Bytes
package import Objects
package import Packs
package import Storage

/// All objects of a repository: which are intact, and how they link to one another.
///
/// Kept in flat arrays, about 40 bytes an object with its id, and some 20 for the links of each tree, so that an archive
/// of ten million revisions still fits in memory.
package struct ObjectSurvey: Sendable {
  /// A link from one object to another.
  package struct Link: Equatable, Sendable {
    /// The target's position in `ids`; `nil` where the repository lacks it.
    package var position: Int? { target < 0 ? nil : target }
    /// Tells the entries of a tree apart, by name and mode; zero for links of commits and tags.
    package let key: EntryKey
    /// The target's position, or, below zero, its place in `missing`, from -1 downwards.
    let target: Int
  }

  /// What is wrong with one object.
  package struct Damage: Sendable {
    package var id: ObjectID
    package var problem: Problem
    /// The file that should hold the object, where there is one.
    package var path: String?

    package init(id: ObjectID, problem: Problem, path: String?) {
      self.id = id
      self.problem = problem
      self.path = path
    }
  }

  /// What is wrong with a pack or its index, or with an entry whose object is whole elsewhere.
  package struct PackTrouble: Sendable {
    package var path: String
    package var problem: Problem

    package enum Problem: Sendable {
      case unopened(PackDamage)
      case found(PackFinding)
    }
  }

  package enum Problem: Sendable {
    /// The entry in a pack that should hold it.
    case packed(PackProblem)
    case stored(StorageDamage)
    case malformed(ObjectKind, ObjectDecodingError)
    /// The system does not let the file be read.
    case unreadable(StorageError)
    /// Something links to it, and it is not there.
    case missing(neededBy: ObjectID)
    /// Something links to it as another kind than it is.
    case wrongKind(expected: ObjectKind, actual: ObjectKind, neededBy: ObjectID)
  }

  /// In order.
  package let ids: SortedIDs
  /// By position in `ids`; `nil` for damaged objects.
  package internal(set) var kinds: [ObjectKind?]
  package var damages: [Damage]
  package internal(set) var packTroubles: [PackTrouble]
  /// Files among the objects that are none.
  package let strangers: [String]
  /// Ids that links lead to and the repository lacks.
  let missing: [ObjectID]
  /// Each object's row among the links, by position; means nothing where there is no kind.
  var rows: [UInt32]
  var links: LinkTable
  /// What was not there when all was listed and turned up when it was looked for: where it leads.
  var arrivals: [ObjectID: [ObjectID]] = [:]

  /// What links lead to and the repository lacks.
  package var missingIDs: Set<ObjectID> { Set(missing) }

  /// The position of an object, or `nil`.
  package func position(of id: ObjectID) -> Int? { ids.position(of: id) }

  /// What an object is; `nil` where it is damaged or missing.
  package func kind(of id: ObjectID) -> ObjectKind? {
    position(of: id).flatMap { kinds[$0] }
  }

  /// The links of the object at a position, in the object's order.
  package func links(at position: Int) -> [Link] {
    var links: [Link] = []
    readLinks(at: position, into: &links)
    return links
  }

  /// Puts the links of the object at a position in the place of those in an array: who asks often keeps one.
  package func readLinks(at position: Int, into links: inout [Link]) {
    guard kinds[position] != nil else { return links.removeAll(keepingCapacity: true) }
    self.links.read(Int(rows[position]), into: &links)
  }

  /// The id that a link leads to, whether or not the repository has it.
  package func target(of link: Link) -> ObjectID {
    link.target < 0 ? missing[-1 - link.target] : ids[link.target]
  }

  /// How many objects were read and are whole.
  package var readCount: Int { kinds.count { $0 != nil } }

  /// Whether something is missing, or came after the listing: then it counts what leads there.
  package var hasGaps: Bool {
    !arrivals.isEmpty || damages.contains { if case .missing = $0.problem { true } else { false } }
  }

  /// Every object that these lead to, with themselves.
  ///
  /// - Parameter isWhole: Whether trees are followed, too: most of all links are theirs.
  package func reachable(from starts: [ObjectID], isWhole: Bool = true) -> ReachedObjects {
    var reached = ReachedObjects(count: ids.count)
    var pending = starts.flatMap { reached.enter($0, in: self) }
    var links: [Link] = []
    while let position = pending.popLast() {
      guard isWhole || kinds[position] != .tree else { continue }
      readLinks(at: position, into: &links)
      for link in links {
        if let target = link.position, kinds[target] != nil || arrivals.isEmpty {
          if reached.mark(target) { pending.append(target) }
        } else {
          pending += reached.enter(target(of: link), in: self)
        }
      }
    }
    return reached
  }
}

/// Which objects of a survey some objects lead to.
package struct ReachedObjects: Sendable {
  /// By position in the survey's ids.
  package private(set) var positions: [Bool]
  private var arrivals: Set<ObjectID> = []

  /// The answer where what leads to an object is not known: all are taken to be led to.
  package init(all survey: ObjectSurvey) {
    positions = Array(repeating: true, count: survey.ids.count)
    arrivals = Set(survey.arrivals.keys)
  }

  fileprivate init(count: Int) {
    positions = Array(repeating: false, count: count)
  }

  /// Whether an object is led to; `nil` for one that the survey neither listed nor found later.
  package func contains(_ id: ObjectID, in survey: ObjectSurvey) -> Bool? {
    if survey.arrivals[id] != nil { return arrivals.contains(id) }
    return survey.position(of: id).map { positions[$0] }
  }

  /// What is led to by something that came after the listing.
  package func targetsOfArrivals(in survey: ObjectSurvey) -> Set<ObjectID> {
    Set(arrivals.flatMap { survey.arrivals[$0] ?? [] })
  }

  /// Whether this is new.
  fileprivate mutating func mark(_ position: Int) -> Bool {
    defer { positions[position] = true }
    return !positions[position]
  }

  /// Follows what came after the listing; returns the positions at which the way leads on.
  fileprivate mutating func enter(_ start: ObjectID, in survey: ObjectSurvey) -> [Int] {
    var found: [Int] = []
    var pending = [start]
    while let id = pending.popLast() {
      if let position = survey.position(of: id), mark(position) { found.append(position) }
      guard let targets = survey.arrivals[id], arrivals.insert(id).inserted else { continue }
      pending += targets
    }
    return found
  }
}
