package import Objects

/// Why a storage did not do what it was asked; places are named as people know them.
package enum StorageError: Error, Equatable, Sendable {
  case notFound(String)
  case alreadyExists(String)
  case denied(String)
  case noSpace(String)
  /// The system has no more memory, descriptors or the like for this process: what, and its words.
  case exhausted(String, reason: String)
  /// Whoever waited was asked to stop.
  case cancelled(String)
  /// Another process holds the lock on this place.
  case locked(String)
  /// Anything else: what was being done, to what, and the system's own words.
  case failed(doing: String, path: String, reason: String)

  /// There is no archive that Stet reads: what is wrong.
  case notARepository(path: String, reason: String)
  /// What should hold a reference holds none.
  case badReference(path: String)
  /// Another program holds the lock on the reference.
  case referenceLocked(path: String)
  /// The head is not where the writer thought: it was moved meanwhile.
  case moved(ReferenceName, expected: ObjectID?, actual: ObjectID?)
  /// Something that the new head leads to is gone: it was removed meanwhile.
  case incomplete(ReferenceName)

  /// Something else stands where a file should be: a folder, a pipe, a link.
  package static func notAFile(_ path: String) -> StorageError {
    .failed(doing: "read", path: path, reason: notAFileReason)
  }

  package var isNotAFile: Bool {
    if case .failed(_, _, StorageError.notAFileReason) = self { true } else { false }
  }

  private static let notAFileReason = "not a file"

  /// Whether it says something about what is kept, such as a disk that cannot read a sector, and
  /// nothing about the process that asked.
  package var isDamage: Bool {
    if case .failed = self { true } else { false }
  }

  /// The place that it is about.
  package var path: String {
    switch self {
    case .notFound(let path), .alreadyExists(let path), .denied(let path), .noSpace(let path),
      .exhausted(let path, _), .locked(let path), .cancelled(let path),
      .failed(_, let path, _),
      .notARepository(let path, _),
      .badReference(let path), .referenceLocked(let path):
      path
    case .moved(let name, _, _), .incomplete(let name): name.description
    }
  }
}
