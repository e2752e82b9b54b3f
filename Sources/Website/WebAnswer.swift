/// What an address answers, whether over a wire or in a file.
package struct WebAnswer: Sendable {
  /// How long it stays what it is.
  package enum Lifetime: Sendable {
    /// As long as it can be had at all.
    case forever
    /// Until something is recorded.
    case untilNextRevision
    /// It is no answer to keep.
    case none
  }

  /// An HTTP status (RFC 9110).
  package var status = 200
  package var mediaType: String
  package var body: [UInt8]
  package var lifetime: Lifetime
  /// Where the answer is instead.
  package var location: String?
  /// Whether a browser may show it as the archive's own; what somebody else wrote is never more than text.
  package var isForeign = false
  /// Seconds since 1970.
  package var lastModified: Int?

  package init(mediaType: String, _ body: [UInt8], lifetime: Lifetime = .untilNextRevision) {
    self.mediaType = mediaType
    self.body = body
    self.lifetime = lifetime
  }

  static func page(_ body: [UInt8], lifetime: Lifetime = .untilNextRevision) -> WebAnswer {
    WebAnswer(mediaType: "text/html; charset=utf-8", body, lifetime: lifetime)
  }

  /// Leads to another address that says what this one means now.
  static func redirect(to path: String) -> WebAnswer {
    var answer = WebAnswer(mediaType: "text/plain; charset=utf-8", Array("\(path)\n".utf8))
    answer.status = 302
    answer.location = path
    return answer
  }
}
