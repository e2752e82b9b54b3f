public import Foundation

/// A terminal of its own for a program, with somebody at the keyboard.
public enum Terminal {
  /// What somebody saw and did.
  public struct Session: Decodable, Sendable {
    /// The exit status; minus the number of the signal that ended the program.
    public let status: Int32
    /// All that the terminal was sent.
    public let shown: String
    /// Whether it reads whole lines and shows what is typed, as a shell wants to find it.
    public let isCooked: Bool

    /// Without the terminal's line ends.
    public var text: String { shown.replacingOccurrences(of: "\r\n", with: "\n") }
  }

  /// Runs a program on a terminal, to its end.
  ///
  /// - Parameters:
  ///   - keys: What is typed, each once the terminal has shown what stands before it; after nothing,
  ///     once it has shown nothing more for a moment.
  ///   - columns: How wide the terminal is; one of no width does not say it.
  public static func run(
    _ words: [String], keys: [(after: String, type: String)] = [], columns: Int = 80,
    in folder: URL, environment: [String: String] = [:]
  ) throws -> Session {
    let plan = Plan(words: words, keys: keys.map { [$0.after, $0.type] }, columns: columns)
    let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    let result = try Program.run(
      "python3", ["-c", driver, text], in: folder,
      environment: ["TERM": "xterm"].merging(environment) { $1 })
    guard result.status == 0 else { throw Program.Failure(command: words, result: result) }
    return try JSONDecoder().decode(Session.self, from: Data(result.output))
  }

  private struct Plan: Encodable {
    let words: [String]
    let keys: [[String]]
    let columns: Int
  }

  /// Who waits for what never comes is let go after a minute.
  private static let driver = """
    import fcntl, json, os, pty, select, signal, struct, sys, termios
    plan = json.loads(sys.argv[1])
    child, terminal = pty.fork()
    if child == 0:
        # As a shell starts a program, whatever started this.
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, plan["columns"], 0, 0))
        os.execvp(plan["words"][0], plan["words"])
    shown, seen, keys = b"", 0, plan["keys"]
    while True:
        while keys and keys[0][0] and (place := shown.find(keys[0][0].encode(), seen)) >= 0:
            seen = place + len(keys[0][0].encode())
            os.write(terminal, keys.pop(0)[1].encode())
        isWaiting = keys and not keys[0][0]
        if not select.select([terminal], [], [], 0.5 if isWaiting else 60)[0]:
            if not isWaiting:
                os.kill(child, 9)
            else:
                os.write(terminal, keys.pop(0)[1].encode())
                continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    cooked = termios.ICANON | termios.ECHO
    print(json.dumps({
        "status": status, "shown": shown.decode(errors="replace"),
        "isCooked": termios.tcgetattr(terminal)[3] & cooked == cooked}))
    """
}
