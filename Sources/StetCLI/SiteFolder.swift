internal import Glibc
internal import Stet

/// A folder of pages that is brought up to date: it says itself which head they were made of.
///
/// A file is replaced whole, and the mark comes last: who is killed in the midst leaves the mark of before, and the
/// next run makes those pages again.
final class SiteFolder {
  private let tree: FolderTree
  /// The head of the pages that are here; `nil` where there are none yet.
  let head: RevisionID?

  private static let mark = "stet-site.txt"
  /// Pages of another version look otherwise: all are made again.
  private static let version = "stet site 2"

  /// Makes the folder, or takes one that is empty or holds pages.
  init(_ path: String) throws(CommandError) {
    tree = try FolderTree(making: path)
    let isEmpty = try Files.isEmptyFolder(path)
    guard let lines = try SiteFolder.lines(in: tree.descriptor) else {
      guard isEmpty else { throw .file(doing: "export to", path: path, reason: .notEmpty) }
      head = nil
      // What is in the folder from now on is ours, if this is the last that is done.
      try write(SiteFolder.text(head: nil), to: SiteFolder.mark)
      return
    }
    head =
      lines.first == SiteFolder.version ? lines.dropFirst().first.flatMap(RevisionID.init) : nil
  }

  /// Says which head all pages are of.
  func finish(_ head: RevisionID?) throws(CommandError) {
    try write(SiteFolder.text(head: head), to: SiteFolder.mark)
  }

  /// Writes a file, unless it says that already: who copies what is newer copies what is new.
  ///
  /// - Returns: Whether it was written.
  @discardableResult
  func write(_ bytes: [UInt8], to file: String) throws(CommandError) -> Bool {
    var isWritten = true
    try tree.inFolder(of: file) { folder, name throws(CommandError) in
      if SiteFolder.has(bytes, in: folder, name) {
        isWritten = false
        return
      }
      let scratch = ".stet-site.tmp"
      let path = tree.path + "/" + file
      _ = unsafe unlinkat(folder, scratch, 0)
      let opened = unsafe openat(
        folder, scratch, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard opened >= 0 else { throw Files.failure("write", path) }
      defer { close(opened) }
      try Files.write(bytes, descriptor: opened, path: path)
      guard unsafe renameat(folder, scratch, folder, name) == 0 else {
        throw Files.failure("write", path)
      }
    }
    return isWritten
  }

  /// Whether a file has these bytes and no others; not where it cannot be read.
  private static func has(
    _ bytes: [UInt8], in folder: Int32, _ name: String
  ) -> Bool {
    let opened = unsafe openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return false }
    defer { close(opened) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var rest = bytes[...]
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(opened, $0.baseAddress, $0.count)
      }
      if count < 0 { return false }
      if count == 0 { return rest.isEmpty }
      guard rest.starts(with: buffer.prefix(count)) else { return false }
      rest = rest.dropFirst(count)
    }
  }

  /// Takes a page away, if it is there.
  func remove(_ file: String) throws(CommandError) {
    try tree.inFolder(of: file) { folder, name throws(CommandError) in
      guard unsafe unlinkat(folder, name, 0) == 0 || errno == ENOENT else {
        throw Files.failure("remove", tree.path + "/" + file)
      }
    }
  }

  private static func text(head: RevisionID?) -> [UInt8] {
    Array("\(version)\n\(head?.description ?? "unfinished")\n".utf8)
  }

  /// The lines of the mark; `nil` where there is none that could be one.
  private static func lines(in folder: Int32) throws(CommandError) -> [String]? {
    let opened = unsafe openat(folder, mark, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    defer { close(opened) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(opened, $0.baseAddress, 256) }
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    guard text.hasPrefix("stet site ") else { return nil }
    return text.split(separator: "\n").map(String.init)
  }
}
