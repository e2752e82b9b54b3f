internal import Bytes

extension JSON {
  /// The value as UTF-8, with no newline at the end.
  ///
  /// What a terminal would obey is escaped: control characters (also U+007F to U+009F), the line
  /// separators U+2028 and U+2029, and what turns the direction of writing round. So a compact value
  /// is always one printable line.
  /// - Parameter pretty: Two-space indentation, one member a line; otherwise one line.
  package func encoded(pretty: Bool = false) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.write(self)
    return writer.output
  }
}

/// Appends values to a buffer.
private struct JSONWriter {
  let pretty: Bool
  var output: [UInt8] = []
  var depth = 0

  mutating func write(_ value: JSON) {
    switch value {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    case .double(let number): write(number)
    case .string(let text): write(text)
    case .utf8(let bytes): write(bytes.span)
    case .array(let elements): write(elements)
    case .object(let members): write(members)
    }
  }

  private mutating func write(_ number: Double) {
    output.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
  }

  private mutating func write(_ elements: [JSON]) {
    writeList(elements, "[", "]") { $0.write($1) }
  }

  private mutating func write(_ members: [JSON.Member]) {
    writeList(members, "{", "}") { writer, member in
      writer.write(member.name)
      writer.output.append(UInt8(ascii: ":"))
      if writer.pretty { writer.output.append(UInt8(ascii: " ")) }
      writer.write(member.value)
    }
  }

  private mutating func writeList<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    _ writeItem: (inout JSONWriter, Item) -> Void
  ) {
    output.append(UInt8(ascii: open))
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      breakLine()
      writeItem(&self, item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    output.append(UInt8(ascii: close))
  }

  private mutating func breakLine() {
    guard pretty else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

// MARK: - Strings

extension JSONWriter {
  private mutating func write(_ text: String) { write(text.utf8.span) }

  /// Copies whole runs between characters that need an escape: a text of megabytes is one copy.
  ///
  /// No room is reserved for each: that would be just enough every time, and copy all that is there again.
  private mutating func write(_ bytes: Span<UInt8>) {
    output.append(UInt8(ascii: "\""))
    var runStart = 0
    var offset = 0
    while offset < bytes.count {
      if offset + 8 <= bytes.count, !EightBytes(bytes, at: offset).mayNeedEscape {
        offset += 8
        continue
      }
      guard mayNeedEscape(bytes[offset]), let scalar = scalarToEscape(bytes, at: offset) else {
        offset += 1
        continue
      }
      output.append(bytes.extracting(runStart..<offset))
      writeEscape(scalar)
      offset += UTF8.width(scalar)
      runStart = offset
    }
    output.append(bytes.extracting(runStart..<bytes.count))
    output.append(UInt8(ascii: "\""))
  }

  private func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
  }

  /// The character at `offset` if it must not stand in the output as it is.
  private func scalarToEscape(_ bytes: Span<UInt8>, at offset: Int) -> Unicode.Scalar? {
    switch bytes[offset] {
    case 0xC2:
      // U+0080 to U+009F, the second half of the control characters.
      bytes[offset + 1] < 0xA0 ? Unicode.Scalar(bytes[offset + 1]) : nil
    case 0xE2:
      separatorOrDirection(bytes[offset + 1], bytes[offset + 2])
    case 0xD8:
      bytes[offset + 1] == 0x9C ? "\u{61C}" : nil
    default:
      Unicode.Scalar(bytes[offset])
    }
  }

  /// The character of these bytes after E2, if it is a line separator or a bidirectional control.
  private func separatorOrDirection(_ second: UInt8, _ third: UInt8) -> Unicode.Scalar? {
    switch (second, third) {
    // U+200E and U+200F; U+2028 to U+202E.
    case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE): Unicode.Scalar(0x2000 + UInt32(third & 0x3F))
    // U+2066 to U+2069.
    case (0x81, 0xA6...0xA9): Unicode.Scalar(0x2040 + UInt32(third & 0x3F))
    default: nil
    }
  }

  private mutating func writeEscape(_ scalar: Unicode.Scalar) {
    output.append(UInt8(ascii: "\\"))
    switch scalar {
    case "\"", "\\": output.append(UInt8(scalar.value))
    case "\n": output.append(UInt8(ascii: "n"))
    case "\r": output.append(UInt8(ascii: "r"))
    case "\t": output.append(UInt8(ascii: "t"))
    case "\u{8}": output.append(UInt8(ascii: "b"))
    case "\u{C}": output.append(UInt8(ascii: "f"))
    default:
      let digits = String(scalar.value, radix: 16)
      output.append(UInt8(ascii: "u"))
      output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
      output.append(contentsOf: digits.utf8)
    }
  }
}
