/// What answers say of themselves, whoever makes them.
enum AnswerHeaders {
  /// For pages of our own: nothing from elsewhere, no script, in no frame.
  static let pagePolicy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
    + " frame-ancestors 'none'; base-uri 'none'"
  /// For bytes of strangers: nothing at all, as if from nowhere.
  static let foreignPolicy = "sandbox; default-src 'none'"
  /// For what has a hash for a name. Texts can be erased by law: nobody is told to keep anything for ever.
  static let lasting = "public, max-age=86400, immutable"
}
