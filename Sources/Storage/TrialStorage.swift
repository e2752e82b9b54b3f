internal import Bytes
package import Objects
internal import Synchronization

/// A storage over another one that takes every change and makes none: what is written is here, in memory,
/// and gone with this value.
///
/// So that what is tried is the real work and not a description of it. The lock is this value's own: the
/// storage below knows nothing of it.
package final class TrialStorage: ArchiveStorage {
  private struct State: Sendable {
    /// `nil` for pieces that are gone.
    var pieces: [Piece: SharedBytes?] = [:]
    var removedFiles: Set<String> = []
    var head: ObjectID?
    var isHeadMoved = false
    var areReferencesMended = false
    var movedReferences: [ReferenceName: ObjectID] = [:]
    var held: Set<PackName> = []
    var isLocked = false

    func isGone(_ piece: Piece) -> Bool { pieces[piece].map { $0 == nil } ?? false }
    func isAdded(_ piece: Piece) -> Bool { pieces[piece].map { $0 != nil } ?? false }
  }

  private let base: any ArchiveStorage
  private let state = Mutex(State())

  package init(over base: any ArchiveStorage) {
    self.base = base
  }

  package var location: String { base.location }
  package var configuration: Configuration { base.configuration }

  // MARK: The head

  package func head() throws(StorageError) -> StoredHead {
    let known = state.withLock { $0 }
    var head = known.areReferencesMended ? try base.readableReferences().head : try base.head()
    if known.isHeadMoved { (head.id, head.token) = (known.head, known.head?.description ?? "") }
    return head
  }

  package func references() throws(StorageError) -> [ReferenceName: ObjectID] {
    let known = state.withLock { $0 }
    var all =
      known.areReferencesMended ? try base.readableReferences().all : try base.references()
    all.merge(known.movedReferences) { _, moved in moved }
    if known.isHeadMoved { all[try head().branch] = known.head }
    return all
  }

  package func alteredReferences() throws(StorageError) -> [String] {
    state.withLock { $0.areReferencesMended } ? [] : try base.alteredReferences()
  }

  package func writerLock(timeout: Duration) throws(StorageError) -> any StorageLock {
    try state.withLock { state throws(StorageError) in
      guard !state.isLocked else { throw .locked(location) }
      state.isLocked = true
      state.held = []
    }
    return TrialLock(self)
  }

  fileprivate func unlock() { state.withLock { $0.isLocked = false } }

  package func advanceHead(
    from expected: StoredHead, to id: ObjectID, timeout: Duration,
    isComplete: () throws(StorageError) -> Bool
  ) throws(StorageError) {
    let actual = try head()
    guard actual == expected else {
      throw .moved(expected.branch, expected: expected.id, actual: actual.id)
    }
    guard try isComplete() else { throw .incomplete(expected.branch) }
    state.withLock { state in
      state.head = id
      state.isHeadMoved = true
    }
  }

  // MARK: Pieces

  package func packs() throws(StorageError) -> [PackName] {
    let names = try base.packs()
    return state.withLock { state in
      let added = state.pieces.keys.compactMap { piece -> PackName? in
        if case .index(let name) = piece, state.isAdded(piece) { name } else { nil }
      }
      return Set(names.filter { !state.isGone(.index($0)) } + added).sorted()
    }
  }

  package func objects() throws(StorageError) -> (ids: [ObjectID], strangers: [String]) {
    let (ids, strangers) = try base.objects()
    return state.withLock { state in
      let added = state.pieces.keys.compactMap { piece -> ObjectID? in
        if case .object(let id) = piece, state.isAdded(piece) { id } else { nil }
      }
      return (
        Set(ids.filter { !state.isGone(.object($0)) } + added).sorted(),
        strangers.filter { !state.removedFiles.contains($0) }
      )
    }
  }

  package func objects(startingWith prefix: String) throws(StorageError) -> [ObjectID] {
    try objects().ids.filter { $0.description.hasPrefix(prefix) }
  }

  package func isCrowded() throws(StorageError) -> Bool { try base.isCrowded() }

  package func open(_ piece: Piece) throws(StorageError) -> (any ByteSource)? {
    if let known = state.withLock({ $0.pieces[piece] }) { return known }
    return try base.open(piece)
  }

  package func metadata(of piece: Piece) throws(StorageError) -> PieceMetadata? {
    guard let known = state.withLock({ $0.pieces[piece] }) else {
      return try base.metadata(of: piece)
    }
    return known.map { PieceMetadata(byteCount: $0.count, changed: 0) }
  }

  package func location(of piece: Piece) -> String { base.location(of: piece) }

  package func publish(_ pieces: [NewPiece]) throws(StorageError) {
    state.withLock { state in
      for new in pieces { state.pieces[new.piece] = .some(SharedBytes(new.bytes)) }
    }
  }

  package func draft() throws(StorageError) -> any PackDraft { TrialDraft(self) }

  package func release(_ packs: [PackName]) throws(StorageError) {
    state.withLock { $0.held.subtract(packs) }
  }

  package func isKept(_ pack: PackName) throws(StorageError) -> Bool {
    if state.withLock({ $0.held.contains(pack) }) { return true }
    return try base.isKept(pack)
  }

  fileprivate func hold(_ pack: PackName) { _ = state.withLock { $0.held.insert(pack) } }

  package func retire(_ pieces: [Piece]) throws(StorageError) {
    state.withLock { state in
      for piece in pieces {
        state.pieces[piece] = .some(nil)
        if case .pack(let name) = piece { state.pieces[.index(name)] = .some(nil) }
      }
    }
  }

  package func admitsAbsence() throws(StorageError) -> Bool { try base.admitsAbsence() }

  package func isBeingCleared() throws(StorageError) -> Bool { false }

  package func hasUnknownRoots() throws(StorageError) -> Bool { try base.hasUnknownRoots() }

  package func arrangements() throws(StorageError) -> [Arrangement] { try base.arrangements() }

  // MARK: What is damaged

  package func packsWithoutIndex() throws(StorageError) -> [PackName] {
    let names = try base.packsWithoutIndex()
    return state.withLock { state in
      let added = state.pieces.keys.compactMap { piece -> PackName? in
        if case .pack(let name) = piece, state.isAdded(piece) { name } else { nil }
      }
      return (names + added).filter { !state.isGone(.pack($0)) && !state.isAdded(.index($0)) }
    }
  }

  package func leftovers() throws(StorageError) -> (unfinished: StoredSize, aside: StoredSize) {
    try base.leftovers()
  }

  package func sidecars() throws(StorageError) -> [Piece] {
    let pieces = try base.sidecars()
    return state.withLock { state in pieces.filter { !state.isGone($0) } }
  }

  package func readableReferences() throws(StorageError) -> ReadableReferences {
    guard state.withLock({ $0.areReferencesMended }) else { return try base.readableReferences() }
    return ReadableReferences(head: try head(), all: try references())
  }

  package func moveReference(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(StorageError) {
    let actual = try references()[name]
    guard actual == expected else { throw .moved(name, expected: expected, actual: actual) }
    state.withLock { $0.movedReferences[name] = id }
  }

  package func mendReferences() throws(StorageError) -> [String] {
    let unreadable = try base.readableReferences().unreadable
    state.withLock { $0.areReferencesMended = true }
    return unreadable
  }

  package func setAside(_ pieces: [Piece], files: [String]) throws(StorageError) -> [String] {
    var places: [String] = files
    for piece in pieces where try metadata(of: piece) != nil { places.append(location(of: piece)) }
    try retire(pieces)
    state.withLock { $0.removedFiles.formUnion(files) }
    return places
  }
}

private final class TrialLock: StorageLock {
  private let storage: TrialStorage

  init(_ storage: TrialStorage) { self.storage = storage }

  func release() { storage.unlock() }
}

private final class TrialDraft: PackDraft {
  private let storage: TrialStorage
  private var written: [UInt8] = []

  init(_ storage: TrialStorage) { self.storage = storage }

  func append(_ bytes: borrowing Span<UInt8>) { written.append(bytes) }

  func complete(header: borrowing Span<UInt8>) {
    written.replaceSubrange(0..<header.count, with: header.bytes)
  }

  func content() -> SharedBytes { SharedBytes(written) }

  func seal() {}

  func publish(
    index: borrowing Span<UInt8>, as name: PackName, isHeld: Bool
  ) throws(StorageError) {
    if isHeld { storage.hold(name) }
    try storage.publish([NewPiece(.pack(name), written), NewPiece(.index(name), index.bytes)])
  }

  func discard() { written = [] }
}
