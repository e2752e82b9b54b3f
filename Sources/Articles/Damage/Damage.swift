/// One thing that is not what it should be: what, where, and why. No words for people.
public struct Damage: Hashable, Sendable {
  /// What is concerned.
  public enum Subject: Hashable, Sendable {
    /// An object that cannot be had, or is not what it should be.
    case object(StoredObjectID)
    /// A pack, or its index; the path of its file.
    case pack(path: String)
    /// A branch, a tag, `HEAD`; or the file that should hold one.
    case reference(String)
    /// A file that does not belong where it is.
    case file(path: String)

    /// The id, the name or the path, as one would look for it.
    public var text: String {
      switch self {
      case .object(let id): id.description
      case .pack(let path), .file(let path): path
      case .reference(let name): name
      }
    }
  }

  public let subject: Subject
  /// The file that should hold it, where there is one.
  public let path: String?
  public let cause: DamageCause

  package init(_ subject: Subject, path: String? = nil, _ cause: DamageCause) {
    self.subject = subject
    self.path = path
    self.cause = cause
  }

  /// The object that is concerned, if it is one.
  public var object: StoredObjectID? {
    if case .object(let id) = subject { id } else { nil }
  }

  /// What sort of damage it is; the raw values are for people and for programs.
  public enum Kind: String, CaseIterable, Sendable {
    /// An object's file does not hold it.
    case damagedObject = "damaged object"
    /// The system does not let an object's file be read: whether it is damaged, nobody can tell.
    case unreadableObject = "unreadable object"
    case missingObject = "missing object"
    /// A pack, or its index, whose bytes are not those that were written.
    case damagedPack = "damaged pack"
    /// A branch, tag or `HEAD` does not lead to an object it may lead to.
    case badReference = "bad reference"
    /// A commit does not record what it says that it records.
    case brokenLog = "broken log"
    /// A file that does not belong where it is.
    case strangeFile = "strange file"
    /// Something made from the revisions to answer quickly, and it does not say what they say.
    case damagedIndex = "damaged index"
  }

  public var kind: Kind {
    switch subject {
    case .pack: .damagedPack
    case .reference: .badReference
    case .file:
      switch cause {
      case .commitGraph, .catalogue, .passages, .logTiles, .sidecar: .damagedIndex
      default: .strangeFile
      }
    case .object:
      switch cause {
      case .missing: .missingObject
      case .log: .brokenLog
      case .refused: .unreadableObject
      default: .damagedObject
      }
    }
  }

  /// The object that cannot be had: the one that is concerned, or the one that a reference leads to.
  package var lostObject: StoredObjectID? {
    if case .reference(.leadsToMissing(let id)) = cause { return id }
    return object
  }

  /// Whether something cannot be had that was kept.
  package var isLoss: Bool {
    switch cause {
    case .log, .commitGraph, .catalogue, .passages, .logTiles, .sidecar, .stranger: false
    case .reference(let fault):
      switch fault {
      case .leadsToMissing, .lacksNoted, .lacksCheckpoint: true
      default: false
      }
    case .pack, .packIndex: object != nil
    default: true
    }
  }

  /// What could heal it.
  public enum Remedy: String, CaseIterable, Sendable {
    /// The object, from any copy of the archive: its id proves it.
    case objectFromCopy = "object from a copy"
    /// The pack with its index, from a copy.
    case packFromCopy = "pack from a copy"
    /// The branch is to lead to the newest good commit again.
    case reference = "reference"
    case moveFileAway = "move the file away"
    /// Nothing to take: the archive says what Stet would not, and a copy shows since when.
    case compareWithCopy = "compare with a copy"
    /// It is made from the revisions, and can be made again.
    case rebuild
    /// The system has to let it be read.
    case permission = "permission"
  }

  public var remedy: Remedy {
    switch kind {
    case .damagedPack:
      if case .packIndex = cause { .rebuild } else { .packFromCopy }
    case .badReference: .reference
    case .brokenLog: .compareWithCopy
    case .strangeFile: .moveFileAway
    case .damagedIndex: .rebuild
    case .missingObject, .damagedObject: .objectFromCopy
    case .unreadableObject: .permission
    }
  }
}
