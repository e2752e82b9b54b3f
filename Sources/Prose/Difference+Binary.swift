internal import Bytes

extension Difference {
  /// Whether one of the two is no text, as git judges it. Such bytes are compared as a whole: the
  /// edits replace all of one by all of the other, and have no classes.
  public var isBinary: Bool { old.isBinary || new.isBinary }
}

extension [UInt8] {
  /// How much is looked at, in bytes.
  private static var binaryProbe: Int { 8_000 }

  /// Whether there is a NUL among the first bytes.
  ///
  /// Source: git's xdiff-interface.c, `buffer_is_binary`.
  var isBinary: Bool {
    let bytes = span
    let end = Swift.min(count, Self.binaryProbe)
    var offset = 0
    while offset + 8 <= end {
      let word = bytes.littleEndianUInt64(at: offset)
      if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0 { return true }
      offset += 8
    }
    return self[offset..<end].contains(0)
  }
}
