/// What a commit does to one file, or to all; paths are raw bytes, the empty one is the root.
///
/// Source: git-fast-import(1), "commit".
package enum FileChange: Equatable, Sendable {
  case modify(mode: FileMode, data: DataReference, path: [UInt8])
  case delete(path: [UInt8])
  case rename(from: [UInt8], to: [UInt8])
  case copy(from: [UInt8], to: [UInt8])
  case deleteAll
  case noteModify(data: DataReference, commit: CommitReference)
}

/// What a path is.
package enum FileMode: UInt32, Equatable, Sendable {
  case file = 0o100644
  case executable = 0o100755
  case symbolicLink = 0o120000
  case submodule = 0o160000
  case directory = 0o040000

  /// The mode of octal digits; `644` and `755` are short for the two kinds of file.
  init?(octal: Int) {
    switch octal {
    case 0o644: self = .file
    case 0o755: self = .executable
    default:
      guard let value = UInt32(exactly: octal) else { return nil }
      self.init(rawValue: value)
    }
  }
}

/// Where the bytes of a file are.
package enum DataReference: Equatable, Sendable {
  case mark(Int)
  /// 40 or 64 hexadecimal digits in lower case.
  case id(String)
  case inline([UInt8])
}
