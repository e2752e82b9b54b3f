/// Why bytes are not an object, and where they go wrong (an offset from the content's start).
package enum ObjectDecodingError: Error, Equatable, Sendable {
  // The header of a loose object.
  case unterminatedHeader
  case unknownKind(atByte: Int)
  case badByteCount(atByte: Int)
  /// The header declares `declared` bytes; `actual` follow.
  case lengthMismatch(declared: Int, actual: Int)

  // Trees.
  /// The bytes end inside an entry.
  case truncatedTree(atByte: Int)
  /// The mode is none that git writes, or has a leading zero.
  case badMode(atByte: Int)
  /// A name is empty, `.`, `..`, `.git` in any spelling, or holds a slash.
  case badName(atByte: Int)
  /// Entries are not in git's order.
  case unsortedTree(atByte: Int)
  /// Two entries have one name.
  case duplicateName(atByte: Int)
  /// An entry points to the id of zeros.
  case zeroID(atByte: Int)

  // Commits and tags.
  /// A header that must stand here is missing: `tree`, `author`, `object` and so on.
  case missingHeader(String, atByte: Int)
  /// A header's value is not an object id.
  case badID(atByte: Int)
  /// A name, mail address, time or zone is malformed.
  case badSignature(atByte: Int)
  /// A header line does not end, or has no name.
  case badHeader(atByte: Int)
  /// A NUL byte in a commit or tag, which git's own tools would stop at.
  case nulByte(atByte: Int)
}
