/// What follows the headers.
package enum HTTPBody: Sendable {
  case none
  case bytes([UInt8])
  /// Read as it leaves, and never compressed.
  case content(any HTTPContent)

  package var byteCount: Int {
    switch self {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .content(let content): content.byteCount
    }
  }

  /// The bytes in a range, which lies within it; `nil` where they cannot be read.
  func bytes(in range: Range<Int>) -> ArraySlice<UInt8>? {
    switch self {
    case .none: []
    case .bytes(let bytes): bytes[range]
    case .content(let content): content.bytes(in: range).map { $0[...] }
    }
  }
}

/// Bytes that are asked for piece by piece, and stay what they are as long as somebody has them: an open file.
package protocol HTTPContent: Sendable {
  var byteCount: Int { get }

  /// The bytes in a range, which lies within `0..<byteCount`; `nil` where they cannot be read: the answer breaks off.
  func bytes(in range: Range<Int>) -> [UInt8]?
}
