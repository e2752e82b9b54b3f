public import Articles

/// What is no damage, and yet nobody should find out by chance.
public enum Note: Hashable, Sendable {
  /// The newest commit was recorded at a time that has not come yet. The log's times never run
  /// backwards, so every revision until then gets this one.
  case recordedAhead(Timestamp)

  /// How far, in seconds, a time may be ahead: clocks differ.
  public static let clockTolerance = 300
}

extension Archive {
  /// What is worth knowing of the archive as it is now.
  ///
  /// A head that cannot be read gives no note: that is for `verify` to say.
  public func notes(now: Timestamp) -> [Note] {
    guard let head = try? headCommit(), let recorded = try? revision(head).recorded,
      recorded.seconds - Note.clockTolerance > now.seconds
    else { return [] }
    return [.recordedAhead(recorded)]
  }
}
