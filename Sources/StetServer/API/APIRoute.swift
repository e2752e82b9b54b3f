internal import HTTP
internal import Stet

/// One address of the interface for programs: who is asked what, and all that it may answer.
///
/// `APIRoute.all` is the one list: by it requests are led, and `/openapi.json` is written.
struct APIRoute: Sendable {
  /// What an answer is made of.
  enum Form: String, Sendable {
    case json = "application/json"
    case text = "text/plain"
  }

  /// `GET`, which answers `HEAD`, too, or `POST`.
  let method: String
  /// With the names of its parameters: `/api/v1/articles/{name}`.
  let path: String
  let name: String
  let summary: String
  let parameters: [APIParameter]
  let form: Form
  /// What it answers where all goes well: the statuses, each with what it means.
  let answers: [(status: Int, meaning: String)]
  /// What an answer holds, by its name in the document's schemas.
  let schema: String?
  /// Beside those that every route has.
  let problems: [ProblemKind]
  /// Whether it may take long.
  let isSlow: Bool
  let respond: @Sendable (ProgramInterface, APICall) throws(Problem) -> HTTPResponse

  init(
    method: String = "GET", _ path: String, _ name: String, _ summary: String,
    _ parameters: [APIParameter] = [], form: Form = .json,
    answers: [(status: Int, meaning: String)] = [(200, "The answer.")], schema: String? = nil,
    problems: [ProblemKind] = [], isSlow: Bool = true,
    respond: @escaping @Sendable (ProgramInterface, APICall) throws(Problem) -> HTTPResponse
  ) {
    (self.method, self.path, self.name, self.summary) = (method, path, name, summary)
    (self.parameters, self.form, self.answers, self.schema) = (parameters, form, answers, schema)
    (self.problems, self.isSlow, self.respond) = (problems, isSlow, respond)
  }
}

extension APIRoute {
  var needsToken: Bool { method != "GET" }

  /// What stands for each parameter in a path, still encoded; `nil` where the path is another.
  func segments(in path: String) -> [String: Substring]? {
    let steps = self.path.split(separator: "/", omittingEmptySubsequences: false)
    let given = Self.split(path, at: "/")
    guard steps.count == given.count else { return nil }
    var found: [String: Substring] = [:]
    for (step, text) in zip(steps, given) {
      if !step.hasPrefix("{") {
        guard step.utf8.elementsEqual(text.utf8) else { return nil }
        continue
      }
      let names = step.split(separator: "..").map { $0.dropFirst().dropLast() }
      guard let values = names.count == 1 ? [text] : Self.pair(text),
        values.allSatisfy({ !$0.isEmpty })
      else { return nil }
      for (name, value) in zip(names, values) { found[String(name)] = value }
    }
    return found
  }

  /// By bytes: a mark may follow a sign, and join it.
  private static func split(_ text: String, at separator: Unicode.Scalar) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// Both sides of `OLD..NEW`; `nil` where that can be read in no way, or in two: then dots have to be encoded.
  private static func pair(_ text: Substring) -> [Substring]? {
    let bytes = text.utf8
    let dots = bytes.indices.filter { place in
      let next = bytes.index(after: place)
      return bytes[place] == 0x2E && next < bytes.endIndex && bytes[next] == 0x2E
    }
    guard dots.count == 1 else { return nil }
    return [text[..<dots[0]], text[bytes.index(dots[0], offsetBy: 2)...]]
  }
}
