package import Objects

/// The name of any stored object, whatever it is: 64 hexadecimal digits.
public struct StoredObjectID: Hashable, Sendable, CustomStringConvertible {
  package let object: ObjectID

  package init(_ object: ObjectID) {
    self.object = object
  }

  public var description: String { object.description }

  /// The first 12 digits, for people.
  public var abbreviated: String { object.abbreviated() }
}

/// What a stored object is: the raw values are git's words.
public enum StoredObjectKind: String, CaseIterable, Sendable {
  case blob, tree, commit, tag

  package init(_ kind: ObjectKind) {
    switch kind {
    case .blob: self = .blob
    case .tree: self = .tree
    case .commit: self = .commit
    case .tag: self = .tag
    }
  }
}
