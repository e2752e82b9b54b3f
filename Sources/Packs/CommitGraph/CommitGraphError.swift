package import Objects

/// Why bytes are not a commit-graph, and the byte where they go wrong.
package enum CommitGraphError: Error, Equatable, Sendable {
  /// The bytes do not start as a commit-graph does.
  case notACommitGraph
  /// Only version 1 is known.
  case unsupportedVersion(UInt8)
  /// Only SHA-256 is, number 2.
  case unsupportedHash(UInt8)
  /// The file stands on so many others, and not on those below it in its chain.
  case wrongBases(count: Int)
  /// The file ends here, before its tables do.
  case truncated(atByte: Int)
  /// A line of the chunk table is out of order, out of bounds or there twice.
  case badChunkTable(atByte: Int)
  /// A chunk that must be there is not.
  case missingChunk(CommitGraphChunk)
  /// The chunk that starts here has another size than the number of commits asks for.
  case badChunkSize(CommitGraphChunk, atByte: Int)
  /// The fan-out table falls.
  case unsortedFanOut(atByte: Int)
  /// An id does not follow the one before, or stands in another's part of the fan-out.
  case unsortedIDs(atByte: Int)
  /// A parent is not in the file, or a list of parents does not end.
  case badParent(atByte: Int)
  /// A generation is missing, too large or not above those of the parents.
  case badGeneration(atByte: Int)
  /// A filter lies outside the filters' chunk, or asks for an unlikely number of hashes.
  case badFilter(atByte: Int)
  /// The file's own checksum is not that of its bytes.
  case checksumMismatch
}

/// Why commits cannot be written as a commit-graph.
package enum CommitGraphEncodingError: Error, Equatable, Sendable {
  /// A commit is there twice.
  case duplicateCommit(ObjectID)
  /// A graph must hold the parents of all its commits, or stand on one that does; this one is missing.
  case missingParent(ObjectID, of: ObjectID)
  /// A commit is its own ancestor.
  case cycle(ObjectID)
  /// The committer's time does not fit into 34 bits: it is before 1970 or after 2514.
  case timeOutOfRange(ObjectID)
  /// More commits or filters than 32-bit positions reach.
  case tooLarge
}
