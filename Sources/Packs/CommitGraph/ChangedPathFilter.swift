internal import Bytes

/// The paths that a commit changed, and every folder above them, as a Bloom filter.
///
/// Ten bits for each path, in whole bytes; seven of them set for each. One byte of zeros: nothing
/// changed. One byte of ones: more than 512 paths did.
///
/// Source: gitformat-commit-graph(5), "Bloom Filter Data"; git's `bloom.c` up to 2.39.
enum ChangedPathFilter {
  static let hashVersion: UInt32 = 1
  static let hashCount: UInt32 = 7
  static let bitsPerPath: UInt32 = 10
  static let pathLimit = 512
  /// A filter that says "perhaps" to every path.
  static let everything: [UInt8] = [0xff]

  /// Appends the filter of these paths, in any order; `nil` stands for too many.
  static func append(_ paths: [[UInt8]]?, to bytes: inout [UInt8]) {
    guard let paths, let keys = keys(of: paths) else {
      bytes.append(contentsOf: everything)
      return
    }
    let start = bytes.count
    let byteCount = max(1, (keys.count * Int(bitsPerPath) + 7) / 8)
    bytes.append(contentsOf: repeatElement(0, count: byteCount))
    for key in keys {
      for number in 0..<hashCount {
        let bit = key.bit(number, in: byteCount)
        bytes[start + bit / 8] |= 1 << UInt8(bit % 8)
      }
    }
  }

  /// One key for each path and each folder above one, or `nil` for more than the limit.
  private static func keys(of paths: [[UInt8]]) -> [ChangedPathKey]? {
    var keys: [ChangedPathKey] = []
    var previous: [UInt8] = []
    for path in paths.count < 2 ? paths : paths.sorted(by: precedes) {
      // In this order, paths in one folder are neighbours: what is new follows from the last one.
      let known = commonFolderByteCount(path, previous)
      for end in known..<path.count where end + 1 == path.count || path[end + 1] == slash {
        keys.append(ChangedPathKey(path.span, byteCount: end + 1))
      }
      guard keys.count <= pathLimit else { return nil }
      previous = path
    }
    return keys
  }

  /// Orders paths so that all that is in a folder follows the folder's own name.
  private static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let shared = a.span.commonPrefixCount(with: b.span)
    guard shared < a.count, shared < b.count else { return a.count < b.count }
    if a[shared] == slash || b[shared] == slash { return a[shared] == slash }
    return a[shared] < b[shared]
  }

  /// How many bytes of `path` are a path or folder that `previous` has contributed already.
  private static func commonFolderByteCount(_ path: [UInt8], _ previous: [UInt8]) -> Int {
    var shared = path.span.commonPrefixCount(with: previous.span)
    while shared > 0 && !(ends(path, at: shared) && ends(previous, at: shared)) { shared -= 1 }
    return shared
  }

  /// Whether a name in the path ends before this byte.
  private static func ends(_ path: [UInt8], at offset: Int) -> Bool {
    offset == path.count || path[offset] == slash
  }
}

private let slash = UInt8(ascii: "/")
