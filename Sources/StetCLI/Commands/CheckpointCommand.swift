internal import JSON
internal import Schemas
internal import Stet

extension Command {
  static let checkpoint = Command(
    "checkpoint", count: 0...0,
    summary: "sign what is recorded so far: evidence that strangers can check",
    options: [.author, .json],
    examples: [
      ("stet checkpoint", "sign the hash over all commits, by the archive's key"),
      ("stet cat stet:checkpoint", "the signed note of the latest checkpoint"),
    ]
  ) { arguments, session throws(CommandError) in
    let archive = try session.archive()
    let author = try session.author(arguments[.author], of: archive)
    let outcome = try archived { () throws(ArchiveError) in
      try archive.makeCheckpoint(by: author, now: session.surroundings.now())
    }
    if arguments.has(.json) {
      try session.write(outcome.json.encoded() + [0x0A])
      return .done
    }
    let checkpoint = outcome.checkpoint
    let words = "\(counted(checkpoint.size, "commit")) of \(checkpoint.origin.visible)"
    switch outcome {
    case .made: try session.print("checkpoint of \(words): \(checkpoint.root)")
    case .unchanged: try session.print("nothing new since the checkpoint of \(words)")
    }
    return .done
  }
}
