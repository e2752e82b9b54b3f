/// What the command line asks for.
struct PostArguments {
  let url: String
  let mediaType: String
  var accepted: String?
  var timeout = 60

  init(_ words: [String]) throws(PostError) {
    var (url, type): (String?, String?)
    var rest = words[...]
    while let word = rest.popFirst() {
      switch word {
      case "--type": type = try Self.mediaType(word, rest.popFirst())
      case "--accept": accepted = try Self.mediaType(word, rest.popFirst())
      case "--timeout": timeout = try Self.seconds(rest.popFirst())
      case _ where word.hasPrefix("-"):
        throw .usage("there is no option '\(Self.printable(word))': see stet-post --help")
      case _ where url == nil: url = word
      default: throw .usage("there is one address at a time")
      }
    }
    guard let url else { throw .usage("an address is missing: see stet-post --help") }
    guard let type else { throw .usage("--type is missing, the media type of what is sent") }
    self.url = url
    mediaType = type
  }

  /// A media type goes into a line of the request, where an end of line would begin another.
  private static func mediaType(_ option: String, _ value: String?) throws(PostError) -> String {
    guard let value, value.contains("/"), value.utf8.count <= Limits.mediaTypeByteCount,
      value.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else { throw .usage("\(option) takes a media type such as application/timestamp-query") }
    return value
  }

  private static func seconds(_ value: String?) throws(PostError) -> Int {
    guard let seconds = value.flatMap({ Int($0) }), (1...3600).contains(seconds) else {
      throw .usage("--timeout takes seconds from 1 to 3600")
    }
    return seconds
  }

  /// What a terminal may see of words from anywhere.
  static func printable(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
      as: UTF8.self)
  }
}
