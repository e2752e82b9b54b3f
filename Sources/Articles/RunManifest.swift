internal import Objects

/// What one look at many articles came to: the text of a revision of the article `stet:runs`.
///
/// Lines of fields with tabs between, in the order of names: what was found, the id of the article's bytes
/// or `-`, when it was looked at, the name, and for a failure its reason. The first line names the fields.
public struct RunManifest: Equatable, Sendable {
  /// What was found; the raw values are the format's words.
  public enum Outcome: String, CaseIterable, Sendable {
    case new, unchanged, withdrawn, failed
  }

  /// One article that was looked at.
  public struct Entry: Equatable, Sendable {
    public var article: ArticleName
    public var outcome: Outcome
    /// The article's bytes then; `nil` where there were none to be had.
    public var content: ContentID?
    public var retrieved: Timestamp
    /// Why there was nothing to be had; only of a failure.
    public var reason: String?

    public init(
      article: ArticleName, outcome: Outcome, content: ContentID?, retrieved: Timestamp,
      reason: String? = nil
    ) {
      self.article = article
      self.outcome = outcome
      self.content = content
      self.retrieved = retrieved
      self.reason = reason?.singleField(limit: 200)
    }
  }

  public private(set) var entries: [Entry] = []

  public init(_ entries: [Entry] = []) {
    self.entries = entries
  }

  public mutating func append(_ entry: Entry) { entries.append(entry) }

  /// How many articles were looked at and what was found, for people: `500 articles: 20 new, 480 unchanged`.
  public var summary: String {
    let counts = Outcome.allCases.compactMap { outcome -> String? in
      let count = entries.count { $0.outcome == outcome }
      return count == 0 ? nil : "\(count) \(outcome.rawValue)"
    }
    let articles = entries.count == 1 ? "1 article" : "\(entries.count) articles"
    return counts.isEmpty ? articles : "\(articles): \(counts.joined(separator: ", "))"
  }

  /// The newest entry where an article was seen to have these bytes.
  public func sighting(of article: ArticleName, as content: ContentID) -> Entry? {
    entries.last { $0.article == article && $0.content == content }
  }
}

// MARK: - The text

extension RunManifest {
  private static let header = "outcome\tblob\tretrieved\tarticle\treason"

  /// The text that is recorded; of one article's entries, the order stays.
  public func encoded() -> [UInt8] {
    var bytes = Array((RunManifest.header + "\n").utf8)
    let sorted = entries.enumerated().sorted {
      ($0.element.article, $0.offset) < ($1.element.article, $1.offset)
    }
    for (_, entry) in sorted {
      var fields = [
        entry.outcome.rawValue, entry.content?.description ?? "-", entry.retrieved.description,
        entry.article.description,
      ]
      if let reason = entry.reason { fields.append(reason) }
      bytes += Array((fields.joined(separator: "\t") + "\n").utf8)
    }
    return bytes
  }

  /// Reads a manifest.
  ///
  /// - Throws: The first line, from 1, that no manifest has.
  public init(decoding bytes: [UInt8]) throws(RunManifestError) {
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard number > 1 else {
        guard line.elementsEqual(RunManifest.header.utf8) else { throw .malformed(line: 1) }
        continue
      }
      if line.isEmpty { continue }
      guard let entry = Entry(decoding: line) else { throw .malformed(line: number) }
      append(entry)
    }
    if number == 0 { throw .malformed(line: 1) }
  }
}

extension RunManifest.Entry {
  fileprivate init?(decoding line: ArraySlice<UInt8>) {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    let fields = text.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard fields.count == 4 || fields.count == 5,
      let outcome = RunManifest.Outcome(rawValue: fields[0]),
      let retrieved = Timestamp(rfc3339: fields[2]), let article = ArticleName(ifAllowed: fields[3])
    else { return nil }
    let content = ObjectID(fields[1]).map { ContentID($0) }
    guard content != nil || fields[1] == "-" else { return nil }
    self.init(
      article: article, outcome: outcome, content: content, retrieved: retrieved,
      reason: fields.count == 5 ? fields[4] : nil)
  }
}

/// Why a text is no manifest of a run.
public enum RunManifestError: Error, Equatable, Sendable {
  /// The line, from 1, is none that a manifest has.
  case malformed(line: Int)
}
