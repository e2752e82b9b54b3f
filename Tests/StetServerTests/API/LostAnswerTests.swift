import HTTP
import JSON
import Repository
import Storage
import StorageConformance
import Testing

@testable import Stet
@testable import StetServer

/// Recording over a network on a storage that refuses, or does what it is asked and loses the answer.
struct LostAnswerTests {
  private static let ann = Author(name: "Ann", mail: "ann@example.org")
  private static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)
  private static let secret = "stet_of-a-test"

  private func archive(_ storage: MemoryStorage) -> Archive {
    Archive(Repository(storage)) { _ in 0 }
  }

  private func interface(_ storage: MemoryStorage) -> ProgramInterface {
    ProgramInterface(
      archive: archive(storage), title: "Test", origin: "https://archive.example",
      now: { Self.now })
  }

  private func post(_ interface: ProgramInterface) -> Reply {
    let path = "/api/v1/articles/bridge/revisions"
    let headers = HTTPHeaders([
      ("Authorization", "Bearer " + Self.secret), ("Idempotency-Key", "k"),
    ])
    return Reply(
      interface.respond(
        to: HTTPRequest(
          method: "POST", target: path, path: path, headers: headers, body: Array("two".utf8))))
  }

  private func storage() throws -> MemoryStorage {
    let storage = MemoryStorage()
    let archive = archive(storage)
    var token = AccessToken(of: Self.secret, created: Self.now, author: Self.ann)
    token.canWrite = true
    try archive.addToken(token)
    _ = try archive.record(
      [RevisionDraft(article: ArticleName("bridge"), content: Array("one".utf8))], by: Self.ann,
      now: Self.now)
    return storage
  }

  @Test
  func `whatever call fails or loses its answer, what is said is true, and asking again is safe`()
    throws
  {
    let before = try storage()
    let oldHead = try archive(before).head()
    let whole = before.copy()
    #expect(post(interface(whole)).status == 201)
    let newHead = try archive(whole).head()
    var outcomes: Set<Int> = []
    for number in whole.calls.indices {
      for fault in [MemoryStorage.Fault.failure(at: number), .lostAcknowledgement(at: number)] {
        let faulty = before.copy(fault: fault)
        let interface = interface(faulty)
        let reply = post(interface)
        let isRecorded = reply.status == 201 || reply.problem == "in-doubt"
        outcomes.insert(reply.problem == "in-doubt" ? 0 : reply.status)
        let after = try archive(faulty.copy()).head()
        #expect(after == (isRecorded ? newHead : oldHead), "\(fault): \(reply.status)")
        if isRecorded { #expect(reply.json["commit"]?.stringValue == newHead?.description) }
        #expect((reply.json["durable"] == true) == (reply.status == 201), "\(fault)")
        // Whoever got no answer asks again: the same server, that may meet the fault only now, or one started anew.
        if isRecorded {
          _ = post(interface)
          #expect(post(interface).bytes == reply.bytes, "\(fault)")
          #expect(try archive(faulty.copy()).head() == newHead, "\(fault)")
        }
        let mended = faulty.copy()
        #expect(post(self.interface(mended)).status == (isRecorded ? 200 : 201), "\(fault)")
        #expect(try archive(mended).head() == newHead, "\(fault)")
      }
    }
    #expect(outcomes.isSuperset(of: [0, 201, 500]))
  }
}
