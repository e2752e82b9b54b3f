/// Revisions that a writer who waits would have recorded by who has the lock: all of them or none.
package struct DraftRequest: Sendable {
  package let drafts: [RevisionDraft]
  package let author: Author
  package let now: Timestamp

  /// - Returns: `nil` for what is too much to be handed over, or has what cannot be.
  package init?(_ drafts: [RevisionDraft], by author: Author, now: Timestamp) {
    let byteCount = drafts.reduce(0) { $0 + ($1.content?.count ?? 0) }
    guard (1...DraftRequest.countLimit).contains(drafts.count),
      byteCount <= DraftRequest.largestTexts,
      drafts.allSatisfy(\.canBeHandedOver)
    else { return nil }
    (self.drafts, self.author, self.now) = (drafts, author, now)
  }

  private static let countLimit = 64
  private static let largestTexts = 1 << 19

  /// How far the clocks of two writers may differ, in seconds: who has the lock records nothing for a clock that is
  /// wrong, since no later revision could have an earlier time.
  private static let largestDrift = 600

  /// Whether a writer with this clock may record it.
  package func isTimely(for now: Timestamp) -> Bool {
    (now.seconds - DraftRequest.largestDrift...now.seconds + DraftRequest.largestDrift)
      .contains(self.now.seconds)
  }
}

extension RevisionDraft {
  /// Only imports say who made it elsewhere, and when.
  fileprivate var canBeHandedOver: Bool {
    author == nil && authored == nil && messageEncoding == nil
  }
}

// MARK: - Bytes

extension DraftRequest {
  private static let kind = "stet request 1"

  /// The names of fields beside those of metadata, which are the trailers' keys.
  fileprivate enum Name {
    static let name = "name"
    static let mail = "mail"
    static let now = "now"
    static let article = "article"
    static let text = "text"
    static let message = "message"
    static let allows = "allows"
  }

  package func encoded() -> [UInt8] {
    var fields = WaitingFields()
    fields.append(Name.name, author.name)
    fields.append(Name.mail, author.mail)
    fields.append(Name.now, "\(now.seconds) \(now.zoneMinutes)")
    for draft in drafts { DraftRequest.append(draft, to: &fields) }
    return fields.encoded(as: DraftRequest.kind)
  }

  private static func append(_ draft: RevisionDraft, to fields: inout WaitingFields) {
    fields.append(Name.article, draft.article.description)
    if let content = draft.content { fields.append(Name.text, content) }
    if let message = draft.message { fields.append(Name.message, message) }
    for (word, property) in Permission.all where draft[keyPath: property] {
      fields.append(Name.allows, word)
    }
    for field in MetadataField.allCases {
      if let value = draft.metadata[field] { fields.append(field.rawValue, value) }
    }
  }

  fileprivate enum Permission {
    static var all: [(word: String, property: WritableKeyPath<RevisionDraft, Bool>)] {
      [
        ("unchanged", \.allowsUnchanged), ("similar-name", \.allowsSimilarName),
        ("future", \.allowsFuture),
      ]
    }
  }

  /// - Returns: `nil` for what is no request, and for one that says what is not known here: nobody may drop a part of
  ///   it.
  package init?(decoding bytes: [UInt8], localZone: (Int) -> Int) {
    guard let fields = WaitingFields(decoding: bytes, as: DraftRequest.kind)?.fields,
      fields.prefix(3).map(\.name) == [Name.name, Name.mail, Name.now],
      let now = Timestamp(waiting: fields[2].text)
    else { return nil }
    var drafts: [RevisionDraft] = []
    for field in fields.dropFirst(3) {
      if field.name == Name.article {
        guard let article = ArticleName(ifAllowed: field.text) else { return nil }
        drafts.append(RevisionDraft(article: article, content: nil))
        continue
      }
      guard let last = drafts.indices.last, drafts[last].take(field, localZone) else { return nil }
    }
    self.init(drafts, by: Author(name: fields[0].text, mail: fields[1].text), now: now)
    // What is not written as it would be here may be read otherwise than it was meant.
    guard encoded() == bytes else { return nil }
  }
}

extension RevisionDraft {
  /// - Returns: Whether the field is known.
  fileprivate mutating func take(
    _ field: WaitingFields.Field, _ localZone: (Int) -> Int
  ) -> Bool {
    switch field.name {
    case DraftRequest.Name.text: content = field.bytes
    case DraftRequest.Name.message: message = field.bytes
    case DraftRequest.Name.allows:
      let known = DraftRequest.Permission.all.first { $0.word == field.text }
      guard let known else { return false }
      self[keyPath: known.property] = true
    default:
      guard let known = MetadataField(key: field.name) else { return false }
      metadata.set(known, to: field.text, localZone: localZone)
    }
    return true
  }
}

extension Timestamp {
  /// - Returns: `nil` where no clock shows such a time.
  fileprivate init?(waiting text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 2, abs(numbers[0]) < 1 << 40, abs(numbers[1]) < 24 * 60 else {
      return nil
    }
    self.init(seconds: numbers[0], zoneMinutes: numbers[1])
  }
}
