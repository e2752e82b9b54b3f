package import Articles

extension MetadataField {
  /// `mediaType` for `Media-Type`.
  package var memberName: String {
    let words = rawValue.split(separator: "-")
    return words[0].lowercased() + words.dropFirst().joined()
  }
}
