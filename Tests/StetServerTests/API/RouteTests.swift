import HTTP
import JSON
import Testing

@testable import StetServer

struct RouteTests {
  private let fixture: InterfaceFixture

  init() throws { fixture = try InterfaceFixture() }

  @Test func `other addresses are unknown, and say so as a problem`() {
    for path in [
      "/api", "/api/", "/api/v1", "/api/v2/", "/api/v1/x", "/api/v1/articles/", "/api/v1//head",
    ] {
      #expect(fixture.ask(path).problem == "unknown-address", "\(path)")
    }
    #expect(!ProgramInterface.isAsked("/apis"))
    #expect(ProgramInterface.isAsked("/openapi.json"))
  }

  @Test func `other methods are told which there are`() {
    for method in ["DELETE", "PUT", "PATCH", "OPTIONS", "POST", "get"] {
      let reply = fixture.ask("/api/v1/head", method: method)
      #expect((reply.status, reply.problem) == (405, "wrong-method"))
      #expect(reply[header: "Allow"] == "GET, HEAD")
    }
    let reply = fixture.ask("/api/v1/articles/a/revisions")
    #expect((reply.status, reply[header: "Allow"]) == (405, "POST"))
    #expect(fixture.ask("/api/v1/head", method: "HEAD").status == 200)
  }

  @Test func `who does not take the form is told it`() {
    for accept in [
      "text/html", "application/json;q=0", "*/*;q=0", "image/*", "application/json;q=0, */*",
    ] {
      let reply = fixture.ask("/api/v1/head", headers: [("Accept", accept)])
      #expect((reply.status, reply.problem) == (406, "not-acceptable"), "\(accept)")
    }
    for accept in [
      "*/*", "application/json", "application/*", "text/html, */*;q=0.1", "", "APPLICATION/JSON",
      "application/json; q=0.001", ",",
    ] {
      let reply = fixture.ask("/api/v1/head", headers: [("Accept", accept)])
      #expect(reply.status == 200, "\(accept)")
    }
  }

  @Test func `each route is found by its own path, and only by one`() {
    for route in APIRoute.all {
      let path = route.path.replacing("{", with: "").replacing("}", with: "")
      let found = APIRoute.all.filter { $0.method == route.method && $0.segments(in: path) != nil }
      #expect(found.map(\.name) == [route.name])
    }
    #expect(Set(APIRoute.all.map(\.name)).count == APIRoute.all.count)
  }

  @Test func `what may take long says so`() throws {
    for route in APIRoute.all {
      let path = route.path.replacing("{", with: "").replacing("}", with: "")
      let request = HTTPRequest(method: route.method, target: path, path: path)
      #expect(fixture.interface.reply(to: request).isSlow == route.isSlow, "\(route.path)")
    }
  }
}
