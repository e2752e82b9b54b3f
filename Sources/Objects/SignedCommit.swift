internal import Bytes

/// A commit that somebody signed: the signature, and the bytes that it is of.
///
/// Of the two headers that may have a signature, `gpgsig-sha256` is of the commit as it is in a SHA-256 repository;
/// `gpgsig` is of the same commit in SHA-1, which is not here.
/// Source: git's commit.c, `parse_buffer_signed_by_header`.
package struct SignedCommit: Equatable, Sendable {
  /// The commit's bytes without any header whose name starts with `gpgsig`.
  package let payload: [UInt8]
  /// The header's value, its lines as they were signed; of several such headers one after the other, as git reads it.
  package let signature: [UInt8]

  /// Takes a commit's content apart.
  ///
  /// - Returns: `nil` where it has no signature.
  package init?(_ content: borrowing Span<UInt8>) {
    var payload: [UInt8] = []
    var signature: [UInt8] = []
    var part = Part.payload
    var isSigned = false
    var start = 0
    while start < content.count, content[start] != UInt8(ascii: "\n") {
      let end = content.firstIndex(of: UInt8(ascii: "\n"), from: start).map { $0 + 1 }
      let line = start..<(end ?? content.count)
      var value = line
      if content[start] != UInt8(ascii: " ") {
        part = Part(of: line, in: content)
        if part == .signature {
          value = line.dropFirst(Commit.signatureHeader.utf8CodeUnitCount + 1)
        }
      } else if part == .signature {
        value = line.dropFirst()
      }
      switch part {
      case .payload: payload.append(content.extracting(line))
      case .signature:
        isSigned = true
        signature.append(content.extracting(value))
      case .other: break
      }
      start = line.upperBound
    }
    guard isSigned else { return nil }
    payload.append(content.extracting(start..<content.count))
    (self.payload, self.signature) = (payload, signature)
  }

  /// What a header belongs to, with the lines that go on with it.
  private enum Part {
    case payload
    case signature
    /// Another signature, which is no part of what is signed.
    case other

    init(of line: Range<Int>, in content: borrowing Span<UInt8>) {
      let header = content.extracting(line)
      let space = Commit.signatureHeader.utf8CodeUnitCount
      if header.matches(Commit.signatureHeader), space < header.count,
        header[space] == UInt8(ascii: " ")
      {
        self = .signature
      } else {
        self = header.matches("gpgsig") ? .other : .payload
      }
    }
  }
}

extension Commit {
  /// The header whose value is a signature of the rest.
  static var signatureHeader: StaticString { "gpgsig-sha256" }

  /// Whether somebody signed it: by whom, and whether truly, is for who takes its bytes apart.
  package var isSigned: Bool {
    // Nearly no commit has such headers at all.
    !headers.isEmpty && headers.contains { $0.name == "gpgsig-sha256" }
  }
}
