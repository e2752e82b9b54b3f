public import Articles

/// What an export of texts came to.
public struct ExportSummary: Equatable, Sendable {
  /// Texts that were written.
  public private(set) var fileCount = 0
  public private(set) var byteCount = 0
  /// Articles without a text.
  public private(set) var withdrawnCount = 0
  public private(set) var erasedCount = 0
  public private(set) var damagedCount = 0
  /// Why the first of these cannot be read.
  public private(set) var failure: ArchiveError?

  public init() {}

  /// - Parameter failure: Why its text could not be read.
  public mutating func count(_ item: ExportPlan.Item, failure: ArchiveError?) {
    guard failure == nil else {
      self.failure = self.failure ?? failure
      damagedCount += 1
      return
    }
    switch item.listed.text {
    case .present(_, let count):
      fileCount += 1
      byteCount += count
    case .withdrawn: withdrawnCount += 1
    case .erased: erasedCount += 1
    case .damaged: damagedCount += 1
    }
  }
}
