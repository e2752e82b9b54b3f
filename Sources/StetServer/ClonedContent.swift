internal import HTTP
internal import Stet

/// A file of a clone, read as it leaves: a pack may be larger than memory. Whoever has it has it open, and reads it to
/// its end whatever becomes of its name.
struct ClonedContent: HTTPContent {
  let file: CloneFile

  var byteCount: Int { file.byteCount }

  func bytes(in range: Range<Int>) -> [UInt8]? { try? file.bytes(in: range) }
}
