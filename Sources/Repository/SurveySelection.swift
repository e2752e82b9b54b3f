internal import Bytes
package import Objects
package import Storage

/// Which of all objects a survey reads.
package struct SurveySelection: Sendable {
  /// Packs that were read before: only a share of them is read now.
  package var knownPacks: Set<PackName>
  /// Objects with pieces of their own that were written since, in seconds since 1970, are read, and
  /// a share of the others.
  package var since: Int
  /// Which share it is, and how many there are.
  package var share: Int
  package var shareCount: Int
  /// Objects to read in any case.
  package var always: Set<ObjectID>

  package init(
    knownPacks: Set<PackName>, since: Int, share: Int, of shareCount: Int, always: Set<ObjectID>
  ) {
    self.knownPacks = knownPacks
    self.since = since
    self.share = share
    self.shareCount = max(1, shareCount)
    self.always = always
  }

  /// Whether the share has this unit of a pack that was read before.
  func has(unit: Int) -> Bool { unit % shareCount == share % shareCount }

  /// Whether the share has this object that was there before.
  func has(_ id: ObjectID) -> Bool { Int(id.digest.firstByte) % shareCount == share % shareCount }
}

extension Repository {
  /// The names of all packs that can be read.
  package func packNames() throws(RepositoryError) -> Set<PackName> {
    Set(try packs.reload().packs.map(\.name))
  }

  /// Which of these objects with pieces of their own a selection has.
  func selected(
    _ ids: [ObjectID], by selection: SurveySelection?
  ) throws(RepositoryError) -> [ObjectID] {
    guard let selection else { return ids }
    return try translated { () throws(StorageError) in
      var selected: [ObjectID] = []
      for id in ids {
        if selection.has(id) {
          selected.append(id)
        } else if let piece = try storage.metadata(of: .object(id)),
          piece.changed >= selection.since
        {
          selected.append(id)
        }
      }
      return selected
    }
  }
}
