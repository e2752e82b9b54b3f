internal import HTTP
internal import JSON
internal import Stet
internal import Website

/// A line for each request: in the common form of web servers, or as JSON.
struct AccessLog {
  private let form: ServerSettings.Log

  init(_ form: ServerSettings.Log) {
    self.form = form
  }

  var function: (@Sendable (HTTPLogEntry) -> Void)? {
    switch form {
    case .none: nil
    case .common: { StandardError.write(AccessLog.common($0) + "\n") }
    case .json: { StandardError.write(AccessLog.json($0) + "\n") }
    }
  }

  /// The combined log format of Apache's and nginx's; what a client made up cannot begin a line of its own.
  static func common(_ entry: HTTPLogEntry) -> String {
    let request = "\(entry.method) \(entry.target) HTTP/1.1"
    let words = [request, entry.referrer ?? "-", entry.agent ?? "-"].map(quoted)
    return
      "\(entry.peer) - - [\(time(entry.time))] \(words[0]) \(entry.status.map(String.init) ?? "-")"
      + " \(entry.bytes) \(words[1]) \(words[2])"
  }

  static func json(_ entry: HTTPLogEntry) -> String {
    let json: JSON = [
      "time": .string(Timestamp(seconds: entry.time, zoneMinutes: 0).description),
      "peer": .string(entry.peer), "method": .string(entry.method), "target": .string(entry.target),
      "status": entry.status.map { .integer($0) } ?? .null, "bytes": .integer(entry.bytes),
      "microseconds": .integer(entry.microseconds),
      "referrer": entry.referrer.map { .string($0) } ?? .null,
      "agent": entry.agent.map { .string($0) } ?? .null, "complete": .bool(entry.isComplete),
    ]
    return String(decoding: json.encoded(), as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): quoted += "\\\""
      case UInt8(ascii: "\\"): quoted += "\\\\"
      case 0x20..<0x7F: quoted += String(UnicodeScalar(byte))
      default: quoted += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return quoted + "\""
  }

  /// `02/Mar/2026:08:15:00 +0000`.
  private static func time(_ seconds: Int) -> String {
    guard let date = HTTPDate.text(seconds) else { return "-" }
    let words = date.split(separator: " ")
    return "\(words[1])/\(words[2])/\(words[3]):\(words[4]) +0000"
  }
}
