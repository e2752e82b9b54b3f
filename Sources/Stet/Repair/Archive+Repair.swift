public import Articles
internal import DirectoryStorage
internal import Objects
internal import Repository
internal import Storage

extension Archive {
  /// Heals an archive: makes packs readable again, takes what is lost from other places, leads the branch to
  /// the newest commit there is, and makes anew what is made from the revisions.
  ///
  /// An object is taken only if its hash is its name, so a source need not be trusted, and nothing comes back that
  /// was erased by law. Nothing else is deleted:
  /// what is damaged is moved to `stet/aside` in the archive. What cannot be restored is in `remaining`, and
  /// the rest can be used.
  ///
  /// - Parameters:
  ///   - path: The archive's folder, which may lack what `open(at:)` needs.
  ///   - sources: Paths of archives, SHA-256 repositories, bundles, packs, folders of files, files; they are
  ///     asked in turn.
  ///   - isTrial: Changes nothing, and says what would be done. What `open(at:)` needs has to be there.
  ///   - progress: As `verify` calls it.
  /// - Throws: `.unusableSource`; `.locked`, `.noSpace` and so on; `.cancelled`.
  public static func repair(
    at path: String, from sources: [String], isTrial: Bool = false, now: Timestamp = .now,
    workers: Int,
    patience: Duration = Archive.patience,
    localZone: @escaping @Sendable (Int) -> Int = { _ in 0 },
    goesOn: @escaping @Sendable () -> Bool = { true },
    progress: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
  ) throws(ArchiveError) -> Repair {
    let files = POSIXFileSystem(goesOn: goesOn)
    var repair = Repair(isTrial: isTrial)
    let storage: DirectoryStorage
    do {
      if !isTrial {
        repair.setAside = try DirectoryStorage.mendLayout(at: path, files: files) ?? []
      }
      storage = try DirectoryStorage.open(at: path, files: files)
    } catch {
      throw ArchiveError(error)
    }
    let archive = Archive(
      Repository(isTrial ? TrialStorage(over: storage) : storage),
      ownFolder: isTrial ? nil : storage.ownFolder, localZone: localZone)
    var opened: [RepairSource] = []
    for source in sources {
      opened.append(try RepairSource(source, for: archive.repository, files: files))
    }
    try archive.repair(&repair, from: opened, now, workers, patience, progress)
    return repair
  }

  func repair(
    _ repair: inout Repair, from sources: [RepairSource], _ now: Timestamp, _ workers: Int,
    _ patience: Duration,
    _ progress: @escaping @Sendable (Int, Int) -> Bool
  ) throws(ArchiveError) {
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    let work = RepairWork(self, sources, workers: workers, patience: patience, progress: progress)
    try work.mendPacks(&repair)
    let lost = try work.mendReferences(&repair)
    try work.restore(&repair, lost)
    try work.leadBranch(&repair)
    try work.restoreReferences(&repair, lost)
    try work.clearStrangers(&repair)
    try work.completeErasures(&repair, now: now)
    try work.rebuildDerived(&repair)
    repair.remaining = try verify(workers: workers, progress: progress)
  }
}
