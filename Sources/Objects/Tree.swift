/// One folder: entries in git's order, each name once.
package struct Tree: Equatable, Sendable {
  package private(set) var entries: [TreeEntry]

  /// An empty folder.
  package init() {
    entries = []
  }

  /// Takes entries that are in git's order already.
  init(sorted entries: [TreeEntry]) {
    self.entries = entries
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// The entry with this name, or `nil`.
  package subscript(name: [UInt8]) -> TreeEntry? {
    position(of: name).map { entries[$0] }
  }

  package subscript(name: String) -> TreeEntry? { self[Array(name.utf8)] }

  /// Puts an entry in its place, instead of the one with its name if there is one.
  package mutating func set(_ entry: TreeEntry) {
    remove(entry.name)
    entries.insert(entry, at: insertionIndex(name: entry.name, mode: entry.mode))
  }

  /// Takes the entry with this name out, if there is one.
  package mutating func remove(_ name: [UInt8]) {
    if let position = position(of: name) { entries.remove(at: position) }
  }

  /// A directory sorts as if it ended in a slash, so a name may stand at either of two places.
  private func position(of name: [UInt8]) -> Int? {
    for mode in [EntryMode.file, .directory] {
      let position = insertionIndex(name: name, mode: mode)
      if position < entries.count && entries[position].name == name { return position }
    }
    return nil
  }

  /// The first position whose entry does not sort before this one.
  private func insertionIndex(name: [UInt8], mode: EntryMode) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      if Tree.isOrdered(entry.name, entry.mode, before: name, mode) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Git's order: by bytes, a directory as if its name ended in a slash.
  ///
  /// Source: git's `base_name_compare` (tree entries in gitformat-index(5)).
  static func isOrdered(
    _ a: [UInt8], _ aMode: EntryMode, before b: [UInt8], _ bMode: EntryMode
  ) -> Bool {
    let shared = min(a.count, b.count)
    for index in 0..<shared where a[index] != b[index] {
      return a[index] < b[index]
    }
    return terminator(a, aMode, at: shared) < terminator(b, bMode, at: shared)
  }

  private static func terminator(_ name: [UInt8], _ mode: EntryMode, at index: Int) -> UInt8 {
    if index < name.count { return name[index] }
    return mode == .directory ? UInt8(ascii: "/") : 0
  }
}
