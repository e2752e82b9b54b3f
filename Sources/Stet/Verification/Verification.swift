public import Articles

/// What a verification found.
public struct Verification: Sendable {
  public var objectCount = 0
  public var revisionCount = 0
  public var articleCount = 0
  /// What was looked at.
  public enum Scope: Hashable, Sendable {
    case everything
    /// What the newest revision of each article needs.
    case head
    /// What came since the last success, and one of so many shares of what was there before.
    case sinceLast(Timestamp, share: Int, of: Int)
  }

  public var scope = Scope.everything
  /// Whether every object was read.
  public var isComplete: Bool { scope == .everything }
  /// The damage, the worst first; empty where the archive is whole.
  public var findings: [Finding] = []

  /// The texts that were erased by law: that they are not here is no damage.
  public var erased: [ErasedText] = []

  /// What is no damage, and worth knowing.
  public var notes: [Note] = []
  /// Whether `lost` is all that is lost: where commits or the tables of packs cannot be read, nobody knows
  /// what else was in them.
  public var isLossKnown = true

  public var isClean: Bool { findings.isEmpty }
  /// Whether nothing is known to be damaged, and the system did not let all be read.
  public var isOnlyRefused: Bool {
    !isClean && findings.allSatisfy { $0.damage.kind == .unreadableObject }
  }

  /// Revisions that the damage takes away, each once.
  public var lost: [LostRevision] {
    var seen: Set<RevisionID> = []
    return findings.flatMap(\.lost).filter { seen.insert($0.id).inserted }
  }
}

/// A piece of damage, and what it costs.
public struct Finding: Hashable, Sendable {
  public let damage: Damage
  /// The revisions that this takes away.
  public internal(set) var lost: [LostRevision]

  init(_ damage: Damage, lost: [LostRevision] = []) {
    self.damage = damage
    self.lost = lost
  }
}

/// A revision whose bytes, or whose record, cannot be read any more.
public struct LostRevision: Hashable, Sendable {
  public var id: RevisionID
  /// `nil` where the damage took the name, too.
  public var article: ArticleName?
  /// Which revision of its article; `nil` where the log is broken before it.
  public var number: Int?
}
