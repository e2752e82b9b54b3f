internal import Bytes
package import Objects
package import Storage
internal import Synchronization

/// A storage in memory, as a bucket would be: no folders, no locks of git's; whole pieces under names.
///
/// It can fail at any call, fail after it did what it was asked (the answer is lost on the way), and
/// let others step in between two calls.
package final class MemoryStorage: ArchiveStorage {
  /// What goes wrong, and when: calls are counted from 0.
  package enum Fault: Sendable {
    /// The call is refused.
    case failure(at: Int)
    /// The call is done, and the answer that it was never comes.
    case lostAcknowledgement(at: Int)
  }

  package struct Call: Equatable, Sendable {
    package var name: String
    /// Whether it changes what is kept.
    package var isChange: Bool
  }

  private struct State: Sendable {
    var pieces: [Piece: SharedBytes] = [:]
    var held: Set<PackName> = []
    var head: ObjectID?
    /// References beside the head's.
    var beside: [ReferenceName: ObjectID] = [:]
    var generation = 0
    var isLocked = false
    var calls: [Call] = []
    var fault: Fault?
  }

  private let state: Mutex<State>
  /// Called before each call is done, with its name: another program's moment.
  private let meanwhile: @Sendable (MemoryStorage, String) -> Void

  package let location = "memory"
  package let configuration = Configuration()

  package init(meanwhile: @escaping @Sendable (MemoryStorage, String) -> Void = { _, _ in }) {
    state = Mutex(State())
    self.meanwhile = meanwhile
  }

  private init(
    _ state: State, meanwhile: @escaping @Sendable (MemoryStorage, String) -> Void
  ) {
    self.state = Mutex(state)
    self.meanwhile = meanwhile
  }

  // MARK: For tests

  package var calls: [Call] { state.withLock { $0.calls } }

  /// Another storage with the same content and nothing done yet.
  package func copy(
    fault: Fault? = nil,
    meanwhile: @escaping @Sendable (MemoryStorage, String) -> Void = { _, _ in }
  ) -> MemoryStorage {
    var copy = state.withLock { $0 }
    copy.calls = []
    copy.fault = fault
    copy.isLocked = false
    return MemoryStorage(copy, meanwhile: meanwhile)
  }

  /// Takes over what another one has, as if its writers had been at work here.
  package func become(_ other: MemoryStorage) {
    let theirs = other.state.withLock { $0 }
    state.withLock { state in
      state.pieces = theirs.pieces
      state.head = theirs.head
      state.generation = theirs.generation
    }
  }

  /// Takes what a push brings: pieces beside those that are here, and another head.
  package func receive(_ other: MemoryStorage) {
    let theirs = other.state.withLock { $0 }
    state.withLock { state in
      state.pieces.merge(theirs.pieces) { $1 }
      state.head = theirs.head
      state.generation += 1
    }
  }

  /// What somebody's hand does who knows of no hold: removes all packs.
  package func removePacks() {
    state.withLock { state in
      for piece in state.pieces.keys {
        switch piece {
        case .pack, .index: state.pieces[piece] = nil
        default: continue
        }
      }
    }
  }

  package func setHead(_ id: ObjectID?) {
    state.withLock { state in
      state.head = id
      state.generation += 1
    }
  }

  // MARK: Faults

  private func perform<Result>(
    _ name: String, isChange: Bool = false, _ body: (inout State) throws(StorageError) -> Result
  ) throws(StorageError) -> Result {
    meanwhile(self, name)
    return try state.withLock { state throws(StorageError) in
      let number = state.calls.count
      state.calls.append(Call(name: name, isChange: isChange))
      if case .failure(at: number) = state.fault { throw MemoryStorage.refusal(name) }
      let result = try body(&state)
      if case .lostAcknowledgement(at: number) = state.fault { throw MemoryStorage.refusal(name) }
      return result
    }
  }

  private static func refusal(_ name: String) -> StorageError {
    .failed(doing: name, path: "memory", reason: "the connection was lost")
  }

  // MARK: The head

  package func head() throws(StorageError) -> StoredHead {
    try perform("head") { state in
      StoredHead(branch: .main, id: state.head, token: "\(state.generation)")
    }
  }

  package func references() throws(StorageError) -> [ReferenceName: ObjectID] {
    try perform("references") { state in
      state.beside.merging(state.head.map { [.main: $0] } ?? [:]) { $1 }
    }
  }

  package func alteredReferences() throws(StorageError) -> [String] { [] }

  package func writerLock(timeout: Duration) throws(StorageError) -> any StorageLock {
    try perform("writerLock") { state throws(StorageError) in
      guard !state.isLocked else { throw .locked("memory") }
      state.isLocked = true
      state.held = []
    }
    return MemoryLock(self)
  }

  fileprivate func unlock() { state.withLock { $0.isLocked = false } }

  package func advanceHead(
    from expected: StoredHead, to id: ObjectID, timeout: Duration,
    isComplete: () throws(StorageError) -> Bool
  ) throws(StorageError) {
    // A bucket has no lock to hold meanwhile: that the head did not move is told by the token.
    guard try isComplete() else { throw .incomplete(expected.branch) }
    try perform("advanceHead", isChange: true) { state throws(StorageError) in
      guard expected.token == "\(state.generation)" else {
        throw .moved(expected.branch, expected: expected.id, actual: state.head)
      }
      state.head = id
      state.generation += 1
    }
  }

  // MARK: Pieces

  package func packs() throws(StorageError) -> [PackName] {
    try perform("packs") { state in
      state.pieces.keys.compactMap { if case .index(let name) = $0 { name } else { nil } }.sorted()
    }
  }

  package func objects() throws(StorageError) -> (ids: [ObjectID], strangers: [String]) {
    try perform("objects") { state in
      (state.pieces.keys.compactMap { MemoryStorage.id(of: $0) }.sorted(), [])
    }
  }

  package func objects(startingWith prefix: String) throws(StorageError) -> [ObjectID] {
    try perform("objects") { state in
      state.pieces.keys.compactMap { MemoryStorage.id(of: $0) }
        .filter { $0.description.hasPrefix(prefix) }
    }
  }

  private static func id(of piece: Piece) -> ObjectID? {
    if case .object(let id) = piece { id } else { nil }
  }

  package func isCrowded() throws(StorageError) -> Bool { false }

  package func open(_ piece: Piece) throws(StorageError) -> (any ByteSource)? {
    try perform("open") { state in state.pieces[piece].map { MemorySource(bytes: $0) } }
  }

  package func metadata(of piece: Piece) throws(StorageError) -> PieceMetadata? {
    try perform("metadata") { state in
      state.pieces[piece].map { PieceMetadata(byteCount: $0.count, changed: 0) }
    }
  }

  package func location(of piece: Piece) -> String { "memory/\(piece)" }

  package func publish(_ pieces: [NewPiece]) throws(StorageError) {
    for new in pieces {
      try perform("publish", isChange: true) { state in
        state.pieces[new.piece] = SharedBytes(new.bytes)
      }
    }
  }

  package func draft() throws(StorageError) -> any PackDraft {
    try perform("draft") { _ in MemoryDraft(self) }
  }

  fileprivate func publish(_ pack: [UInt8], _ index: [UInt8], _ name: PackName, _ isHeld: Bool)
    throws(StorageError)
  {
    try perform("publishPack", isChange: true) { state in
      if isHeld { state.held.insert(name) }
      state.pieces[.pack(name)] = SharedBytes(pack)
    }
    try perform("publishIndex", isChange: true) { state in
      state.pieces[.index(name)] = SharedBytes(index)
    }
  }

  package func release(_ packs: [PackName]) throws(StorageError) {
    try perform("release") { state in state.held.subtract(packs) }
  }

  package func isKept(_ pack: PackName) throws(StorageError) -> Bool {
    try perform("isKept") { state in state.held.contains(pack) }
  }

  package func retire(_ pieces: [Piece]) throws(StorageError) {
    try perform("retire", isChange: true) { state in
      for piece in pieces {
        state.pieces[piece] = nil
        if case .pack(let name) = piece { state.pieces[.index(name)] = nil }
      }
    }
  }

  package func isBeingCleared() throws(StorageError) -> Bool { false }

  package func hasUnknownRoots() throws(StorageError) -> Bool { false }

  package func arrangements() throws(StorageError) -> [Arrangement] { [] }

  package func packsWithoutIndex() throws(StorageError) -> [PackName] {
    try perform("packsWithoutIndex") { state in
      state.pieces.keys.compactMap { piece in
        guard case .pack(let name) = piece, state.pieces[.index(name)] == nil else { return nil }
        return name
      }
    }
  }

  package func leftovers() throws(StorageError) -> (unfinished: StoredSize, aside: StoredSize) {
    (StoredSize(), StoredSize())
  }

  package func sidecars() throws(StorageError) -> [Piece] {
    try perform("sidecars") { state in
      state.pieces.keys.filter { if case .sidecar = $0 { true } else { false } }
    }
  }

  package func readableReferences() throws(StorageError) -> ReadableReferences {
    ReadableReferences(head: try head(), all: try references())
  }

  package func moveReference(
    _ name: ReferenceName, from expected: ObjectID?, to id: ObjectID, timeout: Duration
  ) throws(StorageError) {
    try perform("moveReference", isChange: true) { state throws(StorageError) in
      let actual = state.beside[name]
      guard actual == expected else { throw .moved(name, expected: expected, actual: actual) }
      state.beside[name] = id
    }
  }

  package func mendReferences() throws(StorageError) -> [String] { [] }

  package func setAside(_ pieces: [Piece], files: [String]) throws(StorageError) -> [String] {
    try perform("setAside", isChange: true) { state in
      var places: [String] = []
      for piece in pieces where state.pieces.removeValue(forKey: piece) != nil {
        places.append("aside/\(piece)")
        guard case .pack(let name) = piece else { continue }
        state.pieces[.index(name)] = nil
      }
      return places
    }
  }
}

/// Bytes that come by ranges, as they would from far away.
private struct MemorySource: ByteSource {
  let bytes: SharedBytes
  var byteCount: Int { bytes.count }

  func bytes(in range: Range<Int>) -> SharedBytes { SharedBytes(bytes.span.bytes(in: range)) }
}

private final class MemoryLock: StorageLock {
  private let storage: MemoryStorage

  init(_ storage: MemoryStorage) { self.storage = storage }

  func release() { storage.unlock() }
}

private final class MemoryDraft: PackDraft {
  private let storage: MemoryStorage
  private var written: [UInt8] = []

  init(_ storage: MemoryStorage) { self.storage = storage }

  func append(_ bytes: borrowing Span<UInt8>) { written.append(bytes) }

  func complete(header: borrowing Span<UInt8>) {
    written.replaceSubrange(0..<header.count, with: header.bytes)
  }

  func content() -> SharedBytes { SharedBytes(written) }

  func seal() {}

  func publish(
    index: borrowing Span<UInt8>, as name: PackName, isHeld: Bool
  ) throws(StorageError) {
    try storage.publish(written, index.bytes, name, isHeld)
  }

  func discard() { written = [] }
}
