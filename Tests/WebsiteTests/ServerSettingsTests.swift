import TestSupport
import Testing

@testable import Website

struct ServerSettingsTests {
  @Test func `what a server is told comes to it as it was`() {
    var settings = ServerSettings(store: "/a b/\u{1F600}\"", title: "T\"\n<")
    #expect(ServerSettings(decoding: settings.encoded) == settings)
    settings.origin = "https://archive.example"
    settings.hosts = ["a.example", "b.example:8080"]
    (settings.address, settings.port, settings.isCloneable, settings.log) = ("::1", 0, false, .json)
    #expect(ServerSettings(decoding: settings.encoded) == settings)
    #expect(settings.origin(port: 9) == "https://archive.example")
    settings.origin = nil
    #expect(settings.origin(port: 9) == "http://[::1]:9")
    settings.identity = ServerSettings.IdentityFiles(certificates: "/a \"", key: "k")
    #expect(ServerSettings(decoding: settings.encoded) == settings)
    #expect(settings.origin(port: 9) == "https://[::1]:9")
  }

  @Test(arguments: ["", "--help", "{}", "[]", "{\"store\":\"/\"}", "\u{0}"])
  func `anything else is no setting`(text: String) {
    #expect(ServerSettings(decoding: text) == nil)
  }
}
