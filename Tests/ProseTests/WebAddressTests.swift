import Testing

@testable import Prose

struct WebAddressTests {
  private func destination(_ address: String) -> String {
    String(decoding: WebAddress.destination(Array(address.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    ("https://a.example/x", "http://a.example/x"), ("/x;jsessionid=1?p=2", "/x?p=2"),
    ("/x?utm_source=a&p=2", "/x?p=2"), ("/x?p=2&amp;fbclid=a", "/x?p=2"), ("/x?SID=a", "/x"),
  ])
  func `what says who asks leads nowhere else`(address: String, other: String) {
    #expect(destination(address) == destination(other))
  }

  @Test(arguments: [
    ("/x?p=1", "/x?p=2"), ("/x#a", "/x#b"), ("/x", "/y"),
    ("https://a.example", "https://b.example"),
  ])
  func `all else does`(address: String, other: String) {
    #expect(destination(address) != destination(other))
  }

  @Test(arguments: [
    ("go to https://a.example/one now", "go to https://a.example/two now"),
    ("go to www.one.example now", "go to www.two.example now"),
    ("ask ann@a.example now", "ask bob@a.example now"),
    ("go to https://a.example/B now", "go to https://a.example/b now"),
    ("go to https://a-b.example now", "go to https://ab.example now"),
    ("come now", "come https://a.example now"),
  ])
  func `an address that is read is one`(old: String, new: String) {
    #expect(classes(old, new) == [.address], "\(old) -> \(new)")
  }

  @Test func `a mark behind an address is none of it`() {
    #expect(classes("see https://a.example. Then", "see https://a.example; Then") == [.punctuation])
  }

  @Test func `words beside an address are words`() {
    #expect(classes("see old https://a.example", "see new https://a.example") == [.wording])
  }
}
