internal import Objects

/// A text that was erased by law, and how that is told.
public struct ErasedText: Hashable, Sendable {
  /// The id of the bytes that are gone.
  public let content: ContentID
  public let erased: Timestamp
  /// Why, in one line.
  public let reason: String
  /// The revision by which the text was named; others may have had the same.
  public let article: ArticleName
  public let revision: RevisionID

  /// The most characters that a reason has.
  public static let longestReason = 200

  public init(
    content: ContentID, erased: Timestamp, reason: String, article: ArticleName,
    revision: RevisionID
  ) {
    self.content = content
    self.erased = erased
    self.reason = reason.singleField(limit: ErasedText.longestReason)
    self.article = article
    self.revision = revision
  }
}

/// All texts of an archive that were erased by law: the text of a revision of the article `stet:erased`.
///
/// Lines of fields with tabs between, in the order of erasing: the id of the bytes, when, why, and the revision
/// that named them, as `<article>@<commit id>`. Each revision repeats the lines of the one before, so that the
/// newest tells all. The first line names the fields.
public struct ErasedTexts: Equatable, Sendable {
  public private(set) var entries: [ErasedText] = []
  private var places: [ContentID: Int] = [:]

  public init(_ entries: [ErasedText] = []) {
    for entry in entries { append(entry) }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// How these bytes were erased; `nil` where they were not.
  public subscript(content: ContentID) -> ErasedText? { places[content].map { entries[$0] } }

  /// Adds one; what was erased before stays as it was told then.
  public mutating func append(_ entry: ErasedText) {
    guard places[entry.content] == nil else { return }
    places[entry.content] = entries.count
    entries.append(entry)
  }
}

// MARK: - The text

extension ErasedTexts {
  private static let header = "blob\terased\treason\trevision"

  /// The text that is recorded.
  public func encoded() -> [UInt8] {
    let lines = entries.map { entry in
      [
        entry.content.description, entry.erased.description, entry.reason,
        "\(entry.article)@\(entry.revision)",
      ].joined(separator: "\t")
    }
    return Array(([ErasedTexts.header] + lines).map { $0 + "\n" }.joined().utf8)
  }

  /// Reads a table.
  ///
  /// - Throws: The first line, from 1, that no table has.
  public init(decoding bytes: [UInt8]) throws(ErasedTextsError) {
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard number > 1 else {
        guard line.elementsEqual(ErasedTexts.header.utf8) else { throw .malformed(line: 1) }
        continue
      }
      if line.isEmpty { continue }
      // No text can be erased twice.
      guard let entry = ErasedText(decoding: line), places[entry.content] == nil else {
        throw .malformed(line: number)
      }
      append(entry)
    }
  }
}

extension ErasedText {
  fileprivate init?(decoding line: ArraySlice<UInt8>) {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    let fields = text.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard fields.count == 4, let content = ObjectID(fields[0]),
      let erased = Timestamp(rfc3339: fields[1]),
      // A name may have the sign itself.
      let at = fields[3].utf8.lastIndex(of: UInt8(ascii: "@")),
      let article = ArticleName(ifAllowed: String(fields[3][..<at])),
      let revision = RevisionID(String(Substring(fields[3].utf8[at...].dropFirst())))
    else { return nil }
    self.init(
      content: ContentID(content), erased: erased, reason: fields[2], article: article,
      revision: revision)
  }
}

/// Why a text is no table of what was erased.
public enum ErasedTextsError: Error, Equatable, Sendable {
  /// The line, from 1, is none that a table has.
  case malformed(line: Int)
}
