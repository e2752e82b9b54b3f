package import Timestamps
package import TransparencyLog
package import Zip

/// Why evidence proves nothing. Parts are named as the files of the bundle are.
package enum EvidenceError: Error, Equatable, Sendable {
  /// It is no bundle of files.
  case notABundle(ZipError)
  /// A part is not there.
  case missing(String)
  /// A part that does not belong to this sort of evidence.
  case unexpected(String)
  /// A part is not what it should be.
  case malformed(String)
  /// A part is whole, and is another than the one that the commit names.
  case wrongObject(String)
  /// There is a text, and the commit's trees have no such article.
  case notThere(String)
  /// The proof does not prove, by this policy, that the commit is in the log.
  case notProved(String, ProofError)
  /// A timestamp is none, of something else, or by nobody who is trusted.
  case timestamp(String, TimestampError)
  /// Two parts are of different checkpoints.
  case otherCheckpoint(String)
  /// What is said to be the next commit is another.
  case notNext
}
