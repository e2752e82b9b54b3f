internal import Objects

/// What was corrected of the metadata of an article's revisions: the text of a revision of the article
/// `stet:amended/NAME`.
///
/// Lines of fields with tabs between: the commit of the revision, the trailer's key, its value now, when
/// that was recorded and by whom. The first line names them; an empty value was cleared. Each text has all
/// that was ever amended of the article, so that the newest one alone answers.
public struct Amendments: Equatable, Sendable {
  /// One field of one revision, as it was amended last.
  public struct Entry: Hashable, Sendable {
    public let revision: RevisionID
    public let field: MetadataField
    /// `nil` where it is not known any more.
    public let value: String?
    /// When that was said.
    public let recorded: Timestamp
    /// The name of who said it.
    public let author: String

    public init(
      revision: RevisionID, field: MetadataField, value: String?, recorded: Timestamp,
      author: String
    ) {
      self.revision = revision
      self.field = field
      self.value = value
      self.recorded = recorded
      self.author = Amendments.field(author)
    }
  }

  /// In the order in which they were first amended.
  public private(set) var entries: [Entry] = []
  /// Where the entries of a revision are.
  private var places: [RevisionID: [Int]] = [:]

  public init(_ entries: [Entry] = []) {
    for entry in entries { set(entry) }
  }

  /// Takes an entry in the place of what it corrects.
  public mutating func set(_ entry: Entry) {
    if let place = place(of: entry) {
      entries[place] = entry
    } else {
      places[entry.revision, default: []].append(entries.count)
      entries.append(entry)
    }
  }

  /// What was amended of one revision.
  public func entries(of revision: RevisionID) -> [Entry] {
    (places[revision] ?? []).map { entries[$0] }
  }

  private func place(of entry: Entry) -> Int? {
    places[entry.revision]?.first { entries[$0].field == entry.field }
  }
}

// MARK: - One amendment

extension Amendments {
  /// What one revision of such an article says in its trailers; empty where it amends nothing.
  public static func entries(in amendment: Revision) -> [Entry] {
    guard amendment.article?.amended != nil, !amendment.isWithdrawal else { return [] }
    return entries(
      in: amendment.metadata, recorded: amendment.recorded, author: amendment.author.name)
  }

  /// What the trailers of an amendment say that is recorded then, by this author.
  package static func entries(
    in metadata: Metadata, recorded: Timestamp, author: String
  ) -> [Entry] {
    guard let revision = metadata.amends.flatMap({ RevisionID($0) }) else { return [] }
    let cleared = fields(listedIn: metadata.clears ?? "")
    return MetadataField.amendable.compactMap { field in
      let value = metadata[field]
      guard value != nil || cleared.contains(field) else { return nil }
      return Entry(
        revision: revision, field: field, value: value, recorded: recorded, author: author)
    }
  }

  /// Keys with commas between, as the trailer `Clears` has them.
  public static func list(_ fields: [MetadataField]) -> String? {
    fields.isEmpty ? nil : fields.map(\.rawValue).joined(separator: ", ")
  }

  private static func fields(listedIn list: String) -> [MetadataField] {
    let keys = list.split(separator: ",").map { key in
      String(key.drop { $0 == " " })
    }
    return MetadataField.amendable.filter { keys.contains($0.rawValue) }
  }
}

// MARK: - The text

extension Amendments {
  private static let header = "revision\tfield\tvalue\trecorded\tby"

  /// A name that leaves lines and fields as they are.
  private static func field(_ name: String) -> String {
    var field = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { field.append(scalar.isControl ? " " : scalar) }
    return String(field)
  }

  /// The text that is recorded.
  public func encoded() -> [UInt8] {
    var bytes = Array((Amendments.header + "\n").utf8)
    for entry in entries {
      let fields = [
        entry.revision.description, entry.field.rawValue, entry.value ?? "",
        entry.recorded.description, entry.author,
      ]
      bytes += Array((fields.joined(separator: "\t") + "\n").utf8)
    }
    return bytes
  }

  /// Reads such a text.
  ///
  /// - Throws: The first line, from 1, that none has: a revision's field twice is one as well.
  public init(decoding bytes: [UInt8]) throws(AmendmentsError) {
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard number > 1 else {
        guard line.elementsEqual(Amendments.header.utf8) else { throw .malformed(line: 1) }
        continue
      }
      if line.isEmpty { continue }
      guard let entry = Entry(decoding: line), place(of: entry) == nil else {
        throw .malformed(line: number)
      }
      set(entry)
    }
    if number == 0 { throw .malformed(line: 1) }
  }
}

extension Amendments.Entry {
  fileprivate init?(decoding line: ArraySlice<UInt8>) {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    let fields = text.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard fields.count == 5, fields.allSatisfy({ $0.firstControl == nil }),
      let revision = RevisionID(fields[0]), let field = MetadataField(rawValue: fields[1]),
      MetadataField.amendable.contains(field),
      let recorded = Timestamp(rfc3339: fields[3])
    else { return nil }
    let value = fields[2].isEmpty ? nil : fields[2]
    if field.isTime, let value, Timestamp(rfc3339: value) == nil { return nil }
    self.init(
      revision: revision, field: field, value: value, recorded: recorded, author: fields[4])
  }
}

/// Why a text says nothing of amendments.
public enum AmendmentsError: Error, Equatable, Sendable {
  /// The line, from 1, is none that such a text has.
  case malformed(line: Int)
}
