import Foundation
import Stet
import TestSupport

/// An archive in a folder of its own.
struct FolderArchive {
  let folder: TemporaryDirectory
  let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.url.path(percentEncoded: false) + "archive"
    _ = try Archive.create(at: path)
  }

  /// Opened anew, so that nothing is remembered.
  func open() throws -> Archive { try Archive.open(at: path) }
}
