/// What an entry of a tree is.
///
/// Source: gitformat-index(5), object types and permissions; fast-import(1), modes.
package enum EntryMode: UInt32, Sendable {
  case directory = 0o040000
  case file = 0o100644
  /// A mode that early versions of git wrote; still read.
  case groupWritableFile = 0o100664
  case executable = 0o100755
  case symbolicLink = 0o120000
  case submodule = 0o160000

  /// The kind of object that such an entry points to; `nil` for one in another repository.
  package var objectKind: ObjectKind? {
    switch self {
    case .directory: .tree
    case .file, .groupWritableFile, .executable, .symbolicLink: .blob
    case .submodule: nil
    }
  }

  package var isRegularFile: Bool {
    self == .file || self == .executable || self == .groupWritableFile
  }
}

/// One line of a tree.
package struct TreeEntry: Equatable, Sendable {
  package var mode: EntryMode
  /// The name's bytes; git keeps whatever the file system had.
  package var name: [UInt8]
  package var id: ObjectID

  package init(mode: EntryMode, name: [UInt8], id: ObjectID) {
    self.mode = mode
    self.name = name
    self.id = id
  }

  package init(mode: EntryMode, name: String, id: ObjectID) {
    self.init(mode: mode, name: Array(name.utf8), id: id)
  }
}
