internal import Bytes
internal import HTTP
internal import Pages
internal import Stet
internal import Synchronization
internal import Website

/// What archives of the web ask one another: the text of an address at a time (RFC 7089).
final class Mementos: Sendable {
  private let archive: Archive
  private let origin: String
  private let sources = Mutex(SourceIndex())

  init(_ archive: Archive, origin: String) {
    self.archive = archive
    self.origin = origin
  }

  /// Whether a request is for this, whatever becomes of it.
  static func isAsked(_ path: String) -> Bool {
    path.hasPrefix("/timegate/") || path.hasPrefix("/timemap/")
  }

  /// `nil` for what is no question of this kind.
  func response(to request: HTTPRequest) -> HTTPResponse? {
    if let source = original(in: request.target, after: "/timegate/") {
      return answered { () throws(ArchiveError) in try gate(source, request) }
    }
    if let source = original(in: request.target, after: "/timemap/link/") {
      return answered { () throws(ArchiveError) in try map(source) }
    }
    return nil
  }

  /// The address that is asked about: all that follows, with its `//` and `?`. It may be encoded whole.
  private func original(in target: String, after prefix: String) -> String? {
    guard target.hasPrefix(prefix) else { return nil }
    let rest = target.dropFirst(prefix.count)
    guard !rest.isEmpty else { return nil }
    if rest.lowercased().hasPrefix("http%3a") || rest.lowercased().hasPrefix("https%3a") {
      return PercentEncoding.decoded(rest)
    }
    return String(rest)
  }

  private func answered(_ answer: () throws(ArchiveError) -> HTTPResponse) -> HTTPResponse {
    do throws(ArchiveError) {
      return try answer()
    } catch {
      return text(error.webStatus, error.sentence)
    }
  }

  private func text(_ status: Int, _ words: String) -> HTTPResponse {
    HTTPResponse(
      status: status,
      headers: [
        ("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"),
        ("Vary", "accept-datetime"),
      ], body: .bytes(Array((words + "\n").utf8)))
  }

  // MARK: The gate

  /// Leads to the text that was the last to be seen until the time that is asked for; before the first, to the first.
  private func gate(_ source: String, _ request: HTTPRequest) throws(ArchiveError) -> HTTPResponse {
    let mementos = try mementos(of: source)
    guard let first = mementos.first, let last = mementos.last else {
      return text(404, "Nothing was kept of \(source).")
    }
    var found = last
    if let asked = request.headers["accept-datetime"] {
      guard let time = Timestamp(httpDate: asked) else {
        return text(
          400, "Accept-Datetime is no date of HTTP's, such as Sun, 06 Nov 1994 08:49:37 GMT.")
      }
      found = mementos.last { $0.observed.seconds <= time.seconds } ?? first
    }
    let links = [
      "<\(safe(source))>; rel=\"original\"",
      "<\(mapAddress(source))>; rel=\"timemap\"; type=\"application/link-format\"",
      link(first, "first memento"), link(last, "last memento"), link(found, "memento"),
    ]
    var response = text(302, address(of: found))
    response.headers += [
      ("Location", address(of: found)), ("Link", links.joined(separator: ", ")),
    ]
    return response
  }

  // MARK: The map

  private func map(_ source: String) throws(ArchiveError) -> HTTPResponse {
    let mementos = try mementos(of: source)
    guard let first = mementos.first, let last = mementos.last else {
      return text(404, "Nothing was kept of \(source).")
    }
    var lines = [
      "<\(safe(source))>; rel=\"original\"", "<\(gateAddress(source))>; rel=\"timegate\"",
      "<\(mapAddress(source))>; rel=\"self\"; type=\"application/link-format\"; from=\"\(date(first))\"; until=\"\(date(last))\"",
    ]
    for memento in mementos {
      let place =
        memento.id == first.id ? "first " : memento.id == last.id ? "last " : ""
      lines.append(link(memento, place + "memento"))
    }
    var response = text(200, lines.joined(separator: ",\n"))
    response.headers[0] = ("Content-Type", "application/link-format")
    response.headers[1] = ("Cache-Control", "no-cache")
    response.isCompressible = true
    return response
  }

  /// What a memento's own answer says of itself; nothing for any other page.
  func headers(for path: String) -> [(name: String, value: String)] {
    guard case .commit(let id)? = Address(path: path),
      let revision = try? archive.published(id), !revision.isWithdrawal,
      let source = revision.metadata.source
    else { return [] }
    let links = [
      "<\(safe(source))>; rel=\"original\"", "<\(gateAddress(source))>; rel=\"timegate\"",
      "<\(mapAddress(source))>; rel=\"timemap\"; type=\"application/link-format\"",
    ]
    return [
      ("Memento-Datetime", date(revision)), ("Link", links.joined(separator: ", ")),
    ]
  }

  // MARK: What there is

  /// The texts that were kept of an address, in the order in which they were seen.
  private func mementos(of source: String) throws(ArchiveError) -> [Revision] {
    let names = try sources.withLock { sources throws(ArchiveError) in
      try sources.articles(of: source, in: archive)
    }
    var found: [Revision] = []
    for name in names {
      found += try archive.readableHistory(of: name).revisions.filter { revision in
        !revision.isWithdrawal && revision.metadata.source == source
      }
    }
    return found.enumerated().sorted { one, other in
      (one.element.observed.seconds, -one.offset) < (other.element.observed.seconds, -other.offset)
    }.map(\.element)
  }

  private func link(_ revision: Revision, _ relation: String) -> String {
    "<\(address(of: revision))>; rel=\"\(relation)\"; datetime=\"\(date(revision))\""
  }

  private func address(of revision: Revision) -> String {
    origin + Address.commit(revision.id).path
  }

  private func gateAddress(_ source: String) -> String { "\(origin)/timegate/\(safe(source))" }
  private func mapAddress(_ source: String) -> String { "\(origin)/timemap/link/\(safe(source))" }

  private func date(_ revision: Revision) -> String {
    HTTPDate.text(revision.observed.seconds) ?? "Thu, 01 Jan 1970 00:00:00 GMT"
  }

  /// An address as it can stand in a header: what could end it there is encoded.
  private func safe(_ source: String) -> String {
    var text = ""
    for byte in source.utf8 {
      let isPlain =
        byte > 0x20 && byte < 0x7F && ![UInt8](#"<>",\"#.utf8).contains(byte)
      text +=
        isPlain
        ? String(UnicodeScalar(byte))
        : String(decoding: PercentEncoding.encoded(byte), as: UTF8.self)
    }
    return text
  }
}

/// Which articles had an address as their source: from the log, which is read once, and then what is new in it.
private struct SourceIndex {
  private var head: RevisionID?
  private var articles: [String: Set<ArticleName>] = [:]

  mutating func articles(
    of source: String, in archive: Archive
  ) throws(ArchiveError) -> [ArticleName] {
    try catchUp(with: archive)
    return (articles[source] ?? []).sorted()
  }

  private mutating func catchUp(with archive: Archive) throws(ArchiveError) {
    let newest = try archive.head()
    guard newest != head else { return }
    let known = head
    // Where the history was set back, it is all read, and what it does not hold any more is found to be nothing.
    try archive.index().visitLog { step throws(ArchiveError) in
      guard case .revision(let revision) = step else { return true }
      if revision.id == known { return false }
      if let name = revision.article, !name.isReserved, let source = revision.metadata.source {
        articles[source, default: []].insert(name)
      }
      return true
    }
    head = newest
  }
}
