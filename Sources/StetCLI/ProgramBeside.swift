internal import Glibc

/// A program that stands beside this one: what it needs would slow the start of every command.
struct ProgramBeside {
  /// Which one; its name is also that of its package.
  enum Name: String {
    /// Serves.
    case web = "stet-web"
    /// Knows the network.
    case post = "stet-post"
  }

  let path: String

  /// In the folder of this program: nothing that `PATH` may lead to.
  ///
  /// - Throws: `.noProgramBeside` where it is not there.
  init(_ name: Name) throws(CommandError) {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
    guard count > 0, count < bytes.count else { throw Files.failure("find", "/proc/self/exe") }
    let own = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let steps = own.split(separator: "/").dropLast()
    path = "/" + (steps.map(String.init) + [name.rawValue]).joined(separator: "/")
    guard unsafe access(path, F_OK) == 0 else {
      throw .noProgramBeside(path, package: name.rawValue)
    }
  }

  /// Becomes that program.
  ///
  /// - Throws: Always, or it does not come back.
  func become(_ words: [String]) throws(CommandError) -> Never {
    let words = ([path] + words).map { Array($0.utf8CString) }
    unsafe _ = CStrings.withPointers(words) { words in unsafe execv(path, words) }
    throw Files.failure("start", path)
  }
}
