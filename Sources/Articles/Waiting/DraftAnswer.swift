package import Objects

/// What became of the drafts of a request: they were recorded, each of them, or were what the latest revision is.
///
/// Nothing else is answered: what was not recorded is given back, so that whoever asked meets the error. Who takes a
/// request in a version answers in that version: an answer that nobody can read is none, and it would be done again.
package struct DraftAnswer: Equatable, Sendable {
  /// `nil` for a draft that changes nothing.
  package var commits: [ObjectID?]
  /// The head that they were recorded on, others before them; `nil` where nothing was recorded.
  package var base: ObjectID?
  /// Set where they are recorded and may not outlast a loss of power.
  package var doubt: ArchiveError?

  package init(commits: [ObjectID?] = [], base: ObjectID? = nil, doubt: ArchiveError? = nil) {
    (self.commits, self.base, self.doubt) = (commits, base, doubt)
  }

  package var last: ObjectID? { commits.last { $0 != nil } ?? nil }
}

extension DraftAnswer {
  private static let kind = "stet answer 1"

  package func encoded() -> [UInt8] {
    var fields = WaitingFields()
    if let base { fields.append("base", base.description) }
    for commit in commits { fields.append("commit", commit?.description ?? "") }
    if let doubt { doubt.append(to: &fields) }
    return fields.encoded(as: DraftAnswer.kind)
  }

  /// - Returns: `nil` for what is no answer.
  package init?(decoding bytes: [UInt8]) {
    self.init()
    guard let fields = WaitingFields(decoding: bytes, as: DraftAnswer.kind)?.fields else {
      return nil
    }
    for field in fields {
      switch field.name {
      case "base":
        guard let id = ObjectID(field.text) else { return nil }
        base = id
      case "commit":
        let id = ObjectID(field.text)
        guard id != nil || field.bytes.isEmpty else { return nil }
        commits.append(id)
      case "doubt": doubt = ArchiveError(doubt: field.bytes)
      default: return nil
      }
    }
  }
}

extension ArchiveError {
  /// What the system refused; of anything else no more than that.
  fileprivate func append(to fields: inout WaitingFields) {
    let words: [String] =
      switch self {
      case .denied(let path): ["denied", path]
      case .noSpace(let path): ["no-space", path]
      case .system(let doing, let path, let reason): ["system", doing, path, reason]
      default: ["system", "record", "", "another writer, who recorded it, met an error"]
      }
    fields.append("doubt", words.joined(separator: "\0"))
  }

  fileprivate init(doubt bytes: [UInt8]) {
    let words = bytes.split(separator: 0, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    switch (words.first, words.count) {
    case ("denied", 2): self = .denied(path: words[1])
    case ("no-space", 2): self = .noSpace(path: words[1])
    case ("system", 4): self = .system(doing: words[1], path: words[2], reason: words[3])
    default: self = .system(doing: "record", path: "", reason: "an error that is not known here")
    }
  }
}
