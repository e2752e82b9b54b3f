internal import Bytes
internal import HTTP
internal import JSON
internal import Pages
internal import Stet

/// What a request may say beside its address: each is a constant, by which a route lists it and its answer asks for it.
struct APIParameter: Sendable {
  enum Place: String, Sendable {
    case path, query, header
  }

  enum Kind: Sendable {
    case integer(ClosedRange<Int>)
    /// `1` or `true`, `0` or `false`.
    case flag
    case text(longest: Int)
    /// Text without control characters: `Archive.record` refuses others.
    case line(longest: Int)
    /// Signs of ASCII that are seen.
    case word(longest: Int)
    /// Entity tags.
    case tags
    case article
    case revision
    case time
  }

  let name: String
  let place: Place
  let kind: Kind
  let isRequired: Bool
  let summary: String

  init(
    _ name: String, in place: Place = .query, _ kind: Kind, isRequired: Bool = false,
    _ summary: String
  ) {
    (self.name, self.place, self.kind, self.summary) = (name, place, kind, summary)
    self.isRequired = isRequired || place == .path
  }
}

/// What a request says, read.
struct APICall: Sendable {
  let request: HTTPRequest
  /// Of whoever asks, where the route needs one.
  let token: AccessToken?
  private var values: [String: Value] = [:]

  private enum Value: Sendable {
    case integer(Int)
    case flag(Bool)
    case text(String)
    case article(ArticleName)
    case revision(RevisionID)
    case time(Timestamp)
  }

  /// - Parameter segments: What stands in the path, by the names of its parameters; still encoded.
  init(
    _ request: HTTPRequest, _ segments: [String: Substring], _ parameters: [APIParameter],
    _ token: AccessToken?
  ) throws(Problem) {
    (self.request, self.token) = (request, token)
    for parameter in parameters {
      guard let text = try APICall.text(of: parameter, request, segments) else {
        guard !parameter.isRequired else {
          throw Problem(.invalidParameter, "\(parameter.name) is missing.")
        }
        continue
      }
      values[parameter.name] = try APICall.value(text, of: parameter)
    }
  }

  private static func text(
    of parameter: APIParameter, _ request: HTTPRequest, _ segments: [String: Substring]
  ) throws(Problem) -> String? {
    switch parameter.place {
    case .query: return request.query.first { $0.name == parameter.name }?.value
    case .header: return request.headers[parameter.name]
    case .path:
      guard let segment = segments[parameter.name] else { return nil }
      guard let text = PercentEncoding.decoded(segment) else {
        throw Problem(.unknownAddress, "\(parameter.name) is no encoded UTF-8.")
      }
      return text
    }
  }

  private static func value(
    _ text: String, of parameter: APIParameter
  ) throws(Problem) -> Value {
    func failure(_ reason: String) -> Problem {
      // What nothing can be called is the address of nothing.
      var problem = Problem(
        parameter.place == .path ? .unknownAddress : .invalidParameter,
        "\(parameter.name) \(reason).")
      problem.members = [.init("parameter", .string(parameter.name))]
      return problem
    }
    switch parameter.kind {
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else {
        throw failure("is no number from \(range.lowerBound) to \(range.upperBound)")
      }
      return .integer(number)
    case .flag:
      guard let flag = ["1": true, "true": true, "": true, "0": false, "false": false][text] else {
        throw failure("is neither 1 nor 0")
      }
      return .flag(flag)
    case .tags:
      guard isListOfTags(text) else { throw failure("is neither * nor tags in quotation marks") }
      return .text(text)
    case .word(let longest):
      guard (1...longest).contains(text.utf8.count),
        text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
      else { throw failure("has 1 to \(longest) signs of ASCII, and no space") }
      return .text(text)
    case .text(let longest), .line(let longest):
      guard !text.isEmpty, text.utf8.count <= longest else {
        throw failure("has 1 to \(longest) bytes")
      }
      return .text(text)
    case .article:
      do throws(ArchiveError) { return .article(try ArticleName(text)) } catch {
        throw Problem(error)
      }
    case .revision:
      guard let id = RevisionID(text) else {
        throw failure("is no commit's id of 64 hexadecimal digits")
      }
      return .revision(id)
    case .time:
      guard let time = Timestamp(text, localZone: { _ in 0 }) ?? Timestamp(httpDate: text) else {
        throw failure("is no time, such as 2026-03-02 or 2026-03-02T08:15:00Z")
      }
      return .time(time)
    }
  }

  /// Source: RFC 9110, 8.8.3, and 13.1.1.
  private static func isListOfTags(_ text: String) -> Bool {
    if text == "*" { return true }
    // A comma in a tag is that of no commit's.
    let items = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return items.allSatisfy { item in
      var tag = item.filter { $0 != 0x20 && $0 != 0x09 }[...]
      if tag.starts(with: "W/".utf8) { tag = tag.dropFirst(2) }
      return tag.count > 1 && tag.first == 0x22 && tag.last == 0x22
        && !tag.dropFirst().dropLast().contains(0x22)
    }
  }

  // MARK: Asking

  func integer(_ parameter: APIParameter) -> Int? {
    if case .integer(let number)? = values[parameter.name] { number } else { nil }
  }

  func has(_ parameter: APIParameter) -> Bool {
    if case .flag(true)? = values[parameter.name] { true } else { false }
  }

  func text(_ parameter: APIParameter) -> String? {
    if case .text(let text)? = values[parameter.name] { text } else { nil }
  }

  func revision(_ parameter: APIParameter) -> RevisionID? {
    if case .revision(let id)? = values[parameter.name] { id } else { nil }
  }

  func time(_ parameter: APIParameter) -> Timestamp? {
    if case .time(let time)? = values[parameter.name] { time } else { nil }
  }

  func article(_ parameter: APIParameter) -> ArticleName? {
    if case .article(let name)? = values[parameter.name] { name } else { nil }
  }

  /// The article in the address.
  func article() throws(Problem) -> ArticleName {
    guard let name = article(APIParameter.article) else { throw Problem(.unknownAddress) }
    return name
  }

  /// The text in the address.
  func segment(_ parameter: APIParameter) throws(Problem) -> String {
    guard let text = text(parameter) else { throw Problem(.unknownAddress) }
    return text
  }
}
