package import JSON
package import Prose
internal import Rendering
package import Stet

extension Revision {
  /// What is known of a revision; members that are not known are left out.
  ///
  /// - Parameters:
  ///   - earlier: The first revision of the article that had the same bytes.
  ///   - erased: How its bytes were erased.
  ///   - signature: What is to be said of its commit's signature.
  package func json(
    sameAs earlier: Revision?, erased: ErasedText? = nil, signature: RevisionSignature? = nil
  ) -> JSON {
    var members: [JSON.Member] = [
      .init("commit", .string(id.description)),
      .init("article", article.map { .string($0.description) } ?? .null),
      .init("number", number.map { .integer($0) } ?? .null),
      .init("recorded", .string(recorded.description)),
      .init("authored", .string(authored.description)),
      .init("author", ["name": .string(author.name), "mail": .string(author.mail)]),
    ]
    for field in MetadataField.allCases {
      if let value = metadata[field] { members.append(.init(field.memberName, .string(value))) }
    }
    if !amendments.isEmpty {
      members.append(.init("amended", .array(amendments.map { json(of: $0) })))
    }
    if let signature { members.append(.init("signature", signature.json)) }
    if isWithdrawal { members.append(.init("withdrawn", true)) }
    if let erased { members.append(.init("erased", erased.json)) }
    if let earlier { members.append(.init("sameAs", .string(earlier.specifier))) }
    members.append(.text("message", message[...]))
    return .object(members)
  }

  /// What a field was when it was recorded, and who corrected it.
  private func json(of entry: Amendments.Entry) -> JSON {
    [
      "field": .string(entry.field.memberName),
      "was": originalMetadata[entry.field].map { .string($0) } ?? .null,
      "recorded": .string(entry.recorded.description), "by": .string(entry.author),
    ]
  }
}

extension Revision {
  /// The same with how much it changed; `null` where there is no text before it to compare with.
  package func json(
    sameAs earlier: Revision?, erased: ErasedText? = nil, signature: RevisionSignature? = nil,
    changing difference: Difference?
  ) -> JSON {
    let members =
      json(sameAs: earlier, erased: erased, signature: signature).objectValue ?? []
    return .object(members + [.init("difference", difference?.extentJSON ?? .null)])
  }
}

extension RevisionSignature {
  /// What came of the check, and what is known of who signed.
  fileprivate var json: JSON {
    var members: [JSON.Member] = [.init("state", .string(state.rawValue))]
    if let key {
      members += [
        .init("key", .string(key.fingerprint)), .init("keyKind", .string(key.kind)),
      ]
    }
    if let signer { members.append(.init("signer", .string(signer))) }
    if let reason { members.append(.init("explanation", .string(reason))) }
    return .object(members)
  }
}
