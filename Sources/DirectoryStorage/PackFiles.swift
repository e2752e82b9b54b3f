internal import Bytes
internal import Storage

/// Packs and what stands beside them: `objects/pack/pack-<checksum>.pack`, `.idx`, `.keep`.
///
/// Source: gitrepository-layout(5).
struct PackFiles: Sendable {
  let folder: String
  /// A durable file with the note of packs that are held, made when it is first needed.
  let note: String
  let files: any FileSystem

  /// Git's own prefix for such files, which its `prune` clears away too, and a word of ours.
  private static let temporaryPrefix = "tmp_pack_stet_"
  /// What stands in a `.keep` file of a writer's: git tells people why a pack is kept.
  private static let holdNote = "stet: until a reference leads to it\n"

  /// - Parameter root: The repository's folder.
  init(root: String, files: any FileSystem) {
    folder = root + "/objects/pack"
    note = root + "/stet/hold-note"
    self.files = files
  }

  func path(of name: PackName, _ ending: String) -> String { "\(folder)/\(name).\(ending)" }

  /// The packs that have an index.
  ///
  /// `multi-pack-index`, `.rev` and `.bitmap` files say nothing that the indexes do not.
  func names() throws(StorageError) -> [PackName] {
    try files.namesIfThere(in: folder)
      .filter { $0.hasPrefix("pack-") && $0.hasSuffix(".idx") }
      .map { PackName(String($0.dropLast(4))) }.sorted()
  }

  /// Packs without an index: no reader sees them.
  func namesWithoutIndex() throws(StorageError) -> [PackName] {
    let all = try files.namesIfThere(in: folder)
    let indexed = Set(all.filter { $0.hasSuffix(".idx") }.map { String($0.dropLast(4)) })
    return all.filter { $0.hasPrefix("pack-") && $0.hasSuffix(".pack") }
      .map { String($0.dropLast(5)) }.filter { !indexed.contains($0) }
      .map { PackName($0) }.sorted()
  }

  /// All files of a pack, its own last.
  func paths(of pack: PackName) throws(StorageError) -> [String] {
    try files.namesIfThere(in: folder)
      .filter { $0.prefix { $0 != "." } == pack.description }.sorted()
      .map { folder + "/" + $0 }
  }

  func draft() throws(StorageError) -> any PackDraft {
    try files.makeFolderIfMissing(folder)
    return try PackFileDraft(folder + "/" + PackFiles.temporaryPrefix + "0", of: self)
  }

  /// Gives a pack and its index, both durable, their name.
  ///
  /// The index gets its name last: a pack without one is not there for any reader.
  func publish(
    pack: String, index: String, as name: PackName, isHeld: Bool
  ) throws(StorageError) {
    if isHeld { try hold(name) }
    if try files.namesIfThere(in: folder).contains(where: PackFiles.isMark) { try mark(name) }
    try files.rename(pack, to: path(of: name, "pack"))
    try files.rename(index, to: path(of: name, "idx"))
    try files.synchronize(folder)
  }

  // MARK: Objects that are absent

  private static let markEnding = ".promisor"
  private static func isMark(_ name: String) -> Bool { name.hasSuffix(markEnding) }

  /// Git's own mark of a pack whose objects may lead to some that are absent.
  private func mark(_ name: PackName) throws(StorageError) {
    let nothing: [UInt8] = []
    do {
      try files.write(path(of: name, "promisor"), nothing.span, readOnly: false)
    } catch {
      guard case .alreadyExists = error else { throw error }
    }
  }

  /// The packs without that mark; one that comes later gets it where another has it.
  func unmarked() throws(StorageError) -> [PackName] {
    let all = Set(try files.namesIfThere(in: folder))
    return all.filter { $0.hasPrefix("pack-") && $0.hasSuffix(".pack") }
      .map { String($0.dropLast(5)) }.filter { !all.contains($0 + PackFiles.markEnding) }
      .map { PackName($0) }.sorted()
  }

  /// Marks all packs there are, durably.
  func markAll() throws(StorageError) {
    let unmarked = try unmarked()
    guard !unmarked.isEmpty else { return }
    for name in unmarked { try mark(name) }
    try files.synchronize(folder)
  }

  /// Git's own way to keep a pack; one that somebody keeps already stays theirs.
  ///
  /// The note is whole when it gets its name, also after a loss of power: nobody could tell half of one from a
  /// person's, and the pack would be kept for ever. So it is another name of one that is durable already; that
  /// spares each commit to wait for the disk once more.
  private func hold(_ name: PackName) throws(StorageError) {
    let place = path(of: name, "keep")
    if try files.metadata(of: place) != nil { return }
    try makeNote()
    do throws(StorageError) {
      try files.link(note, to: place)
    } catch {
      // Where files cannot have two names (FAT), where the packs are on another disk, where another member of
      // the group made the note.
      try writeNote(to: place, scratch: folder + "/" + PackFiles.temporaryPrefix + "keep")
    }
  }

  private func makeNote() throws(StorageError) {
    if try isHeld(note) { return }
    try files.removeIfThere(note)
    try writeNote(to: note, scratch: note + "-new")
  }

  private func writeNote(to place: String, scratch: String) throws(StorageError) {
    try files.removeIfThere(scratch)
    try files.write(scratch, Array(PackFiles.holdNote.utf8).span, readOnly: false)
    try files.rename(scratch, to: place)
  }

  func release(_ names: [PackName]) throws(StorageError) {
    for name in names where try isHeld(path(of: name, "keep")) {
      try files.removeIfThere(path(of: name, "keep"))
    }
  }

  /// Whether a file has the note of a writer of Stet, and is not a person's.
  private func isHeld(_ path: String) throws(StorageError) -> Bool {
    guard let file = try files.metadata(of: path), file.byteCount == PackFiles.holdNote.utf8.count
    else { return false }
    return try files.contents(of: path).copy == Array(PackFiles.holdNote.utf8)
  }

  /// Whether more packs than this are there that nobody keeps.
  func isCrowded(_ limit: Int) throws(StorageError) -> Bool {
    let names = try files.namesIfThere(in: folder)
    let kept = Set(names.filter { $0.hasSuffix(".keep") }.map { $0.dropLast(5) })
    return names.count { $0.hasSuffix(".idx") && !kept.contains($0.dropLast(4)) } > limit
  }

  /// Removes packs with all that stands beside them.
  ///
  /// A link to another archive's folder is read, as git reads it; nothing is removed there.
  func remove(_ packs: Set<PackName>) throws(StorageError) {
    guard try files.metadata(of: folder)?.kind == .folder else {
      throw .failed(
        doing: "remove packs from", path: folder, reason: "it is no folder of this archive")
    }
    let names = try files.names(in: folder)
    // An index of several packs may speak of these.
    if names.contains("multi-pack-index") { try files.removeIfThere(folder + "/multi-pack-index") }
    // In order `.idx` comes before `.pack`: without its index a pack is not there for any reader.
    for name in names.filter({ packs.contains(PackName(String($0.prefix { $0 != "." }))) }).sorted()
    {
      try files.removeIfThere(folder + "/" + name)
    }
  }

  /// Removes what writers left that were killed: what no reader sees, and what they held.
  func removeLeftovers() throws(StorageError) {
    for name in try files.namesIfThere(in: folder) {
      let path = folder + "/" + name
      if name.hasPrefix(PackFiles.temporaryPrefix) {
        try files.removeIfThere(path)
      } else if name.hasSuffix(".keep"), try isHeld(path) {
        try files.removeIfThere(path)
      }
    }
  }
}

/// A pack that is being written, under a name that nobody reads.
private final class PackFileDraft: PackDraft {
  private let packs: PackFiles
  private let path: String
  private let file: any WritableFile
  /// Small writes, gathered.
  private var pending: [UInt8] = []
  private var indexPath: String { path + ".idx" }

  private static let pendingLimit = 1 << 20

  init(_ path: String, of packs: PackFiles) throws(StorageError) {
    self.packs = packs
    self.path = path
    file = try packs.files.create(path, readOnly: true)
  }

  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError) {
    pending.append(bytes)
    if pending.count >= PackFileDraft.pendingLimit { try flush() }
  }

  private func flush() throws(StorageError) {
    guard !pending.isEmpty else { return }
    let bytes = pending
    pending = []
    try file.append(bytes.span)
  }

  func complete(header: borrowing Span<UInt8>) throws(StorageError) {
    try flush()
    try file.overwrite(header, at: 0)
  }

  func content() throws(StorageError) -> SharedBytes {
    try flush()
    return try packs.files.contents(of: path)
  }

  func seal() throws(StorageError) {
    try flush()
    try file.synchronize()
    try file.close()
  }

  func publish(
    index: borrowing Span<UInt8>, as name: PackName, isHeld: Bool
  ) throws(StorageError) {
    try packs.files.write(indexPath, index, readOnly: true)
    try packs.publish(pack: path, index: indexPath, as: name, isHeld: isHeld)
  }

  func discard() throws(StorageError) {
    // It may have been closed before something else went wrong.
    try? file.close()
    try packs.files.removeIfThere(path)
    try packs.files.removeIfThere(indexPath)
  }
}
