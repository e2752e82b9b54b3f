internal import Bytes
internal import Objects
internal import Packs
internal import Storage
internal import Synchronization

/// The packs of a repository: opened when first needed, and looked for again when an object is
/// missed, since another process may have packed it meanwhile.
final class OpenPacks: Sendable {
  private let storage: any ArchiveStorage
  private let readsAll: Bool
  private let state = Mutex<Listing?>(nil)
  /// Of recently used bases, for all packs: a server has all of them open for months.
  private let bases = SharedByteBudget(byteCount: 96 << 20)

  /// What was found at one look.
  struct Listing: Sendable {
    var packs: [OpenPack] = []
    /// Packs that cannot even be opened.
    var failures: [Failure] = []
  }

  struct Failure: Sendable {
    var path: String
    var damage: PackDamage
  }

  /// - Parameter readsAll: As for `PackReader`.
  init(_ storage: any ArchiveStorage, readsAll: Bool = false) {
    self.storage = storage
    self.readsAll = readsAll
  }

  /// Every pack that has an index; opens those that are new.
  func listing() throws(RepositoryError) -> Listing {
    if let known = state.withLock({ $0 }) { return known }
    return try reload()
  }

  /// Looks again which packs there are.
  @discardableResult
  func reload() throws(RepositoryError) -> Listing {
    var found = try look()
    // Where packs are replaced just now, one that is gone is in another that was not listed yet.
    for _ in 1..<OpenPacks.lookLimit where !found.isWhole { found = try look() }
    let listing = found.listing
    state.withLock { $0 = listing }
    return listing
  }

  /// Forgets what was read, and has the system take back what it gave of the mapped files, for who needs the memory for
  /// something else.
  func letGo() {
    for pack in state.withLock({ $0 })?.packs ?? [] {
      pack.readers.forget()
      pack.pack.bytes.letGo()
      pack.index.bytes.letGo()
    }
    FreedMemory.giveBack()
  }

  /// Looks again, and opens every pack anew: some are no longer what they were under their names.
  func reopen() throws(RepositoryError) {
    state.withLock { $0 = nil }
    try reload()
  }

  private static let lookLimit = 10

  /// Looks once; whether every pack that was listed was there.
  private func look() throws(RepositoryError) -> (listing: Listing, isWhole: Bool) {
    let known = state.withLock { $0 }?.packs ?? []
    var found = Listing()
    var isWhole = true
    for name in try translated({ () throws(StorageError) in try storage.packs() }) {
      if let open = known.first(where: { $0.name == name }) {
        found.packs.append(open)
        continue
      }
      do throws(RepositoryError) {
        if let pack = try OpenPack(name, in: storage, within: bases, readsAll: readsAll) {
          found.packs.append(pack)
        } else {
          isWhole = false
        }
      } catch .damagedPack(let path, let damage) {
        found.failures.append(Failure(path: path, damage: damage))
      } catch {
        throw error
      }
    }
    return (found, isWhole)
  }

  /// Reads an object and checks its hash; `nil` where no pack has it.
  func object(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    let listing = try listing()
    var damage = listing.failures.first.map { failure in
      RepositoryError.damagedPack(path: failure.path, failure.damage)
    }
    for pack in listing.packs {
      do throws(RepositoryError) {
        if let object = try pack.object(id) { return object }
      } catch {
        // Another pack may have the object whole.
        damage = damage ?? error
      }
    }
    if let damage { throw damage }
    return nil
  }

  func contains(_ id: ObjectID) throws(RepositoryError) -> Bool {
    try listing().packs.contains { $0.index.position(of: id) != nil }
  }

  /// The ids that start with these hexadecimal digits.
  func ids(startingWith prefix: String) throws(RepositoryError) -> [ObjectID] {
    try listing().packs.flatMap { pack in
      (pack.index.positions(startingWith: prefix) ?? 0..<0).map { pack.index.id(at: $0) }
    }
  }
}
