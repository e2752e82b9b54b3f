/// What a request is answered with, before the server chooses what of it this client gets.
package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: HTTPBody
  /// What changes whenever a byte of the body does, without quotation marks: by it the server answers
  /// `If-None-Match`, `If-Match` and `If-Range`.
  package var entityTag: String?
  /// Text, that gets much smaller by compression.
  package var isCompressible: Bool
  /// Seconds since 1970.
  package var lastModified: Int?

  package init(
    status: Int = 200, headers: [(name: String, value: String)] = [], body: HTTPBody = .none,
    entityTag: String? = nil, isCompressible: Bool = false, lastModified: Int? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.entityTag = entityTag
    self.isCompressible = isCompressible
    self.lastModified = lastModified
  }
}
