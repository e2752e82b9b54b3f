internal import Objects

/// An object that others may be kept as changes to.
struct PackedObject: Sendable {
  var id: ObjectID
  var content: [UInt8]
}

/// The versions of things that a successor may come to, while a pack is built: the newest of everything, as
/// many as fit, and some older ones, since pages go back to what they said before.
///
/// Each version is a change to the one before, but for every 50th, a milestone, which is a change to
/// the milestone before: so a thousand versions are one whole object, and none is more than 70
/// changes away from it.
struct PackedVersions {
  private var newest: VersionCache
  private var older = VersionCache(byteLimit: 32 << 20)
  /// Those that others are to come back to after many changes.
  private var milestones = VersionCache(byteLimit: 32 << 20)

  /// - Parameter newestByteCount: How much to keep of the newest versions. The very last one stays, whatever its size.
  init(newestByteCount: Int = 160 << 20) {
    newest = VersionCache(byteLimit: newestByteCount, keptCount: 1)
  }

  /// For versions that come one after the other.
  static var inOrder: PackedVersions { PackedVersions(newestByteCount: 32 << 20) }

  private static let largestStepCount = 50
  private static let largestMilestoneDepth = 100

  /// About how much it keeps in memory.
  var byteCount: Int { newest.byteCount + older.byteCount + milestones.byteCount }

  /// Remembers a version for the one to come.
  ///
  /// - Parameter predecessor: The version before.
  /// - Returns: What it is to be kept as a change to; `nil` for a whole object.
  mutating func add(_ object: PackedObject, after predecessor: ObjectID?) -> PackedObject? {
    var version = PackedVersion(object)
    var base: PackedObject?
    if let predecessor, let before = take(predecessor) {
      if before.stepCount < PackedVersions.largestStepCount {
        base = PackedObject(id: predecessor, content: before.content)
        version.milestone = before.milestone
        version.milestoneDepth = before.milestoneDepth
        version.stepCount = before.stepCount + 1
      } else if before.milestoneDepth < PackedVersions.largestMilestoneDepth,
        let milestone = milestones[before.milestone]
      {
        base = PackedObject(id: before.milestone, content: milestone.content)
        version.milestoneDepth = before.milestoneDepth + 1
      }
    }
    newest.add(version, for: object.id)
    return base
  }

  /// The version that is about to have a successor.
  private mutating func take(_ id: ObjectID) -> PackedVersion? {
    guard let version = newest.remove(id) else { return older[id] }
    older.add(version, for: id)
    if version.stepCount == 0 { milestones.add(version, for: id) }
    return version
  }
}

/// One version, and the milestone that it comes from.
private struct PackedVersion {
  let content: [UInt8]
  var milestone: ObjectID
  var milestoneDepth = 0
  /// How many changes it is away from the milestone.
  var stepCount = 0

  init(_ object: PackedObject) {
    content = object.content
    milestone = object.id
  }

  /// What it keeps in memory, with its place among others: as measured, where they are small.
  var byteCount: Int { content.count + 256 }
}

/// Versions by their ids; those that came first are let go where all take more than a limit.
private struct VersionCache {
  private let byteLimit: Int
  /// So many of the last ones stay in any case.
  private let keptCount: Int
  private var versions: [ObjectID: PackedVersion] = [:]
  /// In the order of coming, with some that are gone.
  private var queue: [ObjectID] = []
  private var first = 0
  private(set) var byteCount = 0

  init(byteLimit: Int, keptCount: Int = 0) {
    self.byteLimit = byteLimit
    self.keptCount = keptCount
  }

  subscript(id: ObjectID) -> PackedVersion? { versions[id] }

  mutating func add(_ version: PackedVersion, for id: ObjectID) {
    if let before = versions.updateValue(version, forKey: id) { byteCount -= before.byteCount }
    byteCount += version.byteCount
    queue.append(id)
    while byteCount > byteLimit, first < queue.count - keptCount {
      _ = remove(queue[first])
      first += 1
    }
    dropGone()
  }

  mutating func remove(_ id: ObjectID) -> PackedVersion? {
    guard let version = versions.removeValue(forKey: id) else { return nil }
    byteCount -= version.byteCount
    return version
  }

  /// Takes those out of the queue that are gone; as many steps as came since the last time.
  private mutating func dropGone() {
    guard queue.count - first > 4096 + 2 * versions.count || first > 4096 + versions.count else {
      return
    }
    queue = queue[first...].filter { versions[$0] != nil }
    first = 0
  }
}
