internal import Glibc
internal import Stet

/// All that a command takes from outside: files, environment, clock, terminal.
///
/// A value, so that a demonstration or a test can run a command somewhere else.
struct Surroundings {
  var environment: [String: String]
  /// Relative paths start here.
  var folder: String
  /// Whether standard output is a terminal, and how wide it is.
  var isTerminal: Bool
  var width: Int
  var cores: Int
  /// What shows long output; `nil` where there is no terminal or nobody wants one.
  var pager: Pager? = nil

  /// The process's own.
  static func current() -> Surroundings {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let lines = environmentLines()
    let variables = variables(lines)
    return Surroundings(
      // A variable that is empty asks for nothing, but for the one that asks for no pager.
      environment: variables.filter { !$0.value.isEmpty }, folder: ".", isTerminal: isTerminal,
      width: (isTerminal ? terminalWidth() : nil) ?? variables["COLUMNS"].flatMap { Int($0) } ?? 80,
      cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      pager: isTerminal ? Pager(variables, environment: lines) : nil)
  }

  /// The variables as the system has them, each ended by a zero.
  private static func environmentLines() -> [[CChar]] {
    var lines: [[CChar]] = []
    var next = unsafe environ
    while let line = unsafe next.pointee {
      unsafe lines.append(Array(UnsafeBufferPointer(start: line, count: strlen(line) + 1)))
      unsafe next = next.successor()
    }
    return lines
  }

  private static func variables(_ lines: [[CChar]]) -> [String: String] {
    var variables: [String: String] = [:]
    for line in lines {
      guard let equals = line.firstIndex(of: CChar(bitPattern: UInt8(ascii: "="))) else { continue }
      variables[text(line[..<equals])] = text(line[(equals + 1)...].dropLast())
    }
    return variables
  }

  private static func text(_ characters: ArraySlice<CChar>) -> String {
    String(decoding: characters.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// `nil` where the terminal does not say.
  private static func terminalWidth() -> Int? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  // MARK: Time

  func now() -> Timestamp {
    let seconds = time(nil)
    return Timestamp(seconds: seconds, zoneMinutes: Surroundings.zone(atUTC: seconds))
  }

  /// The local zone, minutes east of UTC, at a local time in seconds.
  @Sendable static func localZone(at local: Int) -> Int {
    // The zone depends on the instant, which depends on the zone: the second guess is right but
    // for the hour that a clock skips or repeats.
    zone(atUTC: local - zone(atUTC: local) * 60)
  }

  private static func zone(atUTC seconds: Int) -> Int {
    var instant = time_t(seconds)
    var parts = unsafe tm()
    unsafe _ = localtime_r(&instant, &parts)
    return unsafe parts.tm_gmtoff / 60
  }

  /// The start of the local day before.
  static func yesterday(before now: Timestamp) -> Timestamp {
    Timestamp(words: "yesterday", now: now, localZone: localZone) ?? now
  }

  // MARK: Who

  /// The author that the environment names, by the first of these that is set: `STET_AUTHOR_*`,
  /// `GIT_AUTHOR_*`, the archive's `user.*`, the user's own of git, the login name and host.
  func author(of archive: Archive) -> Author {
    let name = environment["STET_AUTHOR_NAME"] ?? environment["GIT_AUTHOR_NAME"]
    let mail = environment["STET_AUTHOR_EMAIL"] ?? environment["GIT_AUTHOR_EMAIL"]
    if let name, let mail { return Author(name: name, mail: mail) }
    let files = gitConfigurations()
    func configured(_ variable: String) -> String? {
      ([archive.configuration(variable)] + files.map { $0[variable] }).compactMap(\.self)
        .first { !$0.isEmpty }
    }
    return Author(
      name: name ?? configured("user.name") ?? login,
      mail: mail ?? configured("user.email") ?? "\(login)@\(host)")
  }

  /// What the user tells git for all repositories, the file that counts more first.
  ///
  /// One that cannot be read, or that git would refuse, says nothing.
  ///
  /// Source: git-config(1), "FILES".
  private func gitConfigurations() -> [UserConfiguration] {
    let home = environment["HOME"]
    let folder = environment["XDG_CONFIG_HOME"] ?? home.map { $0 + "/.config" }
    let paths =
      environment["GIT_CONFIG_GLOBAL"].map { [$0] }
      ?? [home.map { $0 + "/.gitconfig" }, folder.map { $0 + "/git/config" }].compactMap(\.self)
    return paths.compactMap { path in
      // A pipe or a device would not end, or would wait.
      guard !Files.isStream(path),
        let bytes = try? Files.read(path, limit: Self.largestConfiguration)
      else { return nil }
      return UserConfiguration(bytes)
    }
  }

  private static let largestConfiguration = 256 << 10

  private var login: String {
    environment["LOGNAME"] ?? environment["USER"] ?? "uid-\(getuid())"
  }

  private var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
