extension Difference {
  /// Whether this is nothing to read: texts that differ, one of which has a NUL among its first 8,000
  /// bytes.
  ///
  /// Source: git's own rule (gitattributes(5), "Marking files as binary"). The edits rebuild both
  /// sides all the same; they have no classes.
  public var isBinary: Bool { !isEmpty && (old.isBinary || new.isBinary) }
}

extension [UInt8] {
  var isBinary: Bool { prefix(8000).contains(0) }
}
