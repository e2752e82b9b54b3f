internal import HTTP
internal import JSON

/// The document that describes the interface, made from the routes.
///
/// Source: OpenAPI Specification 3.1.
struct OpenAPI {
  let title: String
  let origin: String

  var document: JSON {
    [
      "openapi": "3.1.0",
      "info": [
        "title": .string(title), "version": "1",
        "description": "Articles, their revisions, and how these differ. Reading needs no token.",
      ],
      "servers": [["url": .string(origin)]],
      "paths": .object(paths),
      "components": [
        "schemas": APISchemas.all,
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "bearer", "description": "What `stet token add` printed.",
          ]
        ],
      ],
    ]
  }

  private var paths: [JSON.Member] {
    var order: [String] = []
    for route in APIRoute.all where !order.contains(route.path) { order.append(route.path) }
    return order.map { path in
      let routes = APIRoute.all.filter { $0.path == path }
      return .init(
        path,
        .object(routes.map { .init($0.method.lowercased(), OpenAPI.operation($0)) }))
    }
  }

  private static func operation(_ route: APIRoute) -> JSON {
    var members: [JSON.Member] = [
      .init("operationId", .string(route.name)), .init("summary", .string(route.summary)),
      .init("parameters", .array(route.parameters.map(parameter))),
    ]
    if route.method == "POST" {
      let bytes: JSON = ["application/octet-stream": ["schema": ["minLength": 1]]]
      members.append(.init("requestBody", ["required": true, "content": bytes]))
    }
    if route.needsToken { members.append(.init("security", [["token": []]])) }
    members.append(.init("responses", .object(responses(route))))
    return .object(members)
  }

  private static func parameter(_ parameter: APIParameter) -> JSON {
    [
      "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
      "required": .bool(parameter.isRequired), "description": .string(parameter.summary),
      "schema": parameter.schema,
    ]
  }

  // MARK: Answers

  private static func responses(_ route: APIRoute) -> [JSON.Member] {
    var responses = route.answers.map { answer -> JSON.Member in
      let schema: JSON =
        route.form == .text
        ? ["type": "string"]
        : route.schema.map { ["$ref": .string("#/components/schemas/\($0)")] } ?? ["type": "object"]
      return .init(
        String(answer.status),
        [
          "description": .string(answer.meaning),
          "content": .object([.init(route.form.rawValue, ["schema": schema])]),
        ])
    }
    for (status, kinds) in problems(route) {
      let words = kinds.map { "`\($0.rawValue)`: \($0.title)." }.joined(separator: " ")
      var members = [JSON.Member("description", .string(words))]
      // What is larger than the memory of a connection is refused before it is read, and by no problem.
      if status != ProblemKind.targetTooLong.status, status != ProblemKind.headerTooLarge.status {
        members.append(.init("content", .object(problem)))
      }
      responses.append(.init(String(status), .object(members)))
    }
    return responses
  }

  private static let problem = [
    JSON.Member(
      "application/problem+json", ["schema": ["$ref": "#/components/schemas/Problem"]])
  ]

  private static func problems(_ route: APIRoute) -> [(status: Int, kinds: [ProblemKind])] {
    var common: [ProblemKind] = [
      .malformed, .notAcceptable, .tooLarge, .targetTooLong, .misdirected, .headerTooLarge, .failed,
      .damaged,
    ]
    if route.method == "POST" { common.append(.lengthRequired) }
    if route.parameters.contains(where: { $0.place != .path }) { common.append(.invalidParameter) }
    if route.path.contains("{") { common.append(.unknownAddress) }
    if route.isSlow { common.append(.busy) }
    let kinds = ProblemKind.allCases.filter { common.contains($0) || route.problems.contains($0) }
    return Dictionary(grouping: kinds, by: \.status).sorted { $0.key < $1.key }.map {
      ($0.key, $0.value)
    }
  }
}

extension APIParameter {
  /// What it takes, as JSON Schema has it.
  var schema: JSON {
    switch kind {
    case .integer(let range):
      [
        "type": "integer", "minimum": .integer(range.lowerBound),
        "maximum": .integer(range.upperBound),
      ]
    case .flag: ["type": "string", "enum": ["1", "0", "true", "false", ""]]
    case .text(let longest):
      ["type": "string", "minLength": 1, "maxLength": .integer(longest)]
    case .line(let longest):
      [
        "type": "string", "minLength": 1, "maxLength": .integer(longest),
        "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
      ]
    case .word(let longest):
      ["type": "string", "maxLength": .integer(longest), "pattern": "^[!-~]+$"]
    case .tags:
      ["type": "string", "pattern": "^(\\*|(W/)?\"[!#-+--~]*\"(, *(W/)?\"[!#-+--~]*\")*)$"]
    case .article:
      [
        "type": "string", "minLength": 1, "maxLength": 1024,
        "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
      ]
    case .revision: ["type": "string", "pattern": "^[0-9a-f]{64}$"]
    case .time:
      [
        "type": "string", "description": "RFC 3339, a day alone, or a date of HTTP's.",
        "examples": ["2026-03-02", "2026-03-02T08:15:00Z"],
      ]
    }
  }
}
