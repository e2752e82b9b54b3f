import HTTP
import JSON
import Stet
import TestSupport
import Testing

@testable import StetServer

/// Whatever a request says, there is an answer, and it is one.
struct HostileCallTests {
  private let fixture: InterfaceFixture
  private let token: String

  init() throws {
    fixture = try InterfaceFixture()
    try fixture.commit("bridge", "The bridge is open.")
    try fixture.commit("bridge", "The bridge is closed.")
    token = try fixture.token()
  }

  private static let pieces = [
    "bridge", "bridge@1", "bridge@-1", "@", "..", ".", "%2F", "%", "%ZZ", "%FF", "%00", "%E2%80%AE",
    "-1",
    "1", "0", "9223372036854775808", "stet:runs", "stet:amended%2Fbridge", "*", "?", "\u{301}",
    "\"",
    "W/\"", ",", "1970-01-01", "9999-99-99T99:99:99Z", "true", "\u{1F600}", "(", "OR", "NOT", " ",
  ]

  private func text(_ random: inout SeededGenerator) -> String {
    (0..<random.number(in: 0..<4)).map { _ in random.pick(Self.pieces) }.joined()
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `random calls end in an answer, and nothing is recorded that does not verify`(seed: UInt64)
    throws
  {
    var random = SeededGenerator(seed: seed)
    let known = Set(ProblemKind.allCases.map(\.status) + [200, 201])
    for _ in 0..<60 {
      let route = random.pick(APIRoute.all)
      var path = route.path
      for parameter in route.parameters where parameter.place == .path {
        path = path.replacing("{\(parameter.name)}", with: text(&random))
      }
      var query: [(name: String, value: String)] = []
      var headers = [(name: "Authorization", value: "Bearer " + token)]
      for parameter in route.parameters where random.number(in: 0..<2) == 0 {
        // Nobody is to wait here.
        if parameter.name == APIParameter.wait.name { continue }
        let value = text(&random)
        if parameter.place == .query { query.append((parameter.name, value)) }
        if parameter.place == .header { headers.append((parameter.name, value)) }
      }
      let reply = fixture.ask(
        path, query, method: route.method, headers: headers, body: text(&random))
      #expect(known.contains(reply.status), "\(route.method) \(path) \(query)")
      #expect(reply.status < 300 || reply.problem != nil, "\(path)")
      #expect(reply.status != 500, "\(path) \(query)")
      for (name, value) in reply.response.headers {
        #expect(value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "\(name)")
      }
    }
    #expect(try fixture.archive.verify(workers: 1).isClean)
  }
}
