package import Bytes
package import Objects

/// Where an archive's bytes are: pieces that are written once, and a head that moves by comparison.
///
/// The wall between meaning and place. Above it nobody knows of folders, names of files, locks or
/// the order in which a disk makes things durable; below it nobody knows what a piece means. So a
/// folder, a bucket or a test's memory can stand behind an archive. Whatever passes
/// `StorageConformance` in the tests is one.
package protocol ArchiveStorage: Sendable {
  /// What people call it: a folder's path.
  var location: String { get }
  /// The archive's own settings.
  var configuration: Configuration { get }

  // MARK: The head

  /// Which branch the head names and where it is, with a token for `advanceHead`.
  func head() throws(StorageError) -> StoredHead
  /// Every reference and where it leads.
  func references() throws(StorageError) -> [ReferenceName: ObjectID]
  /// Where references are kept in other bytes than this storage or git writes: somebody's hand.
  func alteredReferences() throws(StorageError) -> [String]

  /// Waits for the storage's other writers, at most `timeout`, and ends what a writer left that was
  /// killed: what it changed is durable then, what nobody can use is gone.
  ///
  /// - Throws: `.locked` when the time is over.
  func writerLock(timeout: Duration) throws(StorageError) -> any StorageLock

  /// Moves the head, durably, if it is still where the token says.
  ///
  /// - Parameter isComplete: Asked when nobody else can move the head any more: whether all that the
  ///   new head leads to is still there.
  /// - Throws: `.moved` where the head is elsewhere, `.incomplete` where `isComplete` says no,
  ///   `.referenceLocked` when the time is over; nothing has changed then. After any other error the
  ///   head may have moved: who wants to know has to look.
  func advanceHead(
    from expected: StoredHead, to id: ObjectID, timeout: Duration,
    isComplete: () throws(StorageError) -> Bool
  ) throws(StorageError)

  // MARK: Writers that wait

  /// Waits as `writerLock` does, and meanwhile lets who has the lock do what is asked, as long as this process lives.
  ///
  /// What was asked is done at most once: by whoever took it, or, with the lock, by the caller, who has to look
  /// whether what was left to be answered was done.
  ///
  /// - Parameter request: What is asked; called only where somebody else has the lock.
  /// - Throws: `.locked` when the time is over, `.cancelled`; nobody does it then. Where somebody has taken it by
  ///   then, it waits for that one.
  func writerTurn(
    timeout: Duration, asking request: () -> [UInt8]
  ) throws(StorageError) -> WriterTurn
  /// Takes what living writers ask who wait, some of it where it is much: each has to be answered or given back. The
  /// caller holds the writer's lock.
  func takeRequests() throws(StorageError) -> [WaitingRequest]
  /// Says what the answer is to be, so that whoever asked can tell whether it was done should this writer end before
  /// it sends the answer. May be called again.
  func prepareAnswer(_ answer: [UInt8], to request: WaitingRequest) throws(StorageError)
  /// Sends the answer that was prepared: what was asked is done, durably.
  func sendAnswer(to request: WaitingRequest) throws(StorageError)
  /// Lets whoever asked do it, once it has the lock: it was not done.
  func giveBack(_ request: WaitingRequest) throws(StorageError)

  // MARK: Pieces

  /// The packs that have an index, by name.
  func packs() throws(StorageError) -> [PackName]
  /// The objects that have a piece of their own, and what stands among them and is none.
  func objects() throws(StorageError) -> (ids: [ObjectID], strangers: [String])
  /// The objects of their own whose ids start with these hexadecimal digits, two or more.
  func objects(startingWith prefix: String) throws(StorageError) -> [ObjectID]
  /// Whether so many packs, or objects with pieces of their own, are there that they should be gathered; a guess.
  func isCrowded() throws(StorageError) -> Bool

  /// Opens a piece; `nil` where there is none.
  func open(_ piece: Piece) throws(StorageError) -> (any ByteSource)?
  /// What is known of a piece without opening it; `nil` where there is none.
  func metadata(of piece: Piece) throws(StorageError) -> PieceMetadata?
  /// What people call the place of a piece, whether or not there is one.
  func location(of piece: Piece) -> String

  /// Writes pieces, each whole or not at all; they outlast a loss of power when this returns.
  ///
  /// A piece that is there already is replaced: whoever has it open goes on reading what was.
  func publish(_ pieces: [NewPiece]) throws(StorageError)
  /// Begins a pack that is written bit by bit.
  func draft() throws(StorageError) -> any PackDraft

  /// Lets go of packs that drafts held, since references now lead to what is in them.
  func release(_ packs: [PackName]) throws(StorageError)
  /// Whether somebody wants a pack kept as it is.
  func isKept(_ pack: PackName) throws(StorageError) -> Bool
  /// Removes pieces, once nobody can need them who began to read before; a folder's readers hold what
  /// they have opened, and look again for what they miss, so there it is at once.
  func retire(_ pieces: [Piece]) throws(StorageError)
  /// Removes pieces and other files for ever, whoever wants them kept; they are still gone after a loss of power.
  func erase(_ pieces: [Piece], files: [String]) throws(StorageError)
  /// Tells other programs that objects may be absent, so that they miss nothing that was erased.
  func admitAbsence() throws(StorageError)
  /// Whether they were told.
  func admitsAbsence() throws(StorageError) -> Bool
  /// Files that are no pieces and may hold objects all the same.
  func strayFiles() throws(StorageError) -> [StrayFile]
  /// Whether another program clears away just now what it knows no reference to: it may have looked
  /// before the head moved, and remove pieces of single objects after.
  func isBeingCleared() throws(StorageError) -> Bool
  /// Lets time pass while others clear away: longer at each attempt, which are counted from one.
  ///
  /// - Throws: `.cancelled` where whoever waits was asked to stop.
  func waitForOthers(attempt: Int) throws(StorageError)
  /// Whether objects are wanted for reasons that no reference tells.
  func hasUnknownRoots() throws(StorageError) -> Bool

  /// What git arranged so that objects may be elsewhere or absent.
  func arrangements() throws(StorageError) -> [Arrangement]

  // MARK: What is damaged

  /// Packs that nobody reads, since they have no index.
  func packsWithoutIndex() throws(StorageError) -> [PackName]
  /// What is there that is no part of the archive: what was on its way when a program was killed, and what
  /// was set aside.
  func leftovers() throws(StorageError) -> (unfinished: StoredSize, aside: StoredSize)
  /// What other programs made from the pieces and keep beside them.
  func sidecars() throws(StorageError) -> [Piece]
  /// The references as far as they can be read, and where those are kept that cannot.
  func readableReferences() throws(StorageError) -> ReadableReferences
  /// Leads a reference that is not the head's elsewhere, durably, or makes it.
  ///
  /// - Parameter expected: Where it leads now; `nil` where it must not be there.
  /// - Throws: `.moved` where it leads elsewhere; nothing has changed then.
  func moveReference(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(StorageError)
  /// Makes references readable again: what holds none is set aside, the others stay what they are.
  ///
  /// - Returns: Where what was set aside is now.
  func mendReferences() throws(StorageError) -> [String]
  /// Puts pieces, and files at places that this storage named, where nobody reads or loses them.
  ///
  /// With a pack goes all that stands beside it.
  /// - Returns: Where they are now.
  func setAside(_ pieces: [Piece], files: [String]) throws(StorageError) -> [String]
}

extension ArchiveStorage {
  // A storage that no other program reads, and that has nothing beside its pieces.
  package func erase(_ pieces: [Piece], files: [String]) throws(StorageError) { try retire(pieces) }
  package func admitAbsence() throws(StorageError) {}
  package func admitsAbsence() throws(StorageError) -> Bool { true }
  package func strayFiles() throws(StorageError) -> [StrayFile] { [] }
  package func waitForOthers(attempt: Int) throws(StorageError) {}
}

/// A file that is no piece: a program was killed while it wrote it, or it was set aside.
package struct StrayFile: Sendable {
  package enum Origin: Sendable {
    /// It was on its way to a name: a program may be at work on it.
    case unfinished
    /// A pack that has no index: what is in it may be nowhere else.
    case unindexed
    /// It was taken out, or is nothing that belongs there.
    case aside
  }

  package let path: String
  package let origin: Origin
  /// Its bytes, when they are wanted; `nil` where it is gone.
  package let read: @Sendable () throws(StorageError) -> SharedBytes?

  package init(
    path: String, _ origin: Origin,
    read: @escaping @Sendable () throws(StorageError) -> SharedBytes?
  ) {
    self.path = path
    self.origin = origin
    self.read = read
  }
}

/// How much some files or pieces are.
package struct StoredSize: Equatable, Sendable {
  package var count = 0
  package var byteCount = 0

  package init() {}

  package mutating func add(_ byteCount: Int) {
    count += 1
    self.byteCount += byteCount
  }
}

/// What can still be read of an archive's references.
package struct ReadableReferences: Equatable, Sendable {
  /// Where `HEAD` cannot be read, the branch that it most likely named.
  package var head: StoredHead
  package var all: [ReferenceName: ObjectID]
  /// What people call the places that hold no reference, or one in other words than this storage's.
  package var unreadable: [String]
  /// References that are there, and where they lead cannot be read.
  package var lost: Set<ReferenceName>
  /// Whether more may be lost than is named: what lists many cannot be read to its end.
  package var mayLackMore: Bool

  package init(
    head: StoredHead, all: [ReferenceName: ObjectID], unreadable: [String] = [],
    lost: Set<ReferenceName> = [], mayLackMore: Bool = false
  ) {
    self.head = head
    self.all = all
    self.unreadable = unreadable
    self.lost = lost
    self.mayLackMore = mayLackMore
  }
}

/// A lock that is held until it is released or let go of.
package protocol StorageLock: AnyObject {
  func release()
}

/// Where the head of an archive is.
package struct StoredHead: Hashable, Sendable {
  package var branch: ReferenceName
  /// `nil` where nothing is recorded yet.
  package var id: ObjectID?
  /// What the storage knows this very state by: where ids come back, tokens need not.
  package var token: String

  package init(branch: ReferenceName, id: ObjectID?, token: String) {
    self.branch = branch
    self.id = id
    self.token = token
  }
}
