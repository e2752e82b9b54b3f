internal import Articles

/// What a verification found.
public struct Verification: Sendable {
  public var objectCount = 0
  public var revisionCount = 0
  public var articleCount = 0
  /// Whether every object was read, or only what the head needs.
  public var isComplete = true
  /// The damage, the worst first; empty where the archive is whole.
  public var findings: [Finding] = []

  public var isClean: Bool { findings.isEmpty }

  /// Revisions that the damage takes away, each once.
  public var lost: [LostRevision] {
    var seen: Set<RevisionID> = []
    return findings.flatMap(\.lost).filter { seen.insert($0.id).inserted }
  }
}

/// One piece of damage.
public struct Finding: Hashable, Sendable {
  public enum Kind: String, Sendable {
    /// An object's file does not hold it.
    case damagedObject = "damaged object"
    case missingObject = "missing object"
    /// A pack, or its index, whose bytes are not those that were written.
    case damagedPack = "damaged pack"
    /// A branch, tag or `HEAD` does not lead to an object it may lead to.
    case badReference = "bad reference"
    /// A commit does not record what it says that it records.
    case brokenLog = "broken log"
    /// A file that does not belong where it is.
    case strangeFile = "strange file"
  }

  public var kind: Kind
  /// The object's id, 64 digits, or the file's path.
  public var subject: String
  /// The file, where there is one.
  public var path: String?
  /// What is wrong, in words.
  public var explanation: String
  /// The revisions that this takes away.
  public var lost: [LostRevision]
  /// What to do next.
  public var advice: String
}

/// A revision whose bytes, or whose record, cannot be read any more.
public struct LostRevision: Hashable, Sendable {
  public var id: RevisionID
  /// `nil` where the damage took the name, too.
  public var article: ArticleName?
  /// Which revision of its article; `nil` where the log is broken before it.
  public var number: Int?
}
