package import Objects

/// The name of a revision: the id of its commit, 64 hexadecimal digits.
public struct RevisionID: Hashable, Sendable, CustomStringConvertible {
  package let object: ObjectID

  package init(_ object: ObjectID) {
    self.object = object
  }

  /// Reads 64 hexadecimal digits; `nil` for any other text.
  public init?(_ text: String) {
    guard let object = ObjectID(text) else { return nil }
    self.object = object
  }

  public var description: String { object.description }

  /// The first 12 digits, for people.
  public var abbreviated: String { object.abbreviated() }
}

/// The name of an article's exact bytes: the id of its blob, 64 hexadecimal digits.
public struct ContentID: Hashable, Sendable, CustomStringConvertible {
  package let object: ObjectID

  package init(_ object: ObjectID) {
    self.object = object
  }

  public var description: String { object.description }
}

/// Who recorded a revision.
public struct Author: Hashable, Sendable {
  public var name: String
  public var mail: String

  public init(name: String, mail: String) {
    self.name = name
    self.mail = mail
  }
}

/// One version of one article, as its commit records it.
public struct Revision: Hashable, Sendable {
  public let id: RevisionID
  /// `nil` for commits that record no article, such as those of other programs.
  public let article: ArticleName?
  /// Which revision of its article it is, from 1; `nil` where nobody counted.
  public var number: Int?
  public let author: Author
  /// When the author made it; for an imported revision the time that it brought along.
  public let authored: Timestamp
  /// When it entered the archive.
  public let recorded: Timestamp
  /// As it is known now: with what was amended.
  public internal(set) var metadata: Metadata
  /// What was amended of it, the newest amendment of each field.
  public private(set) var amendments: [Amendments.Entry] = []
  /// Empty where nothing was amended, else one: so a revision is hardly larger for it.
  private var unamended: [Metadata] = []
  /// The message that the author gave, byte for byte.
  public let message: [UInt8]
  /// Whether it records that the article was taken down.
  public let isWithdrawal: Bool
  /// Whether its commit has a signature. By whom, and whether it is one, `Archive.signature(of:by:)` finds out.
  public let isSigned: Bool
  package let root: ObjectID
  package let parents: [ObjectID]

  /// When the article was seen to say this.
  public var observed: Timestamp {
    // The times that an amendment has are another revision's.
    metadata.amends == nil ? metadata.retrieved ?? authored : authored
  }

  /// What was known of it when it was recorded.
  public var originalMetadata: Metadata { unamended.first ?? metadata }

  /// The same revision as it was recorded, without what was amended.
  public var original: Revision {
    var original = self
    original.metadata = originalMetadata
    (original.amendments, original.unamended) = ([], [])
    return original
  }

  /// Takes over what was amended of it.
  ///
  /// - Parameter localZone: As `Metadata.set` has it.
  package mutating func amend(by entries: [Amendments.Entry], localZone: (Int) -> Int) {
    guard !entries.isEmpty else { return }
    if unamended.isEmpty { unamended = [metadata] }
    for entry in entries {
      amendments.removeAll { $0.field == entry.field }
      amendments.append(entry)
      metadata.set(entry.field, to: entry.value, localZone: localZone)
    }
  }

  /// How to ask for it again: `bridge@3`, the name alone where nobody counted, or the commit's id.
  public var specifier: String {
    guard let article else { return id.description }
    return number.map { "\(article)@\($0)" } ?? article.description
  }

  /// The title, else the message's first line that has words, else nothing.
  public var headline: String {
    if let title = metadata.title, metadata.amends == nil { return title }
    // The words that stood in for a title are no better than that.
    if let first = originalMetadata.title, first.utf8.elementsEqual(message) { return "" }
    return message.lines.first { line in !line.allSatisfy(\.isWhitespace) } ?? ""
  }
}

extension [UInt8] {
  /// The lines of a text, which end with LF or CR LF; what is not UTF-8 becomes U+FFFD.
  public var lines: [String] {
    split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }
}
