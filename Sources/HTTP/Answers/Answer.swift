/// What goes over the wire: the part and the form of a response that one request gets.
struct Answer: Sendable {
  var status: Int
  var headers: [(name: String, value: String)]
  var content: HTTPBody
  /// What of the content is sent.
  var range: Range<Int>
  /// Whether only the headers are: the length is told all the same.
  var isHeadersOnly: Bool
  /// Whether the connection ends with it.
  var closes: Bool

  /// How many bytes of content leave.
  var sentCount: Int { isHeadersOnly ? 0 : range.count }

  /// A response as it is, but with what each one has.
  init(_ response: HTTPResponse, isHead: Bool, closes: Bool = false) {
    self.init(status: response.status, headers: response.headers, content: response.body)
    isHeadersOnly = isHead
    self.closes = closes
    addCommonHeaders()
  }

  init(status: Int, headers: [(name: String, value: String)], content: HTTPBody) {
    self.status = status
    self.headers = headers
    self.content = content
    range = 0..<content.byteCount
    isHeadersOnly = false
    closes = false
  }

  func has(_ name: String) -> Bool {
    headers.contains { $0.name.isHeader(name) }
  }

  /// What keeps a browser from taking a text for a page, a page for a part of another site's, and from
  /// telling other sites what was read here.
  mutating func addCommonHeaders() {
    let common = [
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    for (name, value) in common where !has(name) { headers.append((name, value)) }
  }
}

extension Answer {
  /// What says how the message is framed is the server's to say.
  private static let framing = ["content-length", "transfer-encoding", "connection"]

  /// The headers that are sent.
  var sentHeaders: [(name: String, value: String)] {
    headers.filter { header in
      !header.value.isEmpty && !Self.framing.contains { header.name.isHeader($0) }
    }
  }

  /// Whether the headers are headers, and few enough: a line break in a value would begin another.
  func fits(in byteCount: Int) -> Bool {
    var size = 0
    for (name, value) in headers {
      guard !name.isEmpty, name.utf8.allSatisfy(RequestHead.isTokenByte),
        value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
      else { return false }
      size += name.utf8.count + value.utf8.count + 4
    }
    return size <= byteCount && (200...599).contains(status)
  }
}
