/// Which names a tree may hold.
///
/// Source: git-fsck(1): emptyName, fullPathname, hasDot, hasDotdot, hasDotgit.
package enum EntryName {
  package static func isAllowed(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, !name.contains(UInt8(ascii: "/")), !name.contains(0) else { return false }
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

  /// HFS+ folds case and ignores some characters wherever they stand.
  ///
  /// Source: git's utf8.c, `is_hfs_dot_generic`, which takes malformed UTF-8 for the name's end.
  private static func isDotGit(onHFS name: [UInt8]) -> Bool {
    var decoder = UTF8()
    var bytes = name.makeIterator()
    var kept: [UInt8] = []
    while case .scalarValue(let scalar) = decoder.decode(&bytes), !isNoncharacter(scalar) {
      if isIgnored(onHFS: scalar) { continue }
      guard scalar.isASCII, kept.count < 4 else { return false }
      kept.append(lowercased(UInt8(scalar.value)))
    }
    return kept == Array(".git".utf8)
  }

  /// Source: git's utf8.c, `next_hfs_char`.
  private static func isIgnored(onHFS scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C...0x200F, 0x202A...0x202E, 0x206A...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// The two that git counts as malformed UTF-8 (utf8.c, `pick_one_utf8_char`).
  private static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0xFFFE || scalar.value == 0xFFFF
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
