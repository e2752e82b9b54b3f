internal import Objects
package import Storage

extension DirectoryStorage {
  /// Source: gitrepository-layout(5), "objects/info/alternates", "shallow", "info/grafts";
  /// git-replace(1); partial-clone in git's technical documentation.
  package func arrangements() throws(StorageError) -> [Arrangement] {
    var found: [Arrangement] = []
    let alternates = try lines(of: "objects/info/alternates")
    if !alternates.isEmpty { found.append(.borrowing(alternates)) }
    let shallow = Set(try lines(of: "shallow").compactMap { ObjectID($0) })
    if !shallow.isEmpty { found.append(.shallow(shallow)) }
    // Git goes by the settings: without a place to get objects from, the mark of a pack means nothing.
    let packs = try files.namesIfThere(in: root + "/objects/pack")
    if isPartialClone, packs.contains(where: { $0.hasSuffix(".promisor") }) {
      found.append(.partial)
    }
    let replaced = try replacements().count
    // A commit, and the parents that it is to have; git passes over what is no such line.
    let grafts = try lines(of: "info/grafts")
      .count { $0.split(separator: " ").first.flatMap { ObjectID(String($0)) } != nil }
    if replaced + grafts > 0 { found.append(.replacing(count: replaced + grafts)) }
    return found
  }

  /// The references by which git shows one object in the place of another: it goes by the object's id, and
  /// takes those that name another reference, too.
  private func replacements() throws(StorageError) -> Set<String> {
    let folder = "refs/replace"
    return Set(try readableReferences().all.keys.filter(\.isReplacement).map(\.description))
      .union(try referenceFiles.looseFiles(in: folder, depth: 0))
      .filter { ObjectID(String($0.dropFirst(folder.utf8.count + 1))) != nil }
  }

  /// The lines of a small file, without comments; none where there is no such file.
  private func lines(of path: String) throws(StorageError) -> [String] {
    guard try files.metadata(of: root + "/" + path)?.kind == .file,
      let bytes = try referenceFiles.contents(of: root + "/" + path)
    else { return [] }
    return bytes.split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }.filter { !$0.hasPrefix("#") }
  }
}
