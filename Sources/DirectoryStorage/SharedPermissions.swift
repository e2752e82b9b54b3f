internal import Storage

/// Who besides its owner may read and write a repository's files.
///
/// Source: git-config(1), "core.sharedRepository"; git's path.c, `calc_shared_perm`.
package struct SharedPermissions: Equatable, Sendable {
  /// Bits of a file's mode, such as 0o660.
  private var bits: UInt32 = 0
  /// Whether these are all bits, whatever the process's umask says.
  private var isExact = false

  /// What the process's umask leaves.
  package static let none = SharedPermissions()

  private init() {}

  /// - Parameter value: Of `core.sharedRepository`; `nil` where it is not set.
  package init(_ value: String?) {
    switch value?.lowercased() {
    case nil, "umask", "false", "no", "off", "0": bits = 0
    case "group", "true", "yes", "on", "1", "": bits = 0o660
    case "all", "world", "everybody", "2": bits = 0o664
    case let text?:
      // An owner that may not read and write could do nothing.
      guard let mode = UInt32(text, radix: 8), mode & 0o600 == 0o600 else { return }
      bits = mode & 0o666
      isExact = true
    }
  }

  var isNothing: Bool { bits == 0 }

  /// The same without those who are neither the owner nor of its group.
  var withoutOthers: SharedPermissions {
    var narrowed = self
    narrowed.bits &= 0o770
    return narrowed
  }

  /// The mode of a file that has this one.
  func fileMode(_ mode: UInt32) -> UInt32 {
    var tweak = bits
    if mode & 0o200 == 0 { tweak &= ~0o222 }
    if mode & 0o100 != 0 { tweak |= (tweak & 0o444) >> 2 }
    return isExact ? mode & ~0o777 | tweak : mode | tweak
  }

  /// The mode of a folder that has this one: who may read it may enter it, and what is made in it is its
  /// group's.
  func folderMode(_ mode: UInt32) -> UInt32 {
    var shared = fileMode(mode)
    shared |= (shared & 0o444) >> 2
    return shared & 0o060 != 0 ? shared | 0o2000 : shared
  }
}
