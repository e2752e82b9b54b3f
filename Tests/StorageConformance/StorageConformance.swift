import Bytes
import Objects
package import Storage
import Testing

/// What every storage has to do: a folder, memory, and any to come pass this as it is.
///
/// Called from a test for each storage, with a way to make an empty one.
package struct StorageConformance {
  private let make: () throws -> any ArchiveStorage

  package init(_ make: @escaping () throws -> any ArchiveStorage) {
    self.make = make
  }

  /// Every promise of `ArchiveStorage` in turn.
  package func check() throws {
    try headMovesByComparison()
    try otherReferencesMoveByComparison()
    try headStaysWhereSomethingIsMissing()
    try piecesAreReadByRanges()
    try piecesAreReplacedBehindTheirReaders()
    try packsAppearWhole()
    try heldPacksAreKept()
    try draftsLeaveNothing()
    try retiredPiecesAreGone()
    try erasedPiecesAreGoneWhoeverKeepsThem()
    try oneWriterHoldsTheLock()
    try whoCannotWaitAsksNobody()
    try whatIsSetAsideIsReadByNobody()
    try packsWithoutIndexAreKnown()
    try wholeReferencesNeedNoMending()
  }

  private static let first = id("1")
  private static let second = id("2")

  private static func id(_ digit: Character) -> ObjectID {
    ObjectID(String(repeating: digit, count: 64)) ?? .zero
  }

  private func headMovesByComparison() throws {
    let storage = try make()
    let empty = try storage.head()
    #expect(empty.id == nil)
    try storage.advanceHead(from: empty, to: Self.first, timeout: .zero) { true }
    #expect(try storage.head().id == Self.first)
    #expect(
      throws: StorageError.moved(empty.branch, expected: nil, actual: Self.first)
    ) { try storage.advanceHead(from: empty, to: Self.second, timeout: .zero) { true } }
    #expect(try storage.head().id == Self.first)
    #expect(try storage.references() == [empty.branch: Self.first])
    let now = try storage.head()
    try storage.advanceHead(from: now, to: Self.second, timeout: .zero) { true }
    #expect(try storage.head().id == Self.second)
  }

  private func otherReferencesMoveByComparison() throws {
    let storage = try make()
    let side = try #require(ReferenceName("refs/heads/side/by/side"))
    try storage.moveReference(side, from: nil, to: Self.first, timeout: .zero)
    #expect(try storage.references() == [side: Self.first])
    #expect(throws: StorageError.moved(side, expected: nil, actual: Self.first)) {
      try storage.moveReference(side, from: nil, to: Self.second, timeout: .zero)
    }
    #expect(try storage.references() == [side: Self.first])
    try storage.moveReference(side, from: Self.first, to: Self.second, timeout: .zero)
    #expect(try storage.references() == [side: Self.second])
    #expect(try storage.head().id == nil)
  }

  private func headStaysWhereSomethingIsMissing() throws {
    let storage = try make()
    let head = try storage.head()
    #expect(throws: StorageError.incomplete(head.branch)) {
      try storage.advanceHead(from: head, to: Self.first, timeout: .zero) { false }
    }
    #expect(throws: StorageError.denied("here")) {
      try storage.advanceHead(from: head, to: Self.first, timeout: .zero) {
        () throws(StorageError) in throw .denied("here")
      }
    }
    #expect(try storage.head() == head)
    // Nothing that was refused stands in the way of the next.
    try storage.advanceHead(from: head, to: Self.first, timeout: .zero) { true }
  }

  private func piecesAreReadByRanges() throws {
    let storage = try make()
    let ids = [Self.first, Self.second]
    #expect(try storage.open(.object(Self.first)) == nil)
    #expect(try storage.metadata(of: .object(Self.first)) == nil)
    try storage.publish(ids.map { NewPiece(.object($0), Array("let it stand".utf8)) })
    let source = try #require(try storage.open(.object(Self.first)))
    #expect(source.byteCount == 12)
    #expect(try source.all().copy == Array("let it stand".utf8))
    #expect(try source.bytes(in: 4..<6).copy == Array("it".utf8))
    #expect(try source.bytes(in: 12..<12).copy.isEmpty)
    #expect(try storage.metadata(of: .object(Self.first))?.byteCount == 12)
    #expect(try storage.objects().ids == ids)
    #expect(try storage.objects(startingWith: "11").sorted() == [Self.first])
  }

  private func piecesAreReplacedBehindTheirReaders() throws {
    let storage = try make()
    try storage.publish([NewPiece(.commitGraph, [1])])
    let old = try #require(try storage.open(.commitGraph))
    try storage.publish([NewPiece(.commitGraph, [2, 2])])
    #expect(try old.all().copy == [1])
    #expect(try storage.open(.commitGraph)?.all().copy == [2, 2])
  }

  private func pack(_ storage: any ArchiveStorage, isHeld: Bool = false) throws -> PackName {
    let draft = try storage.draft()
    try draft.append([0, 0, 3, 4].span)
    try draft.complete(header: [1, 2].span)
    #expect(try draft.content().copy == [1, 2, 3, 4])
    try draft.append([5].span)
    #expect(try draft.content().copy == [1, 2, 3, 4, 5])
    try draft.seal()
    #expect(try storage.packs().isEmpty)
    let name = PackName("pack-" + String(repeating: "a", count: 64))
    try draft.publish(index: [6, 7].span, as: name, isHeld: isHeld)
    return name
  }

  private func packsAppearWhole() throws {
    let storage = try make()
    let name = try pack(storage)
    #expect(try storage.packs() == [name])
    #expect(try storage.open(.pack(name))?.all().copy == [1, 2, 3, 4, 5])
    #expect(try storage.open(.index(name))?.all().copy == [6, 7])
    #expect(try !storage.isKept(name))
  }

  private func heldPacksAreKept() throws {
    let storage = try make()
    let name = try pack(storage, isHeld: true)
    #expect(try storage.isKept(name))
    try storage.release([name])
    #expect(try !storage.isKept(name))
    // One that a dead writer held is let go of by the next.
    let other = try make()
    let left = try pack(other, isHeld: true)
    _ = try other.writerLock(timeout: .zero)
    #expect(try !other.isKept(left))
    #expect(try other.packs() == [left])
  }

  private func draftsLeaveNothing() throws {
    let storage = try make()
    let draft = try storage.draft()
    try draft.append([1, 2, 3].span)
    try draft.discard()
    #expect(try storage.packs().isEmpty)
    // A draft that nobody ended does not stand in the way of the next writer's.
    try storage.draft().append([1].span)
    _ = try storage.writerLock(timeout: .zero)
    _ = try pack(storage)
  }

  private func retiredPiecesAreGone() throws {
    let storage = try make()
    let name = try pack(storage)
    try storage.publish([NewPiece(.object(Self.first), [1]), NewPiece(.commitGraph, [2])])
    let reader = try #require(try storage.open(.pack(name)))
    try storage.retire([.object(Self.first), .pack(name), .commitGraph, .object(Self.second)])
    #expect(try storage.packs().isEmpty)
    #expect(try storage.objects().ids.isEmpty)
    #expect(try storage.open(.commitGraph) == nil)
    #expect(try storage.open(.index(name)) == nil)
    #expect(try reader.all().copy == [1, 2, 3, 4, 5])
  }

  private func erasedPiecesAreGoneWhoeverKeepsThem() throws {
    let storage = try make()
    try storage.publish([NewPiece(.object(Self.first), [1]), NewPiece(.object(Self.second), [2])])
    let name = try pack(storage, isHeld: true)
    try storage.admitAbsence()
    #expect(try storage.admitsAbsence())
    try storage.erase([.object(Self.first), .pack(name)], files: [])
    #expect(try storage.objects().ids == [Self.second])
    #expect(try storage.packs() == [])
    #expect(try storage.metadata(of: .pack(name)) == nil)
    #expect(try storage.strayFiles().isEmpty)
  }

  private func whoCannotWaitAsksNobody() throws {
    let storage = try make()
    guard case .lock(let lock, nil) = try storage.writerTurn(timeout: .zero, asking: { [1] }) else {
      Issue.record("nobody has the lock, and it is not given")
      return
    }
    #expect(throws: StorageError.self) {
      try storage.writerTurn(timeout: .zero, asking: { [1] })
    }
    #expect(try storage.takeRequests() == [])
    lock.release()
  }

  private func oneWriterHoldsTheLock() throws {
    let storage = try make()
    let lock = try storage.writerLock(timeout: .zero)
    #expect(throws: StorageError.self) { try storage.writerLock(timeout: .zero) }
    lock.release()
    try storage.writerLock(timeout: .zero).release()
  }

  private func whatIsSetAsideIsReadByNobody() throws {
    let storage = try make()
    let name = try pack(storage)
    try storage.publish([NewPiece(.object(Self.first), [1])])
    let places = try storage.setAside([.object(Self.first), .pack(name), .commitGraph], files: [])
    #expect(places.count >= 2)
    #expect(try storage.packs().isEmpty && storage.packsWithoutIndex().isEmpty)
    #expect(try storage.objects().ids.isEmpty)
    #expect(try storage.open(.index(name)) == nil)
    // The same name may be taken, and set aside, again.
    try storage.publish([NewPiece(.object(Self.first), [2])])
    _ = try storage.setAside([.object(Self.first)], files: [])
    #expect(try storage.open(.object(Self.first)) == nil)
  }

  private func packsWithoutIndexAreKnown() throws {
    let storage = try make()
    let name = PackName("pack-" + String(repeating: "b", count: 64))
    try storage.publish([NewPiece(.pack(name), [1])])
    #expect(try storage.packs().isEmpty)
    #expect(try storage.packsWithoutIndex() == [name])
    try storage.publish([NewPiece(.index(name), [2])])
    #expect(try storage.packs() == [name])
    #expect(try storage.packsWithoutIndex().isEmpty)
  }

  private func wholeReferencesNeedNoMending() throws {
    let storage = try make()
    try storage.advanceHead(from: storage.head(), to: Self.first, timeout: .zero) { true }
    #expect(try storage.mendReferences().isEmpty)
    let readable = try storage.readableReferences()
    #expect(readable.unreadable.isEmpty)
    #expect(try readable.head == storage.head())
    #expect(try readable.all == storage.references())
  }
}
