internal import Bytes
internal import Packs
internal import Storage

/// The commit-graph as it is kept: one file, or a chain of them.
///
/// As for git, the one file counts where both are there.
struct CommitGraphFiles {
  private let storage: any ArchiveStorage

  /// Of fewer commits than this, the whole is written anew: that costs next to nothing.
  static let leastBaseCount = 4096
  /// A file stands on one that has at least so many times its commits; else both become one. So
  /// n commits are O(log n) files, and each is written O(log n) times.
  private static let growth = 2

  init(_ storage: any ArchiveStorage) {
    self.storage = storage
  }

  /// What is there.
  ///
  /// - Throws: `CommitGraphError` where it is none.
  func open() throws -> CommitGraph? {
    if let whole = try storage.open(.commitGraph)?.all() { return try CommitGraph(whole) }
    return try openChain(attempt: 1)
  }

  private func openChain(attempt: Int) throws -> CommitGraph? {
    guard let list = try storage.open(.commitGraphChain)?.all() else { return nil }
    guard let checksums = CommitGraphChain.checksums(in: list.span) else {
      throw CommitGraphError.notACommitGraph
    }
    var files: [SharedBytes] = []
    for checksum in checksums {
      guard let file = try storage.open(.commitGraphFile(checksum))?.all() else {
        // Another process has written a new list, and taken away what that does without.
        if attempt < 3 { return try openChain(attempt: attempt + 1) }
        throw CommitGraphError.notACommitGraph
      }
      files.append(file)
    }
    let graph = try CommitGraph(chain: files)
    guard graph.files.map(\.checksum) == checksums else { throw CommitGraphError.checksumMismatch }
    return graph
  }

  /// Where it is, for people.
  var path: String {
    get throws(StorageError) {
      let isWhole = try storage.metadata(of: .commitGraph) != nil
      return storage.location(of: isWhole ? .commitGraph : .commitGraphChain)
    }
  }

  /// Writes these rows and no others.
  func replace(with rows: CommitGraphRows) throws(StorageError) {
    guard !rows.isEmpty, let bytes = try? CommitGraph.encode(rows) else { return try remove() }
    try storage.publish([NewPiece(.commitGraph, bytes)])
    try removeChain()
  }

  /// Adds rows to those of a graph that was opened here.
  ///
  /// - Parameter leastBaseCount: How many commits what others stand on has at least.
  /// - Returns: Whether that can be: rows that are to be written again may lack a filter.
  func extend(
    _ graph: CommitGraph, with new: CommitGraphRows,
    leastBaseCount: Int = CommitGraphFiles.leastBaseCount
  ) throws(StorageError) -> Bool {
    var counts = graph.files.map(\.count)
    var count = new.count
    while let top = counts.last,
      top < CommitGraphFiles.growth * count || counts.count == 1 && top < leastBaseCount
    {
      count += top
      counts.removeLast()
    }
    var rows = CommitGraphRows()
    for file in counts.count..<graph.files.count {
      for position in graph.positions(ofFile: file) {
        guard let entry = try? graph.entry(at: position) else { return false }
        rows.append(entry)
      }
    }
    rows.append(contentsOf: new)
    guard let base = graph.prefix(counts.count) else {
      try replace(with: rows)
      return true
    }
    guard let bytes = try? CommitGraph.encode(rows, onto: base) else { return false }
    try publish(bytes, onto: base)
    return true
  }

  private func publish(_ bytes: [UInt8], onto base: CommitGraph) throws(StorageError) {
    let isWhole = try storage.metadata(of: .commitGraph) != nil
    let before = try listed()
    var checksums = base.files.map(\.checksum)
    if isWhole {
      try storage.publish([NewPiece(.commitGraphFile(checksums[0]), base.bytes(ofFile: 0).copy)])
    }
    let checksum = Digest(reading: bytes.span, at: bytes.count - Digest.byteCount)
    checksums.append(checksum)
    try storage.publish([NewPiece(.commitGraphFile(checksum), bytes)])
    try storage.publish([NewPiece(.commitGraphChain, CommitGraphChain.encode(checksums))])
    if isWhole { try storage.retire([.commitGraph]) }
    try storage.retire(before.filter { !checksums.contains($0) }.map { .commitGraphFile($0) })
  }

  /// Leaves none.
  func remove() throws(StorageError) {
    try storage.retire([.commitGraph])
    try removeChain()
  }

  /// The list goes first: without it the files are nothing to anybody. What a writer left that was
  /// killed goes, too.
  private func removeChain() throws(StorageError) {
    let files = try storage.sidecars().filter { piece in
      if case .sidecar(let place) = piece { place.hasSuffix(".graph") } else { false }
    }
    try storage.retire([.commitGraphChain])
    try storage.retire(files)
  }

  /// The files that the chain names.
  func listed() throws(StorageError) -> [Digest] {
    let list = try storage.open(.commitGraphChain)?.all()
    return list.flatMap { CommitGraphChain.checksums(in: $0.span) } ?? []
  }
}
