internal import Packs

extension MaintenanceWork {
  /// The smallest packs, as long as each is tiny, as a commit's is, or less than twice all that is gathered before
  /// it, or as more than half of those would stay that there may be: what was begun because of their number must
  /// not be due again at once.
  static func due(_ packs: [OpenPack], looseCount: Int, limit: Int?) -> [OpenPack] {
    let keptCount = limit.map { $0 / 2 } ?? .max
    var gathered = looseCount
    var count = 0
    for pack in packs {
      let isFirst = count == 0 && looseCount == 0
      guard
        pack.index.count < max(2 * gathered, tinyCount) || isFirst
          || packs.count - count > keptCount
      else { break }
      gathered += pack.index.count
      count += 1
    }
    return count == 1 && looseCount == 0 ? [] : Array(packs.prefix(count))
  }

  private static let tinyCount = 32
}
