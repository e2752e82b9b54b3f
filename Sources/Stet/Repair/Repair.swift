public import Articles

/// What a repair did, or would do.
public struct Repair: Sendable {
  /// Where a branch was led.
  public struct MovedReference: Equatable, Sendable {
    public let name: String
    /// `nil` where it could not be read, or led nowhere.
    public let old: RevisionID?
    public let new: RevisionID
    /// Whether the branch had been set back, to a commit that is still there; else that is lost.
    public let wasSetBack: Bool
  }

  /// A branch or a tag that held no reference, or led nowhere.
  public struct RestoredReference: Equatable, Sendable {
    public let name: String
    /// Where it led: to nothing that anybody has; `nil` where it held no reference.
    public let old: RevisionID?
    /// The commit or tag that it leads to now.
    public let id: RevisionID
    /// Who knew that; `nil` where it is the one line of commits that no reference led to.
    public let source: String?
  }

  /// Whether it was only tried: nothing has changed.
  public let isTrial: Bool
  /// Objects that were taken from each source, by the source's path.
  public var restoredCounts: [(source: String, count: Int)] = []
  /// Objects that were taken out of damaged packs.
  public var salvagedCount = 0
  /// Packs whose index was made anew.
  public var reindexedPacks: [String] = []
  /// Where everything is that was taken out of the archive: nothing is deleted.
  public var setAside: [String] = []
  public var movedReference: MovedReference?
  /// Branches beside the head's, and tags, that lead somewhere again.
  public var restoredReferences: [RestoredReference] = []
  /// The names of those that held none and that no source knows.
  public var lostReferences: [String] = []
  /// Whether the commit-graph was made anew.
  public var isGraphRebuilt = false
  /// What was done so that nothing is here of what was erased by law.
  public var erasures = ErasureCompletion()
  /// What the archive is like now.
  public var remaining = Verification()

  /// Whether nothing is damaged or lost any more: every revision that references led to can be read.
  public var isComplete: Bool { remaining.isClean && !isHeadLost && lostReferences.isEmpty }

  private var isHeadLost: Bool { movedReference.map { $0.old != nil && !$0.wasSetBack } ?? false }

  /// Whether there was anything to do.
  public var isNothing: Bool {
    restoredCounts.allSatisfy { $0.count == 0 } && salvagedCount == 0 && reindexedPacks.isEmpty
      && setAside.isEmpty && movedReference == nil && restoredReferences.isEmpty && !isGraphRebuilt
  }

  init(isTrial: Bool) {
    self.isTrial = isTrial
  }
}
