internal import Glibc

/// A folder and all below it, where no link is followed on the way to a file.
final class FolderTree {
  let path: String
  let descriptor: Int32

  /// Opens a folder, which is made where it is missing.
  init(making path: String) throws(CommandError) {
    self.path = path
    try Files.makeFolders(path)
    let opened = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw Files.failure("export to", path) }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Calls `body` with the folder that a file is in, which is made where it is missing, and the file's name there.
  func inFolder(
    of file: String, _ body: (Int32, String) throws(CommandError) -> Void
  ) throws(CommandError) {
    let parts = file.split(separator: "/").map(String.init)
    var folder = descriptor
    defer { if folder != descriptor { close(folder) } }
    for part in parts.dropLast() {
      let next = try open(part, in: folder, file)
      if folder != descriptor { close(folder) }
      folder = next
    }
    try body(folder, parts.last ?? "")
  }

  private func open(_ part: String, in folder: Int32, _ file: String) throws(CommandError) -> Int32
  {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var opened = unsafe openat(folder, part, flags)
    if opened < 0, errno == ENOENT {
      guard unsafe mkdirat(folder, part, 0o777) == 0 || errno == EEXIST else {
        throw failure(file)
      }
      opened = unsafe openat(folder, part, flags)
    }
    guard opened >= 0 else { throw failure(file) }
    return opened
  }

  private func failure(_ file: String) -> CommandError {
    Files.failure("write", path + "/" + file)
  }
}
