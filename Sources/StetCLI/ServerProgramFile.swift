internal import Glibc
internal import Website

/// The program beside this one that serves.
struct ServerProgramFile {
  private let path: String

  /// In the folder of this program: nothing that `PATH` may lead to.
  ///
  /// - Throws: `.noServerProgram` where it is not there.
  static func beside() throws(CommandError) -> ServerProgramFile {
    var bytes = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
    guard count > 0, count < bytes.count else { throw Files.failure("find", "/proc/self/exe") }
    let own = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let steps = own.split(separator: "/").dropLast()
    let path = "/" + (steps.map(String.init) + ["stet-web"]).joined(separator: "/")
    guard unsafe access(path, F_OK) == 0 else { throw .noServerProgram(path) }
    return ServerProgramFile(path: path)
  }

  /// Becomes that program.
  ///
  /// - Throws: Always, or it does not come back.
  func run(_ settings: ServerSettings) throws(CommandError) -> Never {
    let words = [path, settings.encoded].map { Array($0.utf8CString) }
    unsafe _ = CStrings.withPointers(words) { words in unsafe execv(path, words) }
    throw Files.failure("start", path)
  }
}
