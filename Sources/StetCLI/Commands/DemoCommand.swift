internal import Stet

extension Command {
  static let demo = Command(
    "demo", words: "[DIR]", count: 0...1,
    summary: "build a small archive before your eyes, to go on playing with (default: stet-demo)",
    candidates: .folders,
    examples: [("stet demo", "then: cd stet-demo; stet log")]
  ) { arguments, session throws(CommandError) in
    let folder = try makeFolder(arguments.words.first, session)
    try Demonstration(folder: folder, session: session).run()
    return .done
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

  init(folder: String, session: Session) {
    self.folder = folder
    root = session.path(folder)
    var surroundings = session.surroundings
    surroundings.folder = root
    // The demonstration's own archive, whatever the reader has set up.
    surroundings.environment["STET_STORE"] = nil
    // Its commands share one output, which is no command's own.
    surroundings.pager = nil
    transcript = Transcript(
      surroundings: surroundings, usesColour: session.usesColour, output: session.output)
  }

  func run() throws(CommandError) {
    try transcript.say(
      "A newspaper's story changes five times, and another site reprints it. Every line after $ is\n"
        + "a command that you can type; what follows it is what it printed.")
    try record()
    try look()
    try reprint()
    try prove()
    try farewell()
  }

  private func record() throws(CommandError) {
    try transcript.heading("Keep what the page says, each time it is fetched")
    try transcript.say("$ cd \(folder.visible)")
    try transcript.run("init")
    for version in SampleArticle.versions {
      try Files.write(Array(version.text.utf8), to: root + "/" + version.file)
      try transcript.run(
        "commit", version.file, "--article", SampleArticle.name, "-m", version.note, "--title",
        version.title, "--source", SampleArticle.source, "--published", version.published,
        "--retrieved", version.retrieved)
    }
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

  private func farewell() throws(CommandError) {
    try transcript.heading("Go on")
    let name = SampleArticle.name
    try transcript.say(
      """
      The archive is in \(folder.visible)/.stet, the fetched pages are beside it. Try:

        cd \(folder.visible)
        stet cat \(name)@2026-03-02
        stet diff \(name)@2 \(name) --format side-by-side
        stet diff \(name)@1 \(name) --format html -o bridge.html
        stet log --json
        git --git-dir=.stet log --stat
        git --git-dir=.stet fsck --strict
        stet help
      """)
  }
}
