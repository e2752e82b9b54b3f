/// A snapshot, its parents, who made it and why.
package struct Commit: Equatable, Sendable {
  /// A header beside the four that every commit has, such as `encoding` or `gpgsig`.
  package struct Header: Equatable, Sendable {
    package var name: String
    /// The value; newlines in it are written as continuation lines.
    package var value: [UInt8]

    package init(name: String, value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  package var tree: ObjectID
  package var parents: [ObjectID]
  package var author: Signature
  package var committer: Signature
  package var headers: [Header]
  /// Everything after the blank line, byte for byte.
  package var message: [UInt8]

  package init(
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
