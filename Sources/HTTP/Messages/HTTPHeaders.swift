/// The headers of a request: found by name whatever its case, in the order they came in.
package struct HTTPHeaders: Sendable {
  /// The names are in small letters.
  package private(set) var fields: [(name: String, value: String)] = []

  package init() {}

  package init(_ fields: [(name: String, value: String)]) {
    for field in fields { append(field.name, field.value) }
  }

  /// Adds a header, whether or not there is one of that name.
  package mutating func append(_ name: String, _ value: String) {
    fields.append((name.lowercased(), value))
  }

  /// The value of a header; those of several of one name, joined as RFC 9110, 5.3, has it.
  package subscript(name: String) -> String? {
    let values = values(of: name)
    return values.count < 2 ? values.first : values.joined(separator: ", ")
  }

  /// The value of each header of this name.
  package func values(of name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name == name }.map(\.value)
  }
}
