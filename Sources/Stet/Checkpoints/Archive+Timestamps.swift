public import Articles
internal import Bytes
internal import Timestamps

/// What an authority is asked to date: the hash of a checkpoint, and a number by which its answer is known to be new.
public struct TimestampQuery: Sendable {
  public let checkpoint: RecordedCheckpoint
  /// The request in DER: `application/timestamp-query`.
  public let bytes: [UInt8]
  let request: TimestampRequest
}

/// A timestamp that was recorded.
public struct RecordedTimestamp: Equatable, Sendable {
  /// The time that the authority gives.
  public let time: Timestamp
  /// The authority, as its certificate or the token calls it.
  public let authority: String?

  init(_ token: TimestampToken) {
    time = Timestamp(seconds: token.time.seconds, zoneMinutes: 0)
    authority = token.authority
  }
}

extension Archive {
  /// What to send to an authority, so that it dates a checkpoint: RFC 3161.
  ///
  /// - Throws: `.system` where there is no memory.
  public func timestampQuery(
    of checkpoint: RecordedCheckpoint, using random: inout some RandomNumberGenerator
  ) throws(ArchiveError) -> TimestampQuery {
    let request = TimestampRequest(
      imprint: checkpoint.digest, nonce: UInt64.random(in: 1...UInt64.max, using: &random))
    do {
      return TimestampQuery(checkpoint: checkpoint, bytes: try request.encoded(), request: request)
    } catch {
      throw .system(doing: "make", path: "a request for a timestamp", reason: "\(error)")
    }
  }

  /// Records what an authority answered.
  ///
  /// - Parameters:
  ///   - query: What was asked; `nil` where somebody else asked, and any checkpoint of late may be meant.
  ///   - source: Where it came from.
  ///   - roots: Certificates in PEM by which it must be signed; `nil` takes it as it is.
  /// - Throws: `.unfitAnswer`; as `record`.
  public func recordTimestamp(
    _ answer: [UInt8], to query: TimestampQuery? = nil, from source: String? = nil,
    trusting roots: [UInt8]? = nil, by author: Author, now: Timestamp,
    patience: Duration = Archive.patience
  ) throws(ArchiveError) -> RecordedTimestamp {
    let token = try token(in: answer, query)
    var candidates = query.map { [$0.checkpoint] }
    if candidates == nil { candidates = try recentCheckpoints() }
    guard let dated = candidates?.first(where: { token.dates($0) }) else {
      throw .unfitAnswer(reason: "it dates no checkpoint of late")
    }
    if let roots {
      do {
        try token.verify(imprint: dated.digest, trusting: roots)
      } catch {
        throw .unfitAnswer(reason: error.words)
      }
    }
    let stamp = RecordedTimestamp(token)
    _ = try record(by: author, now: now, patience: patience) { writer throws(ArchiveError) in
      [try writer.add(RevisionDraft(token, stamp, source: source))]
    }
    return stamp
  }

  private func token(
    in answer: [UInt8], _ query: TimestampQuery?
  ) throws(ArchiveError) -> TimestampToken {
    do {
      if let query {
        return try TimestampResponse(decoding: answer).token(answering: query.request)
      }
      if let response = try? TimestampResponse(decoding: answer), let token = response.token {
        return token
      }
      return try TimestampToken(decoding: answer)
    } catch {
      throw .unfitAnswer(reason: error.words)
    }
  }

  // MARK: What was recorded

  /// How many revisions of the log's own articles are looked through, from the newest.
  private static let lookback = 64

  /// The checkpoints that were recorded last, the newest first.
  func recentCheckpoints() throws(ArchiveError) -> [RecordedCheckpoint] {
    try recentTexts(of: .checkpoint).compactMap { RecordedCheckpoint($0) }
  }

  /// The tokens that were recorded last, by what they date.
  func recentTimestamps() throws(ArchiveError) -> [Digest: [[UInt8]]] {
    var tokens: [Digest: [[UInt8]]] = [:]
    for text in try recentTexts(of: .timestamps).reversed() {
      guard let token = try? TimestampToken(decoding: text), let digest = token.imprint.digest
      else {
        continue
      }
      tokens[digest, default: []].append(text)
    }
    return tokens
  }

  private func recentTexts(of article: ArticleName) throws(ArchiveError) -> [[UInt8]] {
    guard try isPresent(article) else { return [] }
    var texts: [[UInt8]] = []
    try index().visitHistory(of: article) { step throws(ArchiveError) in
      guard case .revision(let revision) = step, !revision.isWithdrawal else { return true }
      texts.append(try content(of: revision))
      return texts.count < Archive.lookback
    }
    return texts
  }
}

extension TimestampToken {
  func dates(_ checkpoint: RecordedCheckpoint) -> Bool { imprint.digest == checkpoint.digest }
}

extension TimestampError {
  /// Why a token is not taken, in words for whoever asked for it.
  package var words: String {
    switch self {
    case .tooLarge(let part, _, let limit): "the \(part.rawValue) has more than \(limit) bytes"
    case .malformed(let part, let reason): "the \(part.rawValue) cannot be read: \(reason)"
    case .refused(_, let words, _):
      "the authority refuses" + (words.isEmpty ? "" : ": " + words.joined(separator: ", "))
    case .otherImprint: "it dates something else"
    case .otherNonce: "it answers another request"
    case .unsupportedHash(let name): "it is made by the hash \(name), which is not SHA-2"
    case .unreadableRoots(let reason): "the certificates cannot be read: \(reason)"
    case .noCertificate: "the authority's certificate is not there"
    case .noTrustedIssuer(let name): "no certificate that is trusted vouches for \(name)"
    case .notYetValid(let name): "the certificate of \(name) was not valid yet"
    case .expired(let name): "the certificate of \(name) had expired"
    case .wrongPurpose(let name): "the certificate of \(name) is not for timestamps"
    case .brokenChain(let name, let reason): "the certificate of \(name): \(reason)"
    case .otherAuthority: "it was signed by another than it says"
    case .badSignature: "its signature is not of what it says"
    case .system(let reason): "libcrypto failed: \(reason)"
    }
  }
}

extension RevisionDraft {
  fileprivate init(_ token: TimestampToken, _ stamp: RecordedTimestamp, source: String?) {
    self.init(
      article: .timestamps, content: token.bytes,
      message: Array("timestamp of \(stamp.time) by \(stamp.authority ?? "an authority")".utf8))
    metadata.mediaType = "application/timestamp-token"
    if let source, source.firstControl == nil, !source.isEmpty { metadata.source = source }
    // Two authorities may answer with the same bytes no more than one does twice.
    allowsUnchanged = true
  }
}
