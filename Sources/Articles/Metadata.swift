/// What is known of a revision beside its bytes.
public struct Metadata: Hashable, Sendable {
  public var title: String?
  /// Where it came from: a URL.
  public var source: String?
  /// When the article says that it was published.
  public var published: Timestamp?
  /// When it was seen.
  public var retrieved: Timestamp?
  public var mediaType: String?
  /// The revision that this one repeats: `<article>@<commit id>`.
  public var republishes: String?
  /// What it was called where it was imported from: `<commit id>:<path>`.
  public var importedFrom: String?
  /// The article whose story this one goes on with.
  public var renamedFrom: String?
  /// The article that goes on with this one's story.
  public var renamedTo: String?
  /// The commit of the revision whose metadata this one corrects; only of the archive's own articles.
  public var amends: String?
  /// What this one corrects to be not known: keys of trailers.
  public var clears: String?

  public init() {}
}

/// Every piece of metadata that a commit may carry, in the order in which it is written.
///
/// The raw value is the trailer's key. A new one is a line here and a property above; the compiler
/// asks for the rest.
public enum MetadataField: String, CaseIterable, Sendable {
  case source = "Source"
  case title = "Title"
  case published = "Published"
  case retrieved = "Retrieved"
  case mediaType = "Media-Type"
  case republishes = "Republishes"
  case importedFrom = "Imported-From"
  case renamedFrom = "Renamed-From"
  case renamedTo = "Renamed-To"
  case amends = "Amends"
  case clears = "Clears"

  /// Each field beside its key: to look a few short strings through beats the hash of a table, and
  /// every commit that is read asks for each of its trailers.
  private static let keys = allCases.map { ($0.rawValue, $0) }

  /// The field with this trailer's key.
  package init?(key: String) {
    for (known, field) in MetadataField.keys where known == key {
      self = field
      return
    }
    return nil
  }

  /// What an amendment may correct: what somebody said of a revision, and not what the archive says.
  public static let amendable: [MetadataField] = [
    .title, .published, .retrieved, .source, .mediaType, .republishes,
  ]

  /// Whether its value is a time.
  public var isTime: Bool { self == .published || self == .retrieved }

  /// The key as words: `media type`.
  public var name: String {
    rawValue.lowercased().split(separator: "-").joined(separator: " ")
  }
}

extension Metadata {
  /// A field as it is written; `nil` where it is not known.
  public subscript(field: MetadataField) -> String? {
    switch field {
    case .source: source
    case .title: title
    case .published: published?.description
    case .retrieved: retrieved?.description
    case .mediaType: mediaType
    case .republishes: republishes
    case .importedFrom: importedFrom
    case .renamedFrom: renamedFrom
    case .renamedTo: renamedTo
    case .amends: amends
    case .clears: clears
    }
  }

  /// Reads a field as it was written; a time that cannot be read is not known, and nor is `nil`.
  ///
  /// - Parameter localZone: The local zone's minutes east of UTC, for a time that names none.
  package mutating func set(
    _ field: MetadataField, to text: String?, localZone: (Int) -> Int
  ) {
    switch field {
    case .source: source = text
    case .title: title = text
    case .published: published = text.flatMap { Timestamp($0, localZone: localZone) }
    case .retrieved: retrieved = text.flatMap { Timestamp($0, localZone: localZone) }
    case .mediaType: mediaType = text
    case .republishes: republishes = text
    case .importedFrom: importedFrom = text
    case .renamedFrom: renamedFrom = text
    case .renamedTo: renamedTo = text
    case .amends: amends = text
    case .clears: clears = text
    }
  }
}
