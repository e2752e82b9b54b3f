internal import Bytes
internal import Objects

/// The two names of a text's exact bytes, each of 64 hexadecimal digits.
public struct TextIdentity: Hashable, Sendable {
  /// By which git finds it: the SHA-256 of `blob`, a space, the number of its bytes, a NUL, and the text.
  public let content: ContentID
  /// By which anybody knows it: the SHA-256 of the text alone, as `sha256sum` prints it.
  public let sha256: String
  public let byteCount: Int

  /// - Complexity: O(length of the text): both are hashed anew.
  public init(of text: [UInt8]) {
    content = ContentID(ObjectID(of: .blob, content: text.span))
    sha256 = SHA256.hash(text).description
    byteCount = text.count
  }

  /// - Parameter content: The id of its blob, where that is known.
  package init(_ content: ContentID, of text: [UInt8]) {
    self.content = content
    sha256 = SHA256.hash(text).description
    byteCount = text.count
  }
}
