/// The first line and the headers of a request, checked.
struct RequestHead: Sendable {
  var method: String
  var target: String
  var parts: RequestTarget
  var headers: HTTPHeaders
  /// How many bytes of a body follow.
  var bodyCount = 0

  /// What was read, before it is looked at.
  struct Draft: Sendable {
    var method = ""
    var version = ""
    var target: [UInt8] = []
    var headers: [(name: [UInt8], value: [UInt8])] = []
    /// Whether each header is a line of its own, and nothing lies between target and version.
    var isPlain = true
  }

  /// More than any program sends.
  private static let largestHeaderCount = 100

  init(_ draft: Draft, hosts: AllowedHosts, limits: HTTPConfiguration) throws(Refusal) {
    guard draft.isPlain else { throw .ambiguous }
    guard draft.target.count <= limits.largestTarget else { throw .targetTooLong }
    let size = draft.headers.reduce(draft.target.count) {
      $0 + $1.name.count + $1.value.count + 4
    }
    guard size <= limits.largestHeader, draft.headers.count <= Self.largestHeaderCount else {
      throw .headerTooLarge
    }
    headers = try Self.headers(draft.headers)
    guard let target = String(validating: draft.target, as: UTF8.self) else { throw .malformed }
    self.target = target
    method = draft.method
    bodyCount = try Self.bodyCount(headers, limit: limits.largestBody)
    parts = try RequestTarget(target)
    try checkHost(hosts, isOptional: draft.version == "HTTP/1.0")
  }

  private static func headers(
    _ lines: [(name: [UInt8], value: [UInt8])]
  ) throws(Refusal) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for line in lines {
      // White space before the colon would be part of the name here, and not for others.
      guard !line.name.isEmpty, line.name.allSatisfy(isTokenByte),
        line.value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
      else { throw .ambiguous }
      headers.append(
        String(decoding: line.name, as: UTF8.self),
        String(String(decoding: line.value, as: UTF8.self).trimmed))
    }
    return headers
  }

  /// Source: RFC 9110, 5.6.2.
  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  /// How long the body is, if there is only one way to read that.
  private static func bodyCount(_ headers: HTTPHeaders, limit: Int) throws(Refusal) -> Int {
    let lengths = headers.values(of: "content-length")
    let codings = headers.values(of: "transfer-encoding")
    guard codings.isEmpty else { throw lengths.isEmpty ? .lengthRequired : .ambiguous }
    guard let text = lengths.first else { return 0 }
    guard lengths.count == 1, !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { throw .ambiguous }
    guard let length = Int(text), length <= limit else { throw .bodyTooLarge }
    return length
  }

  private func checkHost(_ hosts: AllowedHosts, isOptional: Bool) throws(Refusal) {
    let named = headers.values(of: "host")
    guard named.count < 2, isOptional || named.count == 1 else { throw .malformed }
    for host in named + (parts.authority.map { [$0] } ?? []) {
      guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { throw .malformed }
      guard hosts.contain(host) else { throw .misdirected }
    }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "-._~:[]%".utf8.contains(byte)
    }
  }
}
