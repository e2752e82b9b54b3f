/// Where the catalogue is.
package struct CatalogueFile: Sendable {
  package let database: DatabaseFile

  /// - Parameters:
  ///   - folder: Stet's own in an archive.
  ///   - journal: `nil` for what suits the file system.
  package init(in folder: String, journal: DatabaseJournal? = nil) {
    database = DatabaseFile("catalogue.sqlite", in: folder, journal)
  }

  /// - Throws: `.missing`, `.damaged`, `.outdated`, `.newer`; `.busy` while it is replaced.
  package func open() throws(CatalogueError) -> Catalogue {
    try database.open { connection, lock throws(CatalogueError) in
      try Catalogue(connection, lock)
    }
  }

  /// Makes the file anew, in the place of any that is there.
  ///
  /// - Parameter draft: Gathers what it says; asked when nobody else can do the same.
  /// - Throws: `.busy` where somebody has it open; `.newer` where a newer Stet made it; `.source`.
  package func rebuild(
    _ draft: () throws(CatalogueError) -> CatalogueDraft
  ) throws(CatalogueError) {
    try database.rebuild { path throws(CatalogueError) in
      try draft().write(to: path, database.journal)
    }
  }
}
