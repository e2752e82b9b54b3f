/// A snapshot, its parents, who made it and why.
public struct Commit: Equatable, Sendable {
  /// A header beside the four that every commit has, such as `encoding` or `gpgsig`.
  public struct Header: Equatable, Sendable {
    public var name: String
    /// The value; newlines in it are written as continuation lines.
    public var value: [UInt8]

    public init(name: String, value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  public var tree: ObjectID
  public var parents: [ObjectID]
  public var author: Signature
  public var committer: Signature
  public var headers: [Header]
  /// Everything after the blank line, byte for byte.
  public var message: [UInt8]

  public init(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature,
    headers: [Header] = [], message: [UInt8]
  ) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.headers = headers
    self.message = message
  }
}
