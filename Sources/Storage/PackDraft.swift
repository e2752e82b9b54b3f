package import Bytes

/// A pack that is being written, where nobody reads it.
package protocol PackDraft: AnyObject {
  /// Writes on. The first bytes are the header's place: what stands there counts for nothing.
  func append(_ bytes: borrowing Span<UInt8>) throws(StorageError)
  /// Puts the header in its place, once it is known how many objects follow.
  func complete(header: borrowing Span<UInt8>) throws(StorageError)
  /// Everything that was written, as the storage has it.
  func content() throws(StorageError) -> SharedBytes
  /// Makes what was written outlast a loss of power; nothing is appended afterwards.
  func seal() throws(StorageError)
  /// Gives pack and index their name, durably; whole or not at all.
  ///
  /// - Parameter isHeld: Keeps everybody from removing it until `ArchiveStorage.release`: as long
  ///   as no reference leads to its objects, git takes them for rubbish.
  func publish(index: borrowing Span<UInt8>, as name: PackName, isHeld: Bool) throws(StorageError)
  /// Removes what was written, wherever the writing ended.
  func discard() throws(StorageError)
}
