package import Bytes

/// How large a log is, and the hash of all that is in it.
///
/// Source: C2SP tlog-checkpoint, "Note text".
package struct Checkpoint: Equatable, Sendable {
  /// Which log: not empty, one line.
  package let origin: String
  /// How many entries the log has.
  package let size: UInt64
  /// The hash of the tree of its entries.
  package let root: Digest
  /// Lines of which nothing is known; none is empty.
  package let extensions: [String]

  /// - Throws: The number, from 1, of a line that would be none of a checkpoint.
  package init(
    origin: String, size: UInt64, root: Digest, extensions: [String] = []
  ) throws(CheckpointError) {
    for (place, line) in zip(0..., [origin] + extensions) {
      guard !line.isEmpty, line.utf8.allSatisfy({ $0 >= 0x20 }) else {
        throw .malformed(line: place == 0 ? 1 : place + 3)
      }
    }
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
  }

  /// Reads the text of a note.
  ///
  /// - Throws: The number, from 1, of the first line that no checkpoint has.
  package init(decoding text: [UInt8]) throws(CheckpointError) {
    guard let lines = NoteText.lines(of: text) else {
      throw .malformed(line: text.count { $0 == NoteText.newline } + 1)
    }
    var texts: [String] = []
    for (place, line) in zip(1..., lines) {
      guard !line.isEmpty, NoteText.fault(in: line) == nil else { throw .malformed(line: place) }
      texts.append(String(decoding: line, as: UTF8.self))
    }
    guard lines.count >= 3 else { throw .malformed(line: lines.count + 1) }
    guard let size = Decimal.value(of: lines[1], as: UInt64.self) else {
      throw .malformed(line: 2)
    }
    guard let root = Digest(base64: lines[2]) else { throw .malformed(line: 3) }
    origin = texts[0]
    self.size = size
    self.root = root
    extensions = Array(texts.dropFirst(3))
  }

  /// The text of a note: a line each.
  package func encoded() -> [UInt8] {
    let lines = [origin, "\(size)", Base64.string(root.bytes)] + extensions
    return lines.flatMap { Array($0.utf8) + [NoteText.newline] }
  }
}

extension Checkpoint {
  package static func == (a: Checkpoint, b: Checkpoint) -> Bool { a.encoded() == b.encoded() }
}

extension Digest {
  /// Reads a hash in Base 64.
  init?(base64 text: ArraySlice<UInt8>) {
    // 44 characters: nothing longer is worth a look.
    guard text.count == 44, let bytes = Base64.bytes(text), bytes.count == Digest.byteCount else {
      return nil
    }
    self.init(reading: bytes.span, at: 0)
  }
}

/// Why a text is no checkpoint.
package enum CheckpointError: Error, Equatable, Sendable {
  /// The line, from 1, is missing or none that stands there.
  case malformed(line: Int)
}
