/// Chooses what of a response a request gets: nothing but that it is unchanged, a part, gzip, the whole.
///
/// Source: RFC 9110, 13.2.2 for the order of conditions, 14.2 for ranges.
struct ResponseSelection {
  private let request: HTTPRequest
  private var response: HTTPResponse
  private let compressed: CompressedBodies
  private let now: Int

  /// Shorter texts do not get smaller.
  private static let smallestCompressed = 256

  init(
    _ response: HTTPResponse, for request: HTTPRequest, compressed: CompressedBodies, now: Int
  ) {
    self.request = request
    self.response = response
    self.compressed = compressed
    self.now = now
  }

  /// Whether choosing means to compress what would hold up others.
  var isSlow: Bool {
    isGzip && byteCount > 128 << 10 && !compressed.has(request.target, response.entityTag)
  }

  func answer() -> Answer {
    let isHead = request.method == "HEAD"
    guard isHead || request.method == "GET", response.status == 200 else {
      return Answer(response, isHead: isHead)
    }
    var answer = Answer(status: 200, headers: response.headers, content: response.body)
    addFacts(to: &answer)
    switch outcome {
    case .failed:
      answer.status = 412
      answer.range = 0..<0
    case .unchanged:
      answer.status = 304
      answer.isHeadersOnly = true
      compress(&answer)
    case .met:
      compress(&answer)
      take(rangeRequest, of: &answer)
    }
    if isHead { answer.isHeadersOnly = true }
    answer.addCommonHeaders()
    return answer
  }

  // MARK: Which form

  private var byteCount: Int { response.body.byteCount }

  /// What is read as it leaves has no bytes to compress.
  private var isCompressible: Bool {
    if case .content = response.body { return false }
    return response.isCompressible
  }

  /// Parts are of the text as it is: what a client has of it fits together whatever compressed it.
  private var isGzip: Bool {
    isCompressible && byteCount >= Self.smallestCompressed && rangeRequest == .whole
      && request.headers["accept-encoding"].map(AcceptedEncodings.prefersGzip) ?? false
  }

  /// The tag of each form there is, that of the chosen one first.
  private var tags: [String] {
    guard let tag = response.entityTag else { return [] }
    guard isCompressible else { return [tag] }
    return isGzip ? [tag + "-gzip", tag] : [tag, tag + "-gzip"]
  }

  private func addFacts(to answer: inout Answer) {
    if let tag = tags.first { answer.headers.append(("ETag", "\"" + tag + "\"")) }
    if let date = response.lastModified.flatMap(HTTPDate.text) {
      answer.headers.append(("Last-Modified", date))
    }
    answer.headers.append(("Accept-Ranges", "bytes"))
    guard isCompressible else { return }
    if let place = answer.headers.firstIndex(where: { $0.name.isHeader("vary") }) {
      answer.headers[place].value += ", Accept-Encoding"
    } else {
      answer.headers.append(("Vary", "Accept-Encoding"))
    }
  }

  private func compress(_ answer: inout Answer) {
    guard isGzip, case .bytes(let content) = response.body else { return }
    let body = compressed.gzip(of: content, at: request.target, tag: response.entityTag)
    answer.content = .bytes(body)
    answer.range = 0..<body.count
    answer.headers.append(("Content-Encoding", "gzip"))
  }

  // MARK: Conditions

  private enum Outcome { case met, failed, unchanged }

  private var outcome: Outcome {
    let headers = request.headers
    if let wanted = headers["if-match"] {
      guard EntityTags(wanted).name(tags, strongly: true) else { return .failed }
    } else if let date = date(headers["if-unmodified-since"]), let modified = response.lastModified,
      modified > date
    {
      return .failed
    }
    if let known = headers["if-none-match"] {
      return EntityTags(known).name(Array(tags.prefix(1)), strongly: false) ? .unchanged : .met
    }
    if let date = date(headers["if-modified-since"]), let modified = response.lastModified,
      modified <= date
    {
      return .unchanged
    }
    return .met
  }

  private func date(_ text: String?) -> Int? { text.flatMap { HTTPDate.seconds($0, now: now) } }

  // MARK: Ranges

  private var rangeRequest: RangeRequest {
    guard request.method == "GET", let text = request.headers["range"] else { return .whole }
    if let wanted = request.headers["if-range"], !isCurrent(wanted) { return .whole }
    return RangeRequest(text, count: byteCount)
  }

  /// Whether `If-Range` names the text as it is.
  private func isCurrent(_ validator: String) -> Bool {
    if validator.contains("\"") {
      return EntityTags(validator).name(response.entityTag.map { [$0] } ?? [], strongly: true)
    }
    // A day's second may see two texts: only one long past is sure to have seen the last.
    guard let date = date(validator), let modified = response.lastModified else { return false }
    return date == modified && modified < now - 1
  }

  private func take(_ range: RangeRequest, of answer: inout Answer) {
    switch range {
    case .whole: return
    case .part(let part):
      answer.status = 206
      answer.range = part
      answer.headers.append(
        ("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(byteCount)"))
    case .unsatisfiable:
      answer.status = 416
      answer.range = 0..<0
      answer.headers.append(("Content-Range", "bytes */\(byteCount)"))
    }
  }
}
