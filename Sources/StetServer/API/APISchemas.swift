internal import JSON

/// What answers hold, as JSON Schema has it: the members that are always there. Schemas.md says of each what it means.
enum APISchemas {
  static let all: JSON = [
    "Articles": object([
      ("articles", array(of: "Article")), ("count", integer), ("complete", boolean),
      ("next", optional("string")),
    ]),
    "Article": object([
      ("article", string), ("revisions", optional("integer")), ("observed", string),
      ("byteCount", optional("integer")), ("revision", reference("Revision")),
    ]),
    "History": object([
      ("article", string), ("revisions", array(of: "Revision")), ("count", integer),
      ("complete", boolean), ("next", optional("string")),
    ]),
    "Revision": object([
      ("commit", id), ("article", optional("string")), ("number", optional("integer")),
      ("recorded", string), ("authored", string), ("author", anything),
    ]),
    "RevisionAndDifference": object([
      ("revision", reference("Revision")), ("difference", optional("object")),
    ]),
    "Difference": object([("old", anything), ("new", anything)]),
    "Found": object([("count", integer), ("next", optional("integer"))]),
    "Republications": object([("revision", id), ("republications", ["type": "array"])]),
    "Events": object([
      ("events", array(of: "Revision")), ("next", optional("string")), ("more", boolean),
      ("head", optional("string")),
    ]),
    "Head": object([("head", optional("string"))]),
    "Verified": object([
      ("head", optional("string")), ("lastVerification", optional("object")),
      ("notedHeads", ["type": "array"]), ("checkpoint", optional("object")),
    ]),
    "Recorded": object([
      ("article", string), ("outcome", ["enum": ["recorded", "unchanged"]]),
      ("commit", optional("string")), ("blob", id), ("sha256", id), ("byteCount", integer),
      ("durable", boolean),
    ]),
    "Index": object([
      ("archive", string), ("description", string), ("addresses", ["type": "array"]),
    ]),
    "ProblemKind": object([("type", string), ("title", string), ("status", integer)]),
    "Problem": object([("type", string), ("title", string), ("status", integer)]),
  ]

  private static let string: JSON = ["type": "string"]
  private static let integer: JSON = ["type": "integer"]
  private static let boolean: JSON = ["type": "boolean"]
  private static let anything: JSON = ["type": "object"]
  private static let id: JSON = ["type": "string", "pattern": "^[0-9a-f]{64}$"]

  private static func optional(_ type: String) -> JSON { ["type": [.string(type), "null"]] }

  private static func reference(_ name: String) -> JSON {
    ["$ref": .string("#/components/schemas/\(name)")]
  }

  private static func array(of name: String) -> JSON {
    ["type": "array", "items": reference(name)]
  }

  private static func object(_ members: [(name: String, schema: JSON)]) -> JSON {
    [
      "type": "object", "required": .array(members.map { .string($0.name) }),
      "properties": .object(members.map { .init($0.name, $0.schema) }),
    ]
  }
}
