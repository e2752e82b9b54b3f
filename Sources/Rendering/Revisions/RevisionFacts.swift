public import Articles

/// One thing that is known of a revision.
public struct RevisionFact: Equatable, Sendable {
  public let name: String
  /// As it was recorded: what shows it makes it safe to be seen.
  public let value: String
}

extension Revision {
  /// What is known of it, in the order in which a person reads it: what it is, when it was, and
  /// where it came from. What is not known is left out.
  ///
  /// - Parameters:
  ///   - earlier: The first revision of the article that had the same bytes.
  ///   - erased: How its bytes were erased.
  ///   - lastSeen: When a run last saw the article to have these bytes.
  ///   - text: The names of its bytes.
  ///   - signature: What is to be said of its commit's signature.
  public func facts(
    sameAs earlier: Revision? = nil, erased: ErasedText? = nil, lastSeen: Timestamp? = nil,
    text: TextIdentity? = nil, signature: RevisionSignature? = nil
  ) -> [RevisionFact] {
    var facts = known([.title])
    if isWithdrawal {
      facts.append(RevisionFact(name: "withdrawn", value: "yes: there are no bytes"))
    }
    if let erased {
      facts.append(
        RevisionFact(name: "erased", value: "on \(erased.erased) because \(erased.reason)"))
    }
    if let earlier { facts.append(RevisionFact(name: "same as", value: earlier.specifier)) }
    facts += known([.published, .retrieved])
    if let lastSeen { facts.append(RevisionFact(name: "last seen", value: lastSeen.description)) }
    facts += [authorFact].compactMap(\.self)
    facts.append(
      RevisionFact(name: "recorded", value: isBroughtIn ? "\(recorded)" : "\(recorded) by \(by)"))
    if let signature { facts.append(RevisionFact(name: "signed", value: signature.words)) }
    facts += amendments.map { entry in
      let was = originalMetadata[entry.field].map { "was \($0)" } ?? "was not known"
      let value = "\(entry.recorded) by \(entry.author): \(entry.field.label) \(was)"
      return RevisionFact(name: "amended", value: value)
    }
    let first: [MetadataField] = [.title, .published, .retrieved, .source, .republishes]
    facts += known([.source, .republishes])
    facts += known(MetadataField.allCases.filter { !first.contains($0) })
    facts.append(RevisionFact(name: "commit", value: id.description))
    if let text {
      facts.append(RevisionFact(name: "blob", value: text.content.description))
      facts.append(RevisionFact(name: "sha256", value: text.sha256))
    }
    return facts
  }

  /// Whether its author made it at another time than it was recorded, as where it was imported.
  private var isBroughtIn: Bool { authored.seconds != recorded.seconds }

  private var by: String { "\(author.name) <\(author.mail)>" }

  private var authorFact: RevisionFact? {
    isBroughtIn ? RevisionFact(name: "authored", value: "\(authored) by \(by)") : nil
  }

  private func known(_ fields: [MetadataField]) -> [RevisionFact] {
    fields.compactMap { field in
      metadata[field].map { RevisionFact(name: field.label, value: $0) }
    }
  }

  /// The lines of the author's message; none where it only repeats the title or the name.
  public var messageLines: [String] {
    let repeated = [originalMetadata.title, metadata.title, article?.description, ""]
    return repeated.contains { $0?.utf8.elementsEqual(message) ?? false } ? [] : message.lines
  }
}

extension MetadataField {
  fileprivate var label: String { self == .importedFrom ? "imported" : name }
}

extension RevisionSignature {
  /// `good, ada@example.org, ED25519 SHA256:…`
  fileprivate var words: String {
    let state =
      switch state {
      case .good: "good"
      case .validUnknown: "valid"
      case .bad: "bad"
      case .unsupported: "unsupported"
      }
    let key = key.map { "\($0.kind) \($0.fingerprint)" }
    return [state, signer ?? reason, key].compactMap(\.self).joined(separator: ", ")
  }
}
