internal import Bytes
internal import FastExport
internal import Objects

/// Names for the commits of a stream that are the same at every export of one history.
///
/// The id that the stream itself gives (`git fast-export --show-original-ids`), else a hash of all
/// that the commit says, with the names of its parents: marks are of one stream only.
struct CommitIdentities {
  private var byMark: [Int: String] = [:]
  private var byReference: [String: String] = [:]

  mutating func add(
    _ commit: FastExportCommand.Commit, blob: (Int) -> ObjectID?
  ) -> String {
    let identity = commit.originalID ?? hash(commit, blob)
    if let mark = commit.mark { byMark[mark] = identity }
    byReference[commit.reference] = identity
    return identity
  }

  private func hash(_ commit: FastExportCommand.Commit, _ blob: (Int) -> ObjectID?) -> String {
    var hash = SHA256()
    func add(_ bytes: [UInt8]) {
      hash.update(Array("\(bytes.count):".utf8))
      hash.update(bytes)
    }
    for parent in [commit.from ?? byReference[commit.reference] ?? ""] + commit.merges {
      add(Array(name(of: parent).utf8))
    }
    for person in [commit.author ?? commit.committer, commit.committer] {
      add(person.name)
      add(person.mail)
      add(Array("\(person.seconds) \(person.zoneMinutes)".utf8))
    }
    add(commit.message)
    for change in commit.changes { add(CommitIdentities.bytes(of: change, blob)) }
    return hash.finalize().description
  }

  private func name(of parent: String) -> String {
    guard parent.hasPrefix(":"), let mark = Int(parent.dropFirst()) else {
      return byReference[parent] ?? parent
    }
    return byMark[mark] ?? parent
  }

  private static func bytes(of change: FileChange, _ blob: (Int) -> ObjectID?) -> [UInt8] {
    switch change {
    case .modify(let mode, let content, let path):
      let text: String =
        switch content {
        case .mark(let mark): blob(mark)?.description ?? ":\(mark)"
        case .id(let id): id
        case .inline(let bytes): ObjectID(of: .blob, content: bytes.span).description
        }
      return Array("M \(mode) \(text) ".utf8) + path
    case .delete(let path): return Array("D ".utf8) + path
    case .rename(let from, let to): return Array("R ".utf8) + from + [0] + to
    case .copy(let from, let to): return Array("C ".utf8) + from + [0] + to
    case .deleteAll: return Array("deleteall".utf8)
    case .note: return Array("N".utf8)
    }
  }
}
