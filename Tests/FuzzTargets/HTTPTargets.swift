import Articles
import HTTP
import Repository
import SimulatedDisk
import Stet
import StetServer

/// One header's value, or a request's target, for each parser of ours that reads such.
func httpFields(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let seconds = HTTPDate.seconds(text, now: 1_800_000_000) {
    let written = HTTPDate.text(seconds)
    precondition(
      written.flatMap { HTTPDate.seconds($0, now: 1_800_000_000) } == seconds,
      "a date's own spelling means another time")
  }
  for count in [0, 1, 1000, Int.max] {
    if case .part(let part) = RangeRequest(text, count: count) {
      precondition(!part.isEmpty && part.upperBound <= count, "a part is not of the whole")
    }
  }
  if case .list(let tags) = EntityTags(text) {
    let length = tags.reduce(0) { $0 + $1.tag.utf8.count + 2 }
    precondition(length <= text.utf8.count, "a tag is from nowhere")
  }
  _ = AcceptedEncodings.prefersGzip(text)
  guard let target = try? RequestTarget(text) else { return }
  precondition(target.path.utf8.first == UInt8(ascii: "/"), "a path begins nowhere")
  precondition(target.query.count <= RequestTarget.largestQueryCount, "too many fields")
  let length = target.query.reduce(target.path.utf8.count) {
    $0 + $1.name.utf8.count + $1.value.utf8.count
  }
  precondition(length <= text.utf8.count, "a field is longer than what it was read from")
}

/// A request as it stands on the wire, asked twice of a server over an archive that is like all others.
func httpRequest(_ bytes: [UInt8]) {
  guard let message = message(bytes) else { return }
  let server = SampleSite.server()
  let (first, second) = (server.reply(to: message), server.reply(to: message))
  check(first, to: message)
  check(second, to: message)
  let hasKey = message.headers.contains { isHeader($0.name, "idempotency-key") }
  let isKept = hasKey && (200..<300).contains(first.status)
  guard ["GET", "HEAD"].contains(message.method) || isKept else { return }
  precondition(
    first.status == second.status && first.content == second.content,
    "the same request is answered otherwise: \(first.status), \(second.status)")
}

private func check(_ reply: OfflineServer.Reply, to message: OfflineServer.Message) {
  precondition((200..<500).contains(reply.status), "status \(reply.status), and nothing failed")
  for (name, value) in reply.headers {
    precondition(name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") })
    precondition(value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a header ends early: \(name)")
  }
  let isEmpty = message.method == "HEAD" || reply.status == 304
  precondition(reply.content.count == (isEmpty ? 0 : reply.byteCount), "another length is told")
  let part = reply.headers.first { $0.name == "Content-Range" }?.value
  precondition((part != nil) == [206, 416].contains(reply.status), "a part is not told")
}

// MARK: What libmicrohttpd does

/// Takes a request apart: the first line, headers to an empty line, a body as long as is said.
///
/// - Returns: `nil` for what is no request yet.
private func message(_ bytes: [UInt8]) -> OfflineServer.Message? {
  var rest = bytes[...]
  func nextLine() -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: 0x0A) else { return nil }
    let line = rest[..<end]
    rest = rest[(end + 1)...]
    return line.last == 0x0D ? line.dropLast() : line
  }
  guard let words = nextLine()?.split(separator: 0x20), words.count == 3 else { return nil }
  var message = OfflineServer.Message(
    method: String(decoding: words[0], as: UTF8.self), target: Array(words[1]),
    version: String(decoding: words[2], as: UTF8.self), headers: [], body: [])
  while let line = nextLine(), !line.isEmpty {
    let parts = line.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    message.headers.append((Array(parts[0]), Array(parts[1].drop { $0 == 0x20 || $0 == 0x09 })))
  }
  message.body = Array(rest)
  let lengths = message.headers.filter { isHeader($0.name, "content-length") }.map(\.value)
  if lengths.isEmpty, !rest.isEmpty {
    message.headers.append((Array("Content-Length".utf8), Array("\(rest.count)".utf8)))
  } else if lengths.count == 1, let count = Int(String(decoding: lengths[0], as: UTF8.self)) {
    // What is missing would be waited for.
    guard count <= rest.count else { return nil }
    message.body = Array(rest.prefix(max(0, count)))
  }
  return message
}

private func isHeader(_ name: [UInt8], _ other: String) -> Bool {
  String(decoding: name, as: UTF8.self).lowercased() == other
}

// MARK: What is asked

/// A site over an archive in memory, the same for each request: what one records, no other finds.
private enum SampleSite {
  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 1_800_000_000, zoneMinutes: 0)
  private static let origin = "http://localhost:8080"

  static func server() -> OfflineServer {
    var configuration = HTTPConfiguration()
    configuration.port = 8080
    let handler = SiteHandler(
      archive(on: disk.copy()), title: "Sample", origin: origin, isCloneable: true,
      now: { now })
    // A question for news would take as long as it says.
    handler.endWaiting()
    return OfflineServer(configuration, handler: handler)
  }

  private static func archive(on disk: SimulatedDisk) -> Archive {
    guard let repository = try? Repository.open(at: "/archive", files: disk) else {
      preconditionFailure("the sample cannot be opened")
    }
    return Archive(repository) { _ in 0 }
  }

  private static let disk: SimulatedDisk = {
    let disk = SimulatedDisk()
    do {
      _ = try Repository.create(at: "/archive", files: disk)
      let archive = archive(on: disk)
      for (day, text) in [open, closed, nil, closed + "<p>It opens again.</p>"].enumerated() {
        try record("bridge", text, day: day, in: archive)
      }
      try record("laws/§ 1", "# One\n\nEach word counts.\n", day: 5, in: archive)
      try record("gone", "It was here.\n", day: 6, in: archive)
      try record("gone", nil, day: 7, in: archive)
      var token = AccessToken(of: "sesame", created: now, author: ann)
      token.canWrite = true
      try archive.addToken(token)
    } catch {
      preconditionFailure("the sample cannot be made: \(error)")
    }
    return disk
  }()

  private static let open = "<p>The bridge is open.</p>"
  private static let closed =
    "<p>The bridge is closed.</p>" + String(repeating: "<p>Cracks were found.</p>\n", count: 20)

  private static func record(
    _ name: String, _ text: String?, day: Int, in archive: Archive
  ) throws {
    var draft = RevisionDraft(
      article: try ArticleName(name), content: text.map { Array($0.utf8) })
    let time = Timestamp(seconds: 1_322_179_200 + 86_400 * day, zoneMinutes: 0)
    draft.metadata.retrieved = time
    draft.metadata.source = "https://courier.example/\(name.utf8.count)?page=1"
    draft.metadata.mediaType = name == "bridge" ? "text/html" : nil
    _ = try archive.record([draft], by: ann, now: time)
  }
}
