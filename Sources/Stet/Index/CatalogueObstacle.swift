/// Why the log answered where there is a catalogue: all is the same, and takes longer.
package enum CatalogueObstacle: Sendable {
  /// Another program makes it anew, or keeps it from being read.
  case busy
  /// Too much was recorded since it was brought up, by other programs, and it cannot be made anew.
  case farBehind
}

extension Archive {
  /// What kept the catalogue from answering a question so far, if anything did.
  package var catalogueObstacle: CatalogueObstacle? { catalogue?.obstacle }
}
