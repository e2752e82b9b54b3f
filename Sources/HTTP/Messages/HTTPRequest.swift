/// One request, read whole.
package struct HTTPRequest: Sendable {
  /// As it was sent: `GET`.
  package var method: String
  /// As it was sent: path and query, still encoded.
  package var target: String
  /// Without the query, still encoded: a `%2F` in it is no `/`.
  package var path: String
  /// The query's fields in their order, decoded; a `+` is a space.
  package var query: [(name: String, value: String)]
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// The peer's: who sent it, or the proxy that did.
  package var address: String

  package init(
    method: String, target: String, path: String, query: [(name: String, value: String)] = [],
    headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], address: String = ""
  ) {
    self.method = method
    self.target = target
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.address = address
  }
}
