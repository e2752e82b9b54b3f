import Foundation
import HTML
import Testing

/// The tests that the authors of browsers share, where `HTML5LIB_TESTS` says where they are: a clone of
/// github.com/html5lib/html5lib-tests.
struct HTML5libTests {
  private static let folder = ProcessInfo.processInfo.environment["HTML5LIB_TESTS"]
  private static let models: [String: ContentModel] = [
    "Data state": .data, "PLAINTEXT state": .plaintext, "RCDATA state": .rcdata,
    "RAWTEXT state": .rawtext, "Script data state": .scriptData, "CDATA section state": .cdata,
  ]

  @Test(.enabled(if: folder != nil))
  func `every tokenizer test of html5lib passes`() throws {
    let tokenizer = URL(filePath: try #require(Self.folder)).appending(path: "tokenizer")
    let files = try FileManager.default.contentsOfDirectory(
      at: tokenizer, includingPropertiesForKeys: nil)
    var count = 0
    for file in files where file.pathExtension == "test" {
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      let tests = (json as? [String: Any])?["tests"] as? [[String: Any]] ?? []
      for test in tests {
        let isEscaped = test["doubleEscaped"] as? Bool ?? false
        let unescape = isEscaped ? Self.unescaped : { $0 }
        guard let input = (test["input"] as? String).flatMap(unescape) else { continue }
        let expected = Self.mapped(test["output"] as Any, unescape) as? [[Any]] ?? []
        for state in test["initialStates"] as? [String] ?? ["Data state"] {
          let found = Self.tokens(
            of: input, try #require(Self.models[state]), test["lastStartTag"] as? String ?? "")
          #expect("\(found)" == "\(Self.sorted(expected))", "\(file.lastPathComponent): \(input)")
          count += 1
        }
      }
    }
    #expect(count > 7_000)
  }

  // MARK: - The form of the tests

  /// `nil` for what no UTF-8 can hold.
  private static func unescaped(_ text: String) -> String? {
    var units: [UInt16] = []
    var rest = Array(text.utf16)[...]
    while let unit = rest.popFirst() {
      if unit == 0x5C, rest.first == 0x75,
        let value = UInt16(String(decoding: rest.dropFirst().prefix(4), as: UTF16.self), radix: 16)
      {
        units.append(value)
        rest = rest.dropFirst(5)
      } else {
        units.append(unit)
      }
    }
    let result = String(decoding: units, as: UTF16.self)
    return Array(result.utf16) == units ? result : nil
  }

  private static func mapped(_ value: Any, _ change: (String) -> String?) -> Any {
    switch value {
    case let text as String: change(text) ?? ""
    case let array as [Any]: array.map { mapped($0, change) }
    case let object as [String: Any]:
      Dictionary(uniqueKeysWithValues: object.map { (change($0) ?? "", mapped($1, change)) })
    default: value
    }
  }

  /// Tokens in a form that two of them can be compared in: bytes, and attributes by name.
  private static func sorted(_ tokens: [[Any]]) -> [[String]] {
    tokens.map { $0.map(written) }
  }

  private static func written(_ value: Any) -> String {
    switch value {
    case let text as String: "\(Array(text.utf8))"
    case let object as [String: String]:
      "\(object.map { [Array($0.utf8), Array($1.utf8)] }.sorted { "\($0)" < "\($1)" })"
    case is NSNull: "none"
    default: "\(value)" == "1" || "\(value)" == "true" ? "true" : "false"
    }
  }

  private static func tokens(
    of source: String, _ model: ContentModel, _ lastStartTag: String
  ) -> [[String]] {
    let bytes = Array(source.utf8)
    var tokenizer = Tokenizer(bytes)
    tokenizer.model = model
    tokenizer.lastStartTag = Array(lastStartTag.utf8)
    var tokens: [[Any]] = []
    var text = ""
    func close() {
      if !text.isEmpty { tokens.append(["Character", text]) }
      text = ""
    }
    while let token = tokenizer.next() {
      switch token.kind {
      case .text(let model):
        text += Self.text(bytes[token.range], keepsNull: model == .data || model == .cdata)
      case .reference(let reference): text += String(decoding: reference.bytes, as: UTF8.self)
      case .nothing: break
      default:
        close()
        tokens.append(Self.token(token, bytes))
      }
    }
    close()
    return sorted(tokens)
  }

  private static func token(_ token: Token, _ bytes: [UInt8]) -> [Any] {
    switch token.kind {
    case .comment(let words): return ["Comment", text(bytes[words])]
    case .doctype(let doctype):
      let ids = [doctype.publicID, doctype.systemID].map { $0.map { text(bytes[$0]) as Any } }
      return [
        "DOCTYPE", doctype.name.map { name(bytes[$0]) } ?? NSNull() as Any, ids[0] ?? NSNull(),
        ids[1] ?? NSNull(), !doctype.forcesQuirks,
      ]
    case .startTag(let tag):
      var attributes: [String: String] = [:]
      for attribute in tag.attributes(in: bytes)
      where attributes[name(bytes[attribute.name])] == nil {
        let value = PageText.value(attribute.value, in: bytes)
        attributes[name(bytes[attribute.name])] = text(value[...])
      }
      let start: [Any] = ["StartTag", name(bytes[tag.name]), attributes]
      return tag.isSelfClosing ? start + [true] : start
    case .endTag(let tag): return ["EndTag", name(bytes[tag.name])]
    case .text, .reference, .nothing: return []
    }
  }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    text(ArraySlice(bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }))
  }

  /// As the standard reads a stream: one sort of line end, and a sign for NUL.
  private static func text(_ bytes: ArraySlice<UInt8>, keepsNull: Bool = false) -> String {
    var text: [UInt8] = []
    var last: UInt8 = 0
    for byte in bytes {
      defer { last = byte }
      if byte == 0x0A, last == 0x0D { continue }
      text += byte == 0x0D ? [0x0A] : byte == 0 && !keepsNull ? [0xEF, 0xBF, 0xBD] : [byte]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
