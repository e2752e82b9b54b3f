internal import Bytes
internal import Objects
internal import Packs
internal import Synchronization

/// A pack that is being written, under a name that nobody reads.
final class PackFile {
  typealias Form = PackEntry.Form

  private let folder: String
  private let files: any FileSystem
  private let path: String
  private var indexPath: String { path + ".idx" }
  private let file: any WritableFile
  private var writer: PackWriter<FileSystemError>?

  /// Git's own prefix for such files, which its `prune` clears away too, and a word of ours.
  static let temporaryPrefix = "tmp_pack_stet_"

  init(in folder: String, files: any FileSystem) throws(RepositoryError) {
    self.folder = folder
    self.files = files
    path = folder + "/" + PackFile.temporaryPrefix + "0"
    let (path, files) = (path, files)
    file = try translated { () throws(FileSystemError) in
      try files.makeFolderIfMissing(folder)
      for name in try files.names(in: folder) where name.hasPrefix(PackFile.temporaryPrefix) {
        try files.remove(folder + "/" + name)
      }
      return try files.create(path, readOnly: true)
    }
    writer = nil
    let buffer = BufferedFile(file)
    self.buffer = buffer
    do throws(FileSystemError) {
      writer = try PackWriter { bytes throws(FileSystemError) in try buffer.append(bytes) }
    } catch {
      throw .fileSystem(error)
    }
  }

  private let buffer: BufferedFile

  /// Writes one entry; returns where it starts.
  func append(
    _ form: Form, _ payload: PackPayload, id: ObjectID
  ) throws(RepositoryError) -> Int {
    do throws(FileSystemError) {
      return try writer?.append(form, payload, id: id) ?? 0
    } catch {
      throw .fileSystem(error)
    }
  }

  /// Removes what was written, wherever the writing ended.
  func discard() throws(RepositoryError) {
    // It may have been closed before something else went wrong.
    try? file.close()
    try translated { () throws(FileSystemError) in
      try files.removeIfThere(path)
      try files.removeIfThere(indexPath)
    }
  }

  /// Completes the pack, reads it back, and gives it and its index their names.
  ///
  /// - Returns: That name, without its ending.
  func finish(workers: Int) throws(RepositoryError) -> String? {
    guard let writer = writer.take() else { return nil }
    let tail = try finished(writer)
    let bytes = try translated { () throws(FileSystemError) in try files.contents(of: path) }
    let checksum = SHA256.hash(bytes.span.extracting(0..<tail.byteCount))
    try translated { () throws(FileSystemError) in
      try file.append(checksum.bytes.span)
      try file.close()
      try files.synchronize(path)
    }
    let index = tail.tail.index(packChecksum: checksum)
    try prove(index, workers: workers)
    let name = "pack-\(checksum)"
    try publish(index, name: name)
    return name
  }

  private func finished(
    _ writer: consuming PackWriter<FileSystemError>
  ) throws(RepositoryError) -> (tail: PackTail, byteCount: Int) {
    let byteCount = writer.byteCount
    do throws(FileSystemError) {
      let tail = try writer.finish()
      try buffer.flush()
      try file.overwrite(tail.header.span, at: 0)
      return (tail, byteCount)
    } catch {
      throw .fileSystem(error)
    }
  }

  /// Reads the whole pack back: every object must have its id.
  private func prove(_ index: [UInt8], workers: Int) throws(RepositoryError) {
    let bytes = try translated { () throws(FileSystemError) in try files.contents(of: path) }
    do throws(PackError) {
      let pack = try Pack(bytes)
      let plan = PackPlan(pack, index: try PackFile.read(index))
      let findings = Mutex(plan.findings)
      Workers.share(plan.unitCount, chunk: 16, among: workers) { _, next in
        var walker = PackWalker(plan, retainedByteCount: 64 << 20)
        while let chunk = next() {
          for unit in chunk {
            walker.visit(unit: unit) { finding in
              findings.withLock { $0.append(finding) }
            } object: { _, _ in
            }
          }
        }
      }
      if !findings.withLock({ $0.isEmpty }) { throw .notAPack }
    } catch {
      throw .damagedPack(path: path, .pack(error))
    }
  }

  private static func read(_ index: [UInt8]) throws(PackError) -> PackIndex {
    do throws(PackIndexError) {
      return try PackIndex(SharedBytes(index))
    } catch {
      throw .damagedIndex(error)
    }
  }

  /// The index gets its name last: a pack without one is not there for any reader.
  private func publish(_ index: [UInt8], name: String) throws(RepositoryError) {
    let target = folder + "/" + name
    try translated { () throws(FileSystemError) in
      try files.create(indexPath, index.span, readOnly: true)
      try files.synchronize(indexPath)
      try files.rename(path, to: target + ".pack")
      try files.rename(indexPath, to: target + ".idx")
      try files.synchronize(folder)
    }
  }
}

/// Gathers small writes.
private final class BufferedFile {
  private let file: any WritableFile
  private var pending: [UInt8] = []

  init(_ file: any WritableFile) {
    self.file = file
  }

  func append(_ bytes: [UInt8]) throws(FileSystemError) {
    pending += bytes
    if pending.count >= 1 << 20 { try flush() }
  }

  func flush() throws(FileSystemError) {
    let bytes = pending
    pending = []
    try file.append(bytes.span)
  }
}
