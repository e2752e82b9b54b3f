internal import Glibc

/// The program: a request in, an answer out.
enum PostProgram {
  /// As `stet --version` has it; the tests hold them together.
  static let version = "0.1.0"

  private static let help = """
    usage: stet-post --type MEDIA-TYPE [--accept TYPE] [--timeout SECONDS] URL < REQUEST > ANSWER

    Posts what comes on standard input to an address of http or https, and prints the answer: a
    line with its status and media type, then the bytes. `stet` starts this program where a
    command needs the network.

    --type MEDIA-TYPE  what is sent
    --accept TYPE      what may come back (default: anything)
    --timeout SECONDS  how long it may take in all, 1 to 3600 (default: 60)
    --help, --version

    exit status: 0 an answer came, 2 used wrongly, 6 the network or the system refused

    """

  /// Does what the command line says.
  ///
  /// - Returns: The process's exit status, of those that `stet` has.
  static func main() -> Int32 {
    let words = Array(CommandLine.arguments.dropFirst())
    do throws(PostError) {
      if words == ["--help"] || words == ["-h"] {
        try StandardStreams.write(Array(help.utf8))
      } else if words == ["--version"] || words == ["-V"] {
        try StandardStreams.write(Array("stet-post \(version)\n".utf8))
      } else {
        try post(try PostArguments(words))
      }
      return 0
    } catch {
      StandardStreams.complain(error)
      return error.status
    }
  }

  private static func post(_ arguments: PostArguments) throws(PostError) {
    // What cannot be an address is refused before anybody is made to send a request.
    let address = try Address(arguments.url)
    let request = try StandardStreams.read(limit: Limits.requestByteCount)
    let answer = try Transfer.post(request, arguments, to: address)
    let line = "\(answer.status) \(answer.mediaType)\n"
    try StandardStreams.write(Array(line.utf8) + answer.body)
  }
}

/// How much there may be of everything.
enum Limits {
  static let requestByteCount = 1 << 20
  static let answerByteCount = 1 << 20
  static let mediaTypeByteCount = 200
  static let redirectCount = 3
  static let connectSeconds = 15
}
