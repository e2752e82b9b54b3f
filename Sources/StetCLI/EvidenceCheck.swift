internal import Evidence
internal import JSON
internal import Schemas
internal import Stet
internal import Timestamps
internal import TransparencyLog

/// `stet verify --evidence FILE --policy FILE`: needs no archive.
enum EvidenceCheck {
  static func run(_ arguments: Arguments, _ session: Session) throws(CommandError) -> ExitStatus {
    guard let path = arguments[.evidence] else {
      throw .usage("--policy belongs to --evidence", hint: nil)
    }
    guard let policyPath = arguments[.policy] else {
      throw .usage(
        "--evidence needs a policy: whose signatures count",
        hint: "`stet key policy` of the archive prints one; get it by another way than the evidence"
      )
    }
    let policy = try self.policy(policyPath, session)
    let bytes = try Files.read(session.path(path))
    let roots = try arguments.roots(session)
    let verified: VerifiedEvidence
    do {
      verified = try EvidenceBundle(decoding: bytes).verified(
        by: policy, trusting: roots)
    } catch {
      throw .evidence(path: path, reason: error.words)
    }
    if arguments.has(.json) {
      try session.write(verified.json.encoded() + [0x0A])
    } else {
      for line in lines(of: verified) { try session.print(line) }
    }
    return .done
  }

  private static func policy(
    _ path: String, _ session: Session
  ) throws(CommandError) -> LogPolicy {
    let bytes = try Files.read(session.path(path))
    do {
      return try LogPolicy(decoding: bytes)
    } catch {
      throw .usage(
        "\(path.visible), line \(error.line): no policy has this",
        hint: "c2sp.org/tlog-policy says what it has")
    }
  }

  private static func lines(of verified: VerifiedEvidence) -> [String] {
    var lines: [String] = []
    for article in verified.articles {
      let what = article.text.map { "was these \(grouped($0.count)) bytes" } ?? "was not there"
      lines.append("proved: \(article.article.visible) \(what)")
      lines.append("  recorded   \(article.recorded), as the archive says")
      if let until = article.until {
        lines.append("  until      \(until), when the next commit was")
      }
      lines.append("  commit     \(article.commit)")
      lines.append("  in place   \(grouped(Int(clamping: article.index))) of the log")
    }
    let checkpoint = verified.checkpoint
    lines.append(
      "checkpoint of \(counted(Int(clamping: checkpoint.checkpoint.size), "commit")) of "
        + "\(checkpoint.checkpoint.origin.visible)")
    lines.append("  signed by  " + checkpoint.logs.map { $0.text.visible }.joined(separator: ", "))
    for witness in checkpoint.witnesses {
      let time =
        witness.time.map { ", \(Timestamp(seconds: Int(clamping: $0), zoneMinutes: 0))" } ?? ""
      lines.append("  witnessed  \(witness.key.name.visible)\(time)")
    }
    for stamp in verified.timestamps {
      let state = stamp.isTrusted == true ? "" : " (not checked: --roots names who is trusted)"
      lines.append(
        "  dated      \(stamp.time), by \(stamp.authority?.visible ?? "an authority")\(state)")
    }
    return lines
  }
}

extension EvidenceError {
  /// Why nothing is proved.
  var words: String {
    switch self {
    case .notABundle: "it is no bundle of evidence, or damaged"
    case .missing(let part): "it lacks \(part.visible)"
    case .unexpected(let part): "\(part.visible) does not belong there"
    case .malformed(let part): "\(part.visible) is not what it should be"
    case .wrongObject(let part): "\(part.visible) is not the one that the commit names"
    case .notThere(let part): "the commit has no such article, and there is \(part.visible)"
    case .timestamp(let part, let error): "\(part.visible): \(error.words.visible)"
    case .otherCheckpoint(let part): "\(part.visible) is for another checkpoint"
    case .notNext: "next/commit is not the one that follows"
    case .notProved(let part, let error): "\(part.visible): \(error.words)"
    }
  }
}

extension ProofError {
  fileprivate var words: String {
    switch self {
    case .malformed(let line): "line \(line) is none of a proof"
    case .note, .checkpoint: "the checkpoint is not signed as it says"
    case .noTrustedLog: "no log that the policy trusts signed the checkpoint"
    case .noQuorum: "not enough of the policy's witnesses signed the checkpoint"
    case .notIncluded: "the log of the checkpoint does not hold the commit"
    }
  }
}
