/// Why nothing was posted, or no answer came.
enum PostError: Error {
  case usage(String)
  /// More came on standard input than is taken.
  case requestTooLarge
  /// No answer came, or none that is taken.
  case network(host: String, words: String)
  /// Standard input or output failed.
  case system(doing: String, words: String)

  var words: String {
    switch self {
    case .usage(let words): words
    case .requestTooLarge:
      "the request has more than the \(Limits.requestByteCount) bytes that are sent"
    case .network(let host, let words): "cannot post to \(host): \(words)"
    case .system(let doing, let words): "cannot \(doing): \(words)"
    }
  }

  /// The exit status.
  var status: Int32 {
    switch self {
    case .usage, .requestTooLarge: 2
    case .network, .system: 6
    }
  }
}
