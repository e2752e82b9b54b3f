import Stet
import TestSupport

extension StetArchive {
  func open() throws(ArchiveError) -> Archive { try Archive.open(at: gitDirectory) }
}
