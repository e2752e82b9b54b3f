internal import Bytes
internal import Objects
internal import Storage

/// The repository's references: `HEAD`, loose ones under `refs`, and `packed-refs`.
///
/// Source: gitrepository-layout(5), git-pack-refs(1).
struct References: Sendable {
  let root: String
  let files: any FileSystem

  /// What a reference holds, without following it; `nil` where there is none.
  ///
  /// Its own file is looked for first, and once more where `packed-refs` lacks it: git may have made it
  /// anew meanwhile.
  func read(_ name: ReferenceName) throws(StorageError) -> Reference? {
    if let reference = try readFile(name) { return reference }
    if let id = try packed()[name] { return .direct(id) }
    return try readFile(name)
  }

  private func readFile(_ name: ReferenceName) throws(StorageError) -> Reference? {
    guard let bytes = try contents(of: path(of: name)) else { return nil }
    guard let reference = Reference(decoding: bytes) else {
      throw .badReference(path: path(of: name))
    }
    return reference
  }

  /// Where `HEAD` leads: the branch it names, and the commit there unless none is yet.
  func head() throws(StorageError) -> (branch: ReferenceName, id: ObjectID?) {
    try follow(.head)
  }

  private func follow(
    _ start: ReferenceName
  ) throws(StorageError) -> (branch: ReferenceName, id: ObjectID?) {
    var name = start
    // Git follows at most five links from one reference to the next.
    for _ in 0..<5 {
      switch try read(name) {
      case .direct(let id): return (name, id)
      case .symbolic(let next):
        // What leads elsewhere is no branch: a commit must not make one there.
        if name == .head, !next.isBranch { throw .badReference(path: path(of: .head)) }
        name = next
      case nil where name == .head:
        throw .notARepository(path: root, reason: "it has no HEAD")
      case nil: return (name, nil)
      }
    }
    throw .badReference(path: path(of: start))
  }

  /// Whether a file below `refs` holds what git writes there: an id, or the name of a reference that leads
  /// somewhere.
  func isSound(_ file: String, _ bytes: [UInt8]) throws(StorageError) -> Bool {
    guard let reference = Reference(decoding: bytes), reference.encoded == bytes else {
      return false
    }
    guard case .symbolic = reference, let name = ReferenceName(file) else { return true }
    do throws(StorageError) {
      return try follow(name).id != nil
    } catch {
      guard case .badReference = error else { throw error }
      return false
    }
  }

  /// Every reference under `refs` and where it points; symbolic ones are left out.
  ///
  /// The loose ones are read first: `git pack-refs` writes `packed-refs` before it removes them, so one
  /// that vanishes meanwhile is in what is read next, and the other way round it would be missed.
  func all() throws(StorageError) -> [ReferenceName: ObjectID] {
    let loose = try loose()
    return try packed().filter { !loose.symbolic.contains($0.key) }
      .merging(loose.direct) { _, loose in loose }
  }

  /// The files of loose references whose bytes are not those that git writes.
  ///
  /// Git reads `DEADBEEF` as `deadbeef`; in a store that proves that nothing was altered, such a
  /// file is altered.
  func alteredFiles() throws(StorageError) -> [String] {
    var altered: [String] = []
    if let bytes = try contents(of: path(of: .head)), Reference(head: bytes)?.encoded != bytes {
      altered.append(path(of: .head))
    }
    for file in try looseFiles(in: "refs", depth: 0) {
      let path = root + "/" + file
      guard let bytes = try contents(of: path) else { continue }
      if try !isSound(file, bytes) { altered.append(path) }
    }
    return altered
  }

  func path(of name: ReferenceName) -> String { root + "/" + name.description }

  private func loose() throws(StorageError) -> (
    direct: [ReferenceName: ObjectID], symbolic: Set<ReferenceName>
  ) {
    var direct: [ReferenceName: ObjectID] = [:]
    var symbolic: Set<ReferenceName> = []
    for file in try looseFiles(in: "refs", depth: 0) {
      let path = root + "/" + file
      guard let name = ReferenceName(file) else { throw .badReference(path: path) }
      // Listed and gone: it was deleted, or is packed now.
      guard let bytes = try contents(of: path) else { continue }
      switch Reference(decoding: bytes) {
      case .direct(let id): direct[name] = id
      case .symbolic: symbolic.insert(name)
      case nil: throw .badReference(path: path)
      }
    }
    return (direct, symbolic)
  }

  /// Paths of the files below a folder, from the repository's root; locks are left out.
  func looseFiles(in folder: String, depth: Int) throws(StorageError) -> [String] {
    // No reference that git takes is longer than a path can be: 4,096 bytes, two a level.
    guard depth < 2048 else { throw .badReference(path: root + "/" + folder) }
    var paths: [String] = []
    for name in try files.namesIfThere(in: root + "/" + folder).sorted()
    where !name.hasSuffix(".lock") {
      let path = folder + "/" + name
      if try files.metadata(of: root + "/" + path)?.kind == .folder {
        paths += try looseFiles(in: path, depth: depth + 1)
      } else {
        paths.append(path)
      }
    }
    return paths
  }

  var packedPath: String { root + "/packed-refs" }

  /// The references in `packed-refs`.
  private func packed() throws(StorageError) -> [ReferenceName: ObjectID] {
    let (references, isWhole) = try packedLines()
    guard isWhole else { throw .badReference(path: packedPath) }
    return references
  }

  /// The references in `packed-refs`, and whether every line of it can be read.
  func packedLines() throws(StorageError) -> (references: [ReferenceName: ObjectID], isWhole: Bool)
  {
    try packedLines(contents(of: packedPath) ?? [])
  }

  func packedLines(_ bytes: [UInt8]) -> (references: [ReferenceName: ObjectID], isWhole: Bool) {
    var references: [ReferenceName: ObjectID] = [:]
    // Git ends every line: one without end was cut off, perhaps inside a name.
    var isWhole = bytes.isEmpty || bytes.last == UInt8(ascii: "\n")
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      if References.isAside(line) { continue }
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 1)
      if parts.count == 2, let id = ObjectID(String(decoding: parts[0], as: UTF8.self)),
        let name = ReferenceName(String(decoding: parts[1], as: UTF8.self)),
        isWhole || line.endIndex < bytes.endIndex
      {
        references[name] = id
      } else {
        isWhole = false
      }
    }
    return (references, isWhole)
  }

  /// Whether a line of `packed-refs` is the header, which is the first and known to git, or what the tag
  /// above it points to in the end.
  private static func isAside(_ line: ArraySlice<UInt8>) -> Bool {
    if line.startIndex == 0, line.starts(with: "# pack-refs with:".utf8) { return true }
    return line.first == UInt8(ascii: "^")
      && ObjectID(String(decoding: line.dropFirst(), as: UTF8.self)) != nil
  }

  func contents(of path: String) throws(StorageError) -> [UInt8]? {
    do {
      return try files.contents(of: path).copy
    } catch .notFound {
      return nil
    } catch {
      throw error
    }
  }
}
