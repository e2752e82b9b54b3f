public import Articles

/// When each sentence of a text arrived as it stands.
public struct Blame: Sendable {
  public struct Part: Sendable {
    /// Where the sentence stands in `text`.
    public let range: Range<Int>
    /// The revision from which on it stood there without a break, its words as they are.
    public let arrival: Revision
    /// Whether it may be older: earlier revisions were not looked at.
    public let isAtLeast: Bool
    /// Whether an empty line stands before it.
    public let startsParagraph: Bool
  }

  /// Why no earlier revision was looked at.
  public enum End: Equatable, Sendable {
    /// Every sentence is accounted for.
    case complete
    /// The caller's limit was reached.
    case limit
    /// The text before was erased by law.
    case erased(ErasedText)
    /// What came before cannot be read.
    case damaged(ArchiveError)
  }

  public let revision: Revision
  /// What was read: of a page, what its reader sees.
  public let text: [UInt8]
  /// In reading order.
  public let parts: [Part]
  public let end: End
}
