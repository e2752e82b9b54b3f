internal import Glibc

/// The program beside this one that knows the network: one request, one answer.
struct NetworkProgram {
  private let program: ProgramBeside

  /// - Throws: `.noProgramBeside` where it is not there.
  init() throws(CommandError) {
    program = try ProgramBeside(.post)
  }

  /// Posts to an address, and waits for the answer.
  ///
  /// - Parameters:
  ///   - type: The media type of what is sent.
  ///   - accept: The media type that may come back; nil for any.
  ///   - timeout: Seconds that it may take in all.
  /// - Returns: The answer, whatever its status; `-` for its type where the server names none.
  /// - Throws: `.network` where none came, `.usage` for what is no address.
  func post(
    _ body: [UInt8], type: String, accept: String?, to url: String, timeout: Int
  ) throws(CommandError) -> (status: Int, type: String, body: [UInt8]) {
    guard !url.isEmpty, !url.hasPrefix("-"), !url.utf8.contains(0) else {
      throw .usage("'\(url.visible)' is no address of http or https", hint: nil)
    }
    let words =
      ["--type", type] + (accept.map { ["--accept", $0] } ?? []) + [
        "--timeout", String(timeout), url,
      ]
    let child = try ChildProcess(program.path, words)
    let result = try child.finish(input: body, limit: Self.limit)
    let errors = Self.words(result.errors)
    switch result.status {
    case 0: break
    case ExitStatus.usedWrongly.rawValue: throw .usage(errors, hint: nil)
    default:
      throw .network(errors.isEmpty ? "\(ProgramBeside.Name.post.rawValue) was ended" : errors)
    }
    guard let end = result.output.firstIndex(of: 0x0A),
      case let line = String(decoding: result.output[..<end], as: UTF8.self),
      let space = line.firstIndex(of: " "), let status = Int(line[..<space])
    else { throw .network("\(program.path) gives no answer that can be read") }
    return (status, String(line[line.index(after: space)...]), Array(result.output[(end + 1)...]))
  }

  /// What that program prints at most: an answer, and the line before it.
  private static let limit = (1 << 20) + (1 << 10)

  /// Its words, without its name.
  private static func words(_ errors: [UInt8]) -> String {
    let text = String(decoding: errors, as: UTF8.self)
    let prefix = "\(ProgramBeside.Name.post.rawValue): error: "
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line
  }
}
