package import Articles
internal import Glibc

/// Why a catalogue does not answer. Whoever asked can always ask the log.
package enum CatalogueError: Error, Equatable, Sendable {
  /// Others are writing, or replace the file; they will be done.
  case busy
  /// There is none yet.
  case missing
  /// What the file says cannot be: it has to be made anew.
  case damaged(reason: String)
  /// An older Stet made it: it has to be made anew.
  case outdated(version: Int)
  /// A newer Stet made it, and keeps it.
  case newer(version: Int)
  /// It can be read, and nothing can be added.
  case readOnly
  /// The system refuses, as where space runs out.
  case refused(reason: String)
  /// What it is made from cannot be read.
  case source(ArchiveError)

  /// Whether a new file in its place would answer.
  package var needsRebuilding: Bool {
    switch self {
    case .missing, .damaged, .outdated: true
    case .busy, .newer, .readOnly, .refused, .source: false
    }
  }
}

extension CatalogueError {
  /// What the system said last.
  static func current() -> CatalogueError {
    unsafe .refused(reason: String(cString: strerror(errno)))
  }
}

/// Runs calls that read what a catalogue is made from, and gives their errors on as `.source`.
package func sourced<Result>(
  _ body: () throws(ArchiveError) -> Result
) throws(CatalogueError) -> Result {
  do throws(ArchiveError) {
    return try body()
  } catch {
    throw .source(error)
  }
}
