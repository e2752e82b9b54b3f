/// One request and what became of it.
package struct HTTPLogEntry: Sendable {
  /// Seconds since 1970, when the request's first line was read.
  package var time: Int
  package var peer: String
  /// Empty where the headers could not be read.
  package var method: String
  /// As it was sent: it may hold anything.
  package var target: String
  /// `nil` where the server gave no answer: the client went, or did not speak HTTP.
  package var status: Int?
  /// Bytes of the answer's body.
  package var bytes: Int
  /// From the first line to the end of the answer.
  package var microseconds: Int
  package var referrer: String?
  package var agent: String?
  /// Whether all of the answer left.
  package var isComplete: Bool

  package init(
    time: Int, peer: String, method: String, target: String, status: Int?, bytes: Int,
    microseconds: Int, referrer: String? = nil, agent: String? = nil, isComplete: Bool
  ) {
    self.time = time
    self.peer = peer
    self.method = method
    self.target = target
    self.status = status
    self.bytes = bytes
    self.microseconds = microseconds
    self.referrer = referrer
    self.agent = agent
    self.isComplete = isComplete
  }
}
