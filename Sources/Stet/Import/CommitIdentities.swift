internal import Bytes
internal import FastExport
internal import Objects

/// Names for the commits of a stream that are the same at every export of one history.
///
/// The id that the stream itself gives (`git fast-export --show-original-ids`), else a hash of all
/// that the commit says, with the names of its parents: marks are of one stream only. `Format.md` has the bytes that
/// are hashed: archives keep the hash, so that no other ever gets in their place.
struct CommitIdentities {
  /// Of all commits that have a mark, in their order.
  private var marked = SegmentedArray<CommitIdentity>()
  private var numbers = MarkedNumbers()
  private var byReference: [[UInt8]: CommitIdentity] = [:]

  mutating func add(_ commit: ExportedCommit, blob: (Int) -> ObjectID?) -> CommitIdentity {
    let identity = commit.originalOID.flatMap(CommitIdentities.name) ?? hash(commit, blob)
    if let mark = commit.mark {
      numbers.set(mark, to: marked.count)
      marked.append(identity)
    }
    byReference[commit.ref] = identity
    return identity
  }

  /// The id of a commit that git made; other programs write what they like there.
  private static func name(_ originalOID: [UInt8]) -> CommitIdentity? {
    let isID = !originalOID.isEmpty && originalOID.allSatisfy { Hex.value(of: $0) != nil }
    return isID ? CommitIdentity(String(decoding: originalOID, as: UTF8.self)) : nil
  }

  private func hash(_ commit: ExportedCommit, _ blob: (Int) -> ObjectID?) -> CommitIdentity {
    var hash = SHA256()
    func add(_ bytes: [UInt8]) {
      hash.update(Array("\(bytes.count):".utf8))
      hash.update(bytes)
    }
    let before = commit.from.map(name) ?? byReference[commit.ref]?.description
    add(Array((before ?? "").utf8))
    for parent in commit.merges { add(Array(name(of: parent).utf8)) }
    for person in [commit.author ?? commit.committer, commit.committer] {
      add(person.name)
      add(person.mail)
      add(CommitIdentities.bytes(of: person.time))
    }
    add(commit.message)
    for change in commit.changes { add(CommitIdentities.bytes(of: change, blob)) }
    return .hash(hash.finalize())
  }

  private func name(of parent: CommitReference) -> String {
    switch parent {
    case .mark(let mark): numbers[mark].map { marked[$0].description } ?? ":\(mark)"
    case .id(let id): id
    case .name(let name): byReference[name]?.description ?? String(decoding: name, as: UTF8.self)
    }
  }

  /// As Swift used to print the value, which took a tenth of an import.
  static func bytes(of time: ExportedTime) -> [UInt8] {
    switch time {
    case .at(let seconds, let zone):
      Array("at(seconds: ".utf8) + Array(String(seconds).utf8) + Array(", zone: \"".utf8)
        + Array(zone.utf8) + Array("\")".utf8)
    case .now: Array("now".utf8)
    }
  }

  private static func bytes(of change: FileChange, _ blob: (Int) -> ObjectID?) -> [UInt8] {
    switch change {
    case .modify(let mode, let data, let path):
      Array("M \(mode.rawValue) \(text(of: data, blob)) ".utf8) + path
    case .delete(let path): Array("D ".utf8) + path
    case .rename(let from, let to): Array("R ".utf8) + from + [0] + to
    case .copy(let from, let to): Array("C ".utf8) + from + [0] + to
    case .deleteAll: Array("deleteall".utf8)
    case .noteModify: Array("N".utf8)
    }
  }

  private static func text(of data: DataReference, _ blob: (Int) -> ObjectID?) -> String {
    switch data {
    case .mark(let mark): blob(mark)?.description ?? ":\(mark)"
    case .id(let id): id
    case .inline(let bytes): ObjectID(of: .blob, content: bytes.span).description
    }
  }
}
