public import Articles
internal import Bytes
internal import Objects
internal import TransparencyLog

/// A checkpoint of an archive's log, as it is recorded: how many commits there were, the hash over all of them, and
/// whose signatures it has.
public struct RecordedCheckpoint: Equatable, Sendable {
  /// The name of the log.
  public var origin: String { checkpoint.origin }
  /// How many commits it is of.
  public var size: Int { Int(clamping: checkpoint.size) }
  /// The hash of the tree over their ids, in Base 64.
  public var root: String { Base64.string(checkpoint.root.bytes) }
  /// The exact bytes of the signed note: what strangers are given, and what is timestamped.
  public let note: [UInt8]
  /// The names that the signatures have, whoever made them.
  public var signers: [String] { signed.signatures.map(\.name) }
  /// SHA-256 of the note, 64 hexadecimal digits.
  public var imprint: String { digest.description }

  let signed: SignedNote
  let checkpoint: Checkpoint

  var digest: Digest { SHA256.hash(note) }

  /// Reads a signed note; `nil` where it is none, or not of a checkpoint. Its signatures are not checked.
  init?(_ note: [UInt8]) {
    guard let signed = try? SignedNote(decoding: note),
      let checkpoint = try? Checkpoint(decoding: signed.text)
    else { return nil }
    (self.note, self.signed, self.checkpoint) = (note, signed, checkpoint)
  }

  init(_ signed: SignedNote, _ checkpoint: Checkpoint) {
    (note, self.signed, self.checkpoint) = (signed.encoded(), signed, checkpoint)
  }

  public static func == (one: RecordedCheckpoint, other: RecordedCheckpoint) -> Bool {
    one.note == other.note
  }
}

extension Archive {
  /// The newest checkpoint of the head's history; `nil` where none was recorded.
  ///
  /// - Throws: `.damaged` where it cannot be read.
  public func latestCheckpoint() throws(ArchiveError) -> RecordedCheckpoint? {
    guard let head = try headCommit() else { return nil }
    return try latestCheckpoint(at: head)
  }

  func latestCheckpoint(at head: ObjectID) throws(ArchiveError) -> RecordedCheckpoint? {
    let root = try revision(head).root
    guard let blob = try blob(of: .checkpoint, inTree: root) else { return nil }
    return RecordedCheckpoint(try content(ContentID(blob)))
  }
}
