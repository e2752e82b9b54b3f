// Public, since what is inlinable here reads a digest: an import of the package would take that away.
public import Bytes

/// The name of an object: the SHA-256 of its header and content.
///
/// Source: gitformat-loose(5); hash-function-transition, "Object names".
@usableFromInline @frozen
package struct ObjectID: Hashable, Sendable {
  @usableFromInline package let digest: Digest

  @inlinable
  package init(_ digest: Digest) {
    self.digest = digest
  }

  @inlinable
  package static func == (a: ObjectID, b: ObjectID) -> Bool { a.digest == b.digest }

  @inlinable
  package func hash(into hasher: inout Hasher) { digest.hash(into: &hasher) }

  /// The id of an object with this kind and content.
  package init(of kind: ObjectKind, content: borrowing Span<UInt8>) {
    var hash = SHA256()
    self.init(of: kind, content: content, hash: &hash)
  }

  /// The id of an object, with a hash that the caller uses again for the next one.
  package init(of kind: ObjectKind, content: borrowing Span<UInt8>, hash: inout SHA256) {
    let header = ObjectHeader(kind: kind, byteCount: content.count).encoded
    hash.update(header.span)
    hash.update(content)
    digest = hash.finalize()
  }

  /// Reads 64 hexadecimal digits.
  package init?(_ text: String) {
    guard let digest = Digest(text) else { return nil }
    self.digest = digest
  }

  /// 64 zeros: in git's protocols, "no object".
  package static var zero: ObjectID { ObjectID(.zero) }
}

extension ObjectID: Comparable {
  @inlinable
  package static func < (a: ObjectID, b: ObjectID) -> Bool { a.digest < b.digest }
}

extension ObjectID: CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  @usableFromInline package var description: String { digest.description }

  /// The first digits, for people.
  package func abbreviated(to digitCount: Int = 12) -> String {
    String(description.prefix(digitCount))
  }
}
