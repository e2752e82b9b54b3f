internal import Articles
internal import Bytes
internal import Objects
internal import Repository
internal import Storage

/// A file that is given out as it is: to git, when it clones from a server that only gives out files, and to whoever
/// checks the log.
public struct CloneFile: Sendable {
  /// Whether it stays what it is as long as it is there: its name is its hash.
  public let isImmutable: Bool
  public var byteCount: Int { source.byteCount }
  private let source: any ByteSource

  init(_ source: any ByteSource, isImmutable: Bool) {
    self.source = source
    self.isImmutable = isImmutable
  }

  init(_ text: String) {
    self.init(SharedBytes(Array(text.utf8)), isImmutable: false)
  }

  /// Some of its bytes; the range must lie within it.
  ///
  /// - Throws: `.system` where they cannot be read.
  public func bytes(in range: Range<Int>) throws(ArchiveError) -> [UInt8] {
    do {
      return try source.bytes(in: range).copy
    } catch {
      throw ArchiveError(error)
    }
  }
}

extension Archive {
  /// What git finds below an archive's address; `nil` where nothing is to be found.
  ///
  /// Only what a clone needs can be asked for: branches and tags, objects, packs. Nothing is a path into a folder.
  ///
  /// Source: gitprotocol-http(5), "dumb clients".
  public func cloneFile(at path: String) throws(ArchiveError) -> CloneFile? {
    switch path {
    case "HEAD":
      let head = try translated { () throws(RepositoryError) in try repository.head() }
      return CloneFile(
        head.branch == .head ? "\(head.id.map(\.description) ?? "")\n" : "ref: \(head.branch)\n")
    case "info/refs": return CloneFile(try clonedReferences())
    case "objects/info/packs":
      let names = try translated { () throws(RepositoryError) in try repository.packNames() }
      return CloneFile(names.sorted().map { "P \($0).pack\n" }.joined() + "\n")
    default:
      guard let piece = Piece(clonedFrom: path) else { return nil }
      let source = try translated { () throws(RepositoryError) in try repository.open(piece) }
      return source.map { CloneFile($0, isImmutable: true) }
    }
  }

  /// A line for each branch and tag, in the order of their names, as `git update-server-info` writes them.
  private func clonedReferences() throws(ArchiveError) -> String {
    let all = try translated { () throws(RepositoryError) in try repository.references() }
    let lines = all.filter { name, _ in
      ["refs/heads/", "refs/tags/"].contains { name.description.hasPrefix($0) }
    }.map { "\($0.value)\t\($0.key)\n" }
    return lines.sorted { $0.dropFirst(64) < $1.dropFirst(64) }.joined()
  }
}

extension Piece {
  /// The piece whose file has this place in a repository; `nil` for anything that is no object, pack or index.
  fileprivate init?(clonedFrom path: String) {
    let steps = path.split(separator: "/", omittingEmptySubsequences: false)
    guard steps.count == 3, steps[0] == "objects" else { return nil }
    if steps[1] == "pack" {
      let isPack = steps[2].hasSuffix(".pack")
      guard isPack || steps[2].hasSuffix(".idx"), steps[2].hasPrefix("pack-") else { return nil }
      let name = steps[2].dropLast(isPack ? 5 : 4)
      // As git and Stet name them: a hash, and no way elsewhere.
      guard name.dropFirst(5).utf8.allSatisfy(Piece.isDigit), name.utf8.count > 5 else {
        return nil
      }
      self = isPack ? .pack(PackName(String(name))) : .index(PackName(String(name)))
      return
    }
    guard steps[1].utf8.count == 2, let id = ObjectID(String(steps[1] + steps[2])) else {
      return nil
    }
    self = .object(id)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
