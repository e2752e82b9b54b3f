import Foundation
import HTTP
import JSON
import Stet
import Synchronization
import TestSupport

@testable import StetServer

/// The interface over an archive in a folder, with a clock that tests set.
final class InterfaceFixture: Sendable {
  static let ann = Author(name: "Ann", mail: "ann@example.org")

  let folder: TemporaryDirectory
  let archive: Archive
  let interface: ProgramInterface
  private let clock: Clock

  private final class Clock: Sendable {
    let seconds = Mutex(1_800_000_000)
    var now: Timestamp { Timestamp(seconds: seconds.withLock { $0 }, zoneMinutes: 0) }
  }

  init() throws {
    folder = try TemporaryDirectory()
    archive = try Archive.create(at: folder.url.path(percentEncoded: false) + "archive")
    let clock = Clock()
    self.clock = clock
    interface = ProgramInterface(
      archive: archive, title: "Test", origin: "https://archive.example", now: { clock.now })
  }

  var now: Timestamp { clock.now }

  func pass(seconds: Int) { clock.seconds.withLock { $0 += seconds } }

  @discardableResult
  func commit(_ name: String, _ text: String?) throws -> RevisionID {
    let draft = RevisionDraft(article: try ArticleName(name), content: text.map { Array($0.utf8) })
    guard case .recorded(let revision) = try archive.record([draft], by: Self.ann, now: now).first
    else { throw CocoaError(.fileNoSuchFile) }
    return revision.id
  }

  /// Adds a token; returns its secret.
  func token(_ change: (inout AccessToken) -> Void = { _ in }) throws -> String {
    var random = SystemRandomNumberGenerator()
    let secret = AccessToken.secret(using: &random)
    var token = AccessToken(of: secret, created: now, author: Self.ann)
    token.canWrite = true
    change(&token)
    try archive.addToken(token)
    return secret
  }

  func ask(
    _ path: String, _ query: [(name: String, value: String)] = [], method: String = "GET",
    headers: [(name: String, value: String)] = [], body: String = ""
  ) -> Reply {
    let fields = query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    return Reply(
      interface.respond(
        to: HTTPRequest(
          method: method, target: path + (fields.isEmpty ? "" : "?" + fields), path: path,
          query: query, headers: HTTPHeaders(headers), body: Array(body.utf8))))
  }

  /// Records a text of the article `bridge`.
  func post(
    _ body: String, token: String? = nil, query: [(name: String, value: String)] = [],
    headers: [(name: String, value: String)] = []
  ) -> Reply {
    post("bridge", body, token: token, query: query, headers: headers)
  }

  func post(
    _ article: String, _ body: String, token: String? = nil,
    query: [(name: String, value: String)] = [], headers: [(name: String, value: String)] = []
  ) -> Reply {
    let bearer = token.map { [("Authorization", "Bearer " + $0)] } ?? []
    return ask(
      "/api/v1/articles/\(article)/revisions", query, method: "POST", headers: headers + bearer,
      body: body)
  }
}

/// What came back.
struct Reply {
  let response: HTTPResponse

  init(_ response: HTTPResponse) { self.response = response }

  var status: Int { response.status }
  var bytes: [UInt8] { if case .bytes(let bytes) = response.body { bytes } else { [] } }
  var json: JSON { (try? JSON(decoding: bytes)) ?? .null }

  subscript(header name: String) -> String? {
    response.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The last word of the problem's address.
  var problem: String? {
    guard self[header: "Content-Type"] == "application/problem+json",
      json["status"]?.integerValue == status, json["title"]?.stringValue?.isEmpty == false
    else { return nil }
    return json["type"]?.stringValue?.split(separator: "/").last.map(String.init)
  }
}
