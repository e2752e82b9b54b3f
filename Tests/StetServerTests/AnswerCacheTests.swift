import Foundation
import HTTP
import Stet
import TestSupport
import Testing

@testable import StetServer

struct AnswerCacheTests {
  @Test func `a body is kept without the room that it grew in`() throws {
    let folder = try TemporaryDirectory()
    let archive = try Archive.create(at: folder.url.path(percentEncoded: false) + "archive")
    let state = ArchiveState(of: archive)
    var body: [UInt8] = []
    body.reserveCapacity(40_000)
    body += Array(repeating: 0x41, count: 20_000)
    let cache = AnswerCache()
    cache.keep(HTTPResponse(body: .bytes(body)), to: "/a", of: state)
    let kept = try #require(cache.answer(to: "/a", of: state))
    guard case .bytes(let bytes) = kept.body else { throw Missing() }
    #expect(bytes == body && bytes.capacity < 22_000)
  }

  private struct Missing: Error {}
}
