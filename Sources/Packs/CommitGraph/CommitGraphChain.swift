package import Bytes

/// The list of the files that make up a commit-graph: a line with its checksum for each, the lowest first.
///
/// Source: gitformat-commit-graph(5), "Commit Graph Chains".
package enum CommitGraphChain {
  /// A file's header counts those below it in one byte.
  static let largestCount = 256

  package static func encode(_ checksums: [Digest]) -> [UInt8] {
    checksums.flatMap { Array("\($0)\n".utf8) }
  }

  /// Reads a list; `nil` where it is none, or empty.
  package static func checksums(in bytes: borrowing Span<UInt8>) -> [Digest]? {
    let lineByteCount = Digest.hexCount + 1
    guard !bytes.isEmpty, bytes.count % lineByteCount == 0,
      bytes.count / lineByteCount <= largestCount
    else { return nil }
    var checksums: [Digest] = []
    for start in stride(from: 0, to: bytes.count, by: lineByteCount) {
      guard let checksum = Digest(hex: bytes, at: start),
        bytes[start + Digest.hexCount] == UInt8(ascii: "\n")
      else { return nil }
      checksums.append(checksum)
    }
    return checksums
  }
}
