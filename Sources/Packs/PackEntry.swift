package import Objects

/// The header of one entry: what it is, how large, and where its data starts.
///
/// Source: gitformat-pack(5), "pack-*.pack files have the following format".
///
/// ```
/// mtttssss [msssssss ...]   m: more bytes follow; t: type; s: size, the lowest bits first
/// distance to the base      only OFS_DELTA (type 6)
/// id of the base            only REF_DELTA (type 7)
/// zlib stream               of `byteCount` bytes
/// ```
package struct PackEntry: Equatable, Sendable {
  /// What the data is.
  package enum Form: Equatable, Sendable {
    /// The object's content.
    case whole(ObjectKind)
    /// A delta; its base is the entry at this offset in the same pack.
    case offsetDelta(base: Int)
    /// A delta; its base is this object, here or elsewhere.
    case idDelta(base: ObjectID)
  }

  /// In bytes from the start of the pack.
  package let offset: Int
  package let form: Form
  /// The size of the content or of the delta, inflated.
  package let byteCount: Int
  /// Where the zlib stream starts, in bytes from the start of the pack.
  package let dataOffset: Int
}

extension ObjectKind {
  /// The number of a kind in an entry's header.
  var packType: UInt8 {
    switch self {
    case .commit: 1
    case .tree: 2
    case .blob: 3
    case .tag: 4
    }
  }

  init?(packType: UInt8) {
    switch packType {
    case 1: self = .commit
    case 2: self = .tree
    case 3: self = .blob
    case 4: self = .tag
    default: return nil
    }
  }
}

extension PackEntry {
  static let offsetDeltaType: UInt8 = 6
  static let idDeltaType: UInt8 = 7

  /// The fewest bytes that an entry takes: one of header, and an empty zlib stream.
  static let smallestByteCount = 9

  /// Appends an entry's first bytes: type and size.
  static func append(type: UInt8, byteCount: Int, to bytes: inout [UInt8]) {
    let first = type << 4 | UInt8(truncatingIfNeeded: byteCount & 0x0f)
    guard byteCount > 0x0f else { return bytes.append(first) }
    bytes.append(first | 0x80)
    Varint.append(size: byteCount >> 4, to: &bytes)
  }
}
