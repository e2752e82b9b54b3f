internal import Glibc
internal import Stet
internal import Website

extension Option {
  fileprivate static let pace = Option(
    "--pace", value: "SECONDS", help: "wait so long before each step; enter waits for that key",
    candidates: .words(["enter"]))
  fileprivate static let web = Option(
    "--web", help: "then show the archive in a browser, as `stet serve` does")
}

extension Command {
  static let demo = Command(
    "demo", words: "[DIR]", count: 0...1,
    summary: "build a small archive before your eyes, to go on playing with (default: stet-demo)",
    options: [.pace, .web, .port], candidates: .folders,
    examples: [
      ("stet demo", "then: cd stet-demo; stet log"),
      ("stet demo --pace enter", "a step for each time that Enter is pressed"),
      ("stet demo --web", "then open http://127.0.0.1:8080/"),
    ]
  ) { arguments, session throws(CommandError) in
    let wait = try pace(arguments[.pace], session)
    let port = try arguments.serverPort()
    guard arguments.has(.web) else {
      if port != nil { throw .usage("--port has a meaning only with --web", hint: nil) }
      _ = try demonstrate(arguments.words.first, session, wait)
      return .done
    }
    // What cannot be shown is not made first.
    let server = try ProgramBeside(.web)
    let path = try demonstrate(arguments.words.first, session, wait)
    let archive = try archived { () throws(ArchiveError) in try Archive.open(at: path) }
    try session.output.flush()
    var settings = ServerSettings(store: archive.path, title: archive.title)
    settings.port = port ?? settings.port
    try server.become([settings.encoded])
  }

  /// Makes the archive before the reader's eyes.
  ///
  /// - Returns: Where it is.
  private static func demonstrate(
    _ name: String?, _ session: Session, _ wait: @escaping () throws(CommandError) -> Void
  ) throws(CommandError) -> String {
    let folder = try makeFolder(name, session)
    let demonstration = Demonstration(folder: folder, session: session, wait: wait)
    try demonstration.run()
    return demonstration.root + "/.stet"
  }

  /// What is done before each step.
  private static func pace(
    _ value: String?, _ session: Session
  ) throws(CommandError) -> () throws(CommandError) -> Void {
    guard let value else { return {} }
    if value == "enter" {
      return { () throws(CommandError) in
        try Files.write(
          Array("\n[Enter]".utf8), descriptor: STDERR_FILENO, path: "standard error")
        // The end of the input stands for all further keys.
        while case let byte = getchar(), byte != EOF, byte != 0x0A {}
      }
    }
    guard let seconds = Double(value), (0...3600).contains(seconds) else {
      throw .usage(
        "--pace takes seconds from 0 to 3600, or enter, not '\(value.visible)'", hint: nil)
    }
    return { () throws(CommandError) in usleep(UInt32(seconds * 1_000_000)) }
  }

  /// The folder that was named, or the first free one of `stet-demo`, `stet-demo-2` and so on.
  private static func makeFolder(
    _ name: String?, _ session: Session
  ) throws(CommandError) -> String {
    var candidate = name ?? "stet-demo"
    var number = 2
    while name == nil && Files.exists(session.path(candidate)) {
      candidate = "stet-demo-\(number)"
      number += 1
    }
    try Files.makeFolder(session.path(candidate))
    return candidate
  }
}

private struct Demonstration {
  let folder: String
  let root: String
  let transcript: Transcript

  init(
    folder: String, session: Session, wait: @escaping () throws(CommandError) -> Void
  ) {
    self.folder = folder
    root = session.path(folder)
    var surroundings = session.surroundings
    surroundings.folder = root
    // The demonstration's own archive, whatever the reader has set up.
    surroundings.environment["STET_STORE"] = nil
    // Its commands share one output, which is no command's own.
    surroundings.pager = nil
    transcript = Transcript(
      surroundings: surroundings, usesColour: session.usesColour, output: session.output,
      wait: wait)
  }

  func run() throws(CommandError) {
    try transcript.say(
      "A newspaper's story changes five times, and another site reprints it. Every line after $ is\n"
        + "a command that you can type; what follows it is what it printed.")
    let packs = try record()
    try look()
    try reprint()
    try remove()
    try prove()
    try heal(packs[1])
    try farewell()
  }

  /// - Returns: For each version the pack that recording it made.
  private func record() throws(CommandError) -> [String] {
    try transcript.heading("Keep what the page says, each time it is fetched")
    try transcript.say("$ cd \(folder.visible)")
    try transcript.run("init")
    var made: [String] = []
    for version in SampleArticle.versions {
      try Files.write(Array(version.text.utf8), to: root + "/" + version.file)
      try transcript.run(
        "commit", version.file, "--article", SampleArticle.name, "-m", version.note, "--title",
        version.title, "--source", SampleArticle.source, "--published", version.published,
        "--retrieved", version.retrieved)
      made += try Files.names(in: root + "/.stet/objects/pack")
        .filter { $0.hasSuffix(".pack") && !made.contains($0) }
    }
    return made
  }

  private func look() throws(CommandError) {
    let name = SampleArticle.name
    try transcript.heading("What happened?")
    try transcript.run("log", name, "--oneline")
    try transcript.heading("A figure was corrected without a word")
    try transcript.run("diff", name + "@1", name + "@2")
    try transcript.heading("Somebody else said it, and a paragraph moved")
    try transcript.run("diff", name + "@3", name + "@5")
    try transcript.heading("All that is known of one revision")
    try transcript.run("show", name + "@3")
    try transcript.heading("What did it say at noon on that day?")
    try transcript.run("cat", name + "@2026-03-02T12:00:00Z")
    try transcript.heading("Which revisions changed a figure, or who is quoted?")
    try transcript.run("log", "--class", "number,attribution,quotation,name", "--stat", "--oneline")
  }

  private func reprint() throws(CommandError) {
    let version = SampleArticle.republication
    try transcript.heading("Another site reprints it: one long line, menus in front, a link behind")
    try Files.write(Array(version.text.utf8), to: root + "/" + version.file)
    try transcript.run(
      "commit", version.file, "--article", SampleArticle.republicationName, "-m", version.note,
      "--source", SampleArticle.republicationSource, "--published", version.published,
      "--retrieved", version.retrieved, "--republishes", SampleArticle.name + "@4")
    try transcript.run("diff", SampleArticle.name + "@4", SampleArticle.republicationName)
  }

  private func prove() throws(CommandError) {
    try transcript.heading("Nothing kept has been altered")
    try transcript.run("verify")
    try transcript.run("stats")
  }

  private func remove() throws(CommandError) {
    let name = SampleArticle.name
    try transcript.heading("The page is taken down: what it said stays")
    try transcript.run(
      "commit", "--withdrawn", name, "-m", "404 Not Found", "--retrieved", "2026-03-20T06:00:00Z")
    try transcript.run("cat", name)
    try transcript.run("changes", "--since", "2026-03-01")
  }

  /// Damages the text of the second revision, which its pack ends with, and takes it back from a copy.
  private func heal(_ pack: String) throws(CommandError) {
    let file = ".stet/objects/pack/" + pack
    try transcript.heading("A disk loses a sector: it is found, and healed from a copy")
    try transcript.show("cp", "-r", ".stet", "copy.git")
    try Files.copyFolder(root + "/.stet", to: root + "/copy.git")
    var bytes = try Files.read(root + "/" + file)
    // Behind the text comes the checksum.
    let start = bytes.count - 128
    try transcript.show(
      "dd", "if=/dev/zero", "of=" + file, "bs=1", "seek=\(start)", "count=64", "conv=notrunc",
      "status=none")
    for index in start..<start + 64 { bytes[index] = 0 }
    try Files.write(bytes, to: root + "/" + file)
    try transcript.run("verify")
    try transcript.run("repair", "--from", "copy.git")
  }

  private func farewell() throws(CommandError) {
    try transcript.heading("Go on")
    let name = SampleArticle.name
    try transcript.say(
      """
      The archive is in \(folder.visible)/.stet, the fetched pages are beside it. Try:

        cd \(folder.visible)
        stet cat \(name)@2026-03-03
        stet diff \(name)@2 \(name) --format side-by-side
        stet diff \(name)@1 \(name) --format html -o bridge.html
        stet serve            # and open http://127.0.0.1:8080/ in a browser
        stet log --json
        git --git-dir=.stet log --stat
        git --git-dir=.stet fsck --strict
        stet help
      """)
  }
}
