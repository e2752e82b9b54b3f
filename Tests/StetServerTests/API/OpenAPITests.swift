import JSON
import Stet
import Testing

@testable import StetServer

/// The document and the routes are one.
struct OpenAPITests {
  private let fixture: InterfaceFixture
  private let document: JSON

  init() throws {
    fixture = try InterfaceFixture()
    document = fixture.ask("/openapi.json").json
  }

  @Test func `it describes each route, its parameters and what it answers`() throws {
    #expect(document["openapi"] == "3.1.0")
    #expect(document["servers"]?.arrayValue?.first?["url"] == "https://archive.example")
    let paths = try #require(document["paths"]?.objectValue)
    #expect(Set(paths.map(\.name)) == Set(APIRoute.all.map(\.path)))
    for route in APIRoute.all {
      let operation = try #require(document["paths"]?[route.path]?[route.method.lowercased()])
      #expect(operation["operationId"]?.stringValue == route.name)
      let parameters = operation["parameters"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
      #expect(parameters == route.parameters.map(\.name))
      for (status, _) in route.answers {
        #expect(operation["responses"]?[String(status)] != nil, "\(route.name) \(status)")
      }
      for kind in route.problems {
        #expect(operation["responses"]?[String(kind.status)] != nil, "\(route.name) \(kind)")
      }
      // Each part of a path is a parameter.
      for parameter in route.parameters where parameter.place == .path {
        #expect(route.path.contains("{\(parameter.name)}"))
      }
    }
  }

  @Test func `an error is a problem, but where the request may be too long to be read`() throws {
    for route in APIRoute.all {
      let operation = try #require(document["paths"]?[route.path]?[route.method.lowercased()])
      for response in operation["responses"]?.objectValue ?? [] where response.name >= "400" {
        let forms = response.value["content"]?.objectValue?.map(\.name)
        let isUnread = ["414", "431"].contains(response.name)
        #expect(forms == (isUnread ? nil : ["application/problem+json"]), "\(route.name)")
      }
    }
  }

  @Test func `every schema that is named is there`() {
    let schemas = Set(document["components"]?["schemas"]?.objectValue?.map(\.name) ?? [])
    #expect(Set(APIRoute.all.compactMap(\.schema)).subtracting(schemas).isEmpty)
    #expect(schemas.contains("Problem"))
  }

  @Test func `every answer has the members that its schema demands`() throws {
    let id = try fixture.commit("bridge", "The bridge is open.")
    try fixture.commit("bridge", "The bridge is closed.")
    let token = try fixture.token()
    let replies: [String: Reply] = [
      "Articles": fixture.ask("/api/v1/articles"),
      "History": fixture.ask("/api/v1/articles/bridge"),
      "RevisionAndDifference": fixture.ask("/api/v1/articles/bridge/revisions/2"),
      "Difference": fixture.ask("/api/v1/diff/bridge@1..bridge"),
      "Found": fixture.ask("/api/v1/search", [("q", "bridge")]),
      "Republications": fixture.ask("/api/v1/similar/\(id)"),
      "Events": fixture.ask("/api/v1/events"), "Recorded": fixture.post("a", token: token),
      "Head": fixture.ask("/api/v1/head"), "Verified": fixture.ask("/api/v1/verify"),
      "ProblemKind": fixture.ask("/api/v1/problems/erased"), "Index": fixture.ask("/api/v1/"),
    ]
    #expect(Set(replies.keys) == Set(APIRoute.all.compactMap(\.schema)))
    for (name, reply) in replies {
      #expect((200...201).contains(reply.status), "\(name)")
      let required = document["components"]?["schemas"]?[name]?["required"]?.arrayValue ?? []
      for member in required {
        #expect(reply.json[member.stringValue ?? ""] != nil, "\(name) lacks \(member)")
      }
    }
  }
}
