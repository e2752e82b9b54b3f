/// Which names a tree may hold.
///
/// Source: git-fsck(1): emptyName, fullPathname, hasDot, hasDotdot, hasDotgit.
public enum EntryName {
  public static func isAllowed(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, !name.contains(UInt8(ascii: "/")) else { return false }
    if name == dot || name == dotDot { return false }
    // Most names are told from `.git` by their first byte.
    guard mayBeDotGit(name) else { return true }
    return !isDotGit(onNTFS: name) && !isDotGit(onHFS: name)
  }

  private static let dot = [UInt8(ascii: ".")]
  private static let dotDot = [UInt8(ascii: "."), UInt8(ascii: ".")]

  private static func mayBeDotGit(_ name: [UInt8]) -> Bool {
    switch name[0] {
    case UInt8(ascii: "."), UInt8(ascii: "g"), UInt8(ascii: "G"): true
    // HFS+ ignores some characters, all of which start with these bytes in UTF-8.
    case 0xE2, 0xEF: true
    default: name.contains(UInt8(ascii: "\\"))
    }
  }

  /// NTFS drops dots and spaces at the end, and what follows a colon, and knows `git~1`;
  /// a backslash starts another path component there.
  private static func isDotGit(onNTFS name: [UInt8]) -> Bool {
    name.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).contains { part in
      let base = part.prefix { $0 != UInt8(ascii: ":") }
      let end = base.lastIndex { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") }
      guard let end else { return false }
      let folded = base[base.startIndex...end].map(lowercased)
      return folded == Array(".git".utf8) || folded == Array("git~1".utf8)
    }
  }

  /// HFS+ folds case and ignores these characters wherever they stand.
  ///
  /// Source: git's utf8.c, `next_hfs_char`.
  private static func isDotGit(onHFS name: [UInt8]) -> Bool {
    let kept = String(decoding: name, as: UTF8.self).unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: false
      default: true
      }
    }
    return kept.map(\.value).map { $0 < 128 ? UInt32(lowercased(UInt8($0))) : $0 }
      == ".git".unicodeScalars.map(\.value)
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
