/// A JSON value. The members of an object keep their order, and a repeated name is kept too.
///
/// Source: RFC 8259.
package enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number written without fraction or exponent that fits in 64 bits.
  case integer(Int)
  /// Any other number. Not-a-number and the infinities have no JSON form: they encode as `null`.
  case double(Double)
  case string(String)
  /// A string as the UTF-8 that it is, without a copy of it. Reading gives one of both.
  case utf8(ArraySlice<UInt8>)
  case array([JSON])
  case object([Member])

  /// One name and its value.
  package struct Member: Equatable, Sendable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  /// Whether two values say the same: a string is the same however it is kept.
  package static func == (one: JSON, other: JSON) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.double(let one), .double(let other)): one == other
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    case (.string, _), (.utf8, _): one.stringValue != nil && one.stringValue == other.stringValue
    default: false
    }
  }
}

// MARK: - Reading a value

extension JSON {
  /// The value of the member called `name`: the last of them where the name is repeated;
  /// `nil` where there is none, or where this is not an object.
  package subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  package var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  package var integerValue: Int? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The number, whichever way it is kept.
  package var doubleValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  package var stringValue: String? {
    switch self {
    case .string(let value): value
    case .utf8(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// The bytes of a string, however it is kept.
  package var utf8Value: ArraySlice<UInt8>? {
    switch self {
    case .string(let value): Array(value.utf8)[...]
    case .utf8(let bytes): bytes
    default: nil
    }
  }

  package var arrayValue: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var objectValue: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }
}

// MARK: - Literals

extension JSON: ExpressibleByNilLiteral {
  package init(nilLiteral: ()) { self = .null }
}

extension JSON: ExpressibleByBooleanLiteral {
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSON: ExpressibleByFloatLiteral {
  package init(floatLiteral value: Double) { self = .double(value) }
}

extension JSON: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
