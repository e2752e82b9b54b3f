internal import Glibc

/// A new folder that is filled with files: nothing that is there is written over, and no link in it is followed.
final class ExportFolder {
  private let tree: FolderTree
  private var path: String { tree.path }
  private var descriptor: Int32 { tree.descriptor }

  /// Makes the folder, or takes one that is empty.
  init(_ path: String) throws(CommandError) {
    tree = try FolderTree(making: path)
    guard try Files.isEmptyFolder(path) else {
      throw .file(doing: "export to", path: path, reason: .notEmpty)
    }
  }

  /// Writes a file whole; the folders on its way are made.
  func write(_ bytes: [UInt8], to file: String) throws(CommandError) {
    try tree.inFolder(of: file) { folder, name throws(CommandError) in
      let opened = try create(name, in: folder, file)
      defer { close(opened) }
      try Files.write(bytes, descriptor: opened, path: path + "/" + file)
    }
  }

  private func create(
    _ name: String, in folder: Int32, _ file: String
  ) throws(CommandError) -> Int32 {
    let opened = unsafe openat(
      folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw failure(file) }
    return opened
  }

  /// Begins a file that grows; its name says that it is not whole until `finish`.
  func begin(_ name: String) throws(CommandError) -> GrowingFile {
    let incomplete = name + ".incomplete"
    return GrowingFile(
      descriptor: try create(incomplete, in: descriptor, incomplete), path: path + "/" + name)
  }

  /// Gives a file its name, now that it is whole.
  func finish(_ file: GrowingFile, _ name: String) throws(CommandError) {
    try file.flush()
    // A link takes no place that somebody has taken.
    guard unsafe linkat(descriptor, name + ".incomplete", descriptor, name, 0) == 0 else {
      guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(errno),
        unsafe renameat(descriptor, name + ".incomplete", descriptor, name) == 0
      else { throw failure(name) }
      return
    }
    unsafe unlinkat(descriptor, name + ".incomplete", 0)
  }

  private func failure(_ file: String) -> CommandError {
    Files.failure("write", path + "/" + file)
  }
}

/// A file that is written bit by bit.
final class GrowingFile {
  private let descriptor: Int32
  private let path: String
  private var pending: [UInt8] = []

  init(descriptor: Int32, path: String) {
    (self.descriptor, self.path) = (descriptor, path)
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(CommandError) {
    pending += bytes
    if pending.count >= 1 << 16 { try flush() }
  }

  func flush() throws(CommandError) {
    let bytes = pending
    pending = []
    try Files.write(bytes, descriptor: descriptor, path: path)
  }
}
