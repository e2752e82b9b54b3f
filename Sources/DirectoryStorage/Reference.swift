internal import Objects
internal import Storage

/// What a reference's file holds: an id, or the name of another reference.
enum Reference: Equatable, Sendable {
  case direct(ObjectID)
  case symbolic(ReferenceName)

  /// Reads a file; white space at its end is allowed, as git allows it.
  init?(decoding bytes: [UInt8]) {
    let end = bytes.lastIndex { !Reference.isSpace($0) }.map { $0 + 1 } ?? 0
    guard let text = String(validating: bytes[..<end], as: UTF8.self) else { return nil }
    if let id = ObjectID(text) {
      self = .direct(id)
      return
    }
    guard text.hasPrefix("ref:"),
      let name = ReferenceName(String(text.dropFirst(4).drop { $0 == " " || $0 == "\t" }))
    else { return nil }
    self = .symbolic(name)
  }

  /// Reads `HEAD`, which names a branch where it names anything.
  init?(head bytes: [UInt8]) {
    self.init(decoding: bytes)
    if case .symbolic(let name) = self, !name.isBranch { return nil }
  }

  /// The bytes that git writes for it.
  var encoded: [UInt8] {
    switch self {
    case .direct(let id): Array("\(id)\n".utf8)
    case .symbolic(let name): Array("ref: \(name)\n".utf8)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

extension ReferenceName {
  var isBranch: Bool { description.hasPrefix("refs/heads/") }
}
