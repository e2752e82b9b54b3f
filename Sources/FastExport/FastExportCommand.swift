/// One command of a fast-export stream.
///
/// Source: git-fast-import(1), "COMMANDS".
public enum FastExportCommand: Equatable, Sendable {
  case blob(Blob)
  case commit(Commit)
  case tag(name: String)
  /// Moves a reference; `from` is `nil` where it starts anew.
  case reset(reference: String, from: String?)
  case feature(String)
  case option(String)
  case progress(String)
  case checkpoint
  /// The stream says that it is whole.
  case done

  public struct Blob: Equatable, Sendable {
    public var mark: Int?
    public var originalID: String?
    public var content: [UInt8]
  }

  public struct Commit: Equatable, Sendable {
    public var reference: String
    public var mark: Int?
    public var originalID: String?
    /// `nil` where it is the committer.
    public var author: Person?
    public var committer: Person
    public var encoding: String?
    public var message: [UInt8]
    /// The first parent: a mark (`:5`), an id or a reference.
    public var from: String?
    public var merges: [String]
    public var changes: [FileChange]
  }

  /// Who and when.
  public struct Person: Equatable, Sendable {
    public var name: [UInt8]
    public var mail: [UInt8]
    /// Seconds since 1970.
    public var seconds: Int
    /// Minutes east of UTC.
    public var zoneMinutes: Int
  }
}

/// What a commit does to one path, or to all of them. Paths are bytes, as git keeps them.
public enum FileChange: Equatable, Sendable {
  case modify(mode: FileMode, content: FileContent, path: [UInt8])
  case delete(path: [UInt8])
  case rename(from: [UInt8], to: [UInt8])
  case copy(from: [UInt8], to: [UInt8])
  case deleteAll
  /// A note on a commit, which is no file.
  case note
}

public enum FileMode: Equatable, Sendable {
  case file, executable, symbolicLink, submodule, directory
}

public enum FileContent: Equatable, Sendable {
  case mark(Int)
  case id(String)
  case inline([UInt8])
}
