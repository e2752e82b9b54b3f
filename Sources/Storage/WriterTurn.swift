/// How a writer's wait for others ends.
package enum WriterTurn {
  /// It has the lock. What is `left` was to be the answer to its request, by a writer that ended before it could
  /// say whether it had done it.
  case lock(any StorageLock, left: [UInt8]?)
  /// Another writer did what was asked, and answers.
  case answer([UInt8])
  /// Nobody can go on here, though another writer may have done what was asked.
  case refused(StorageError, left: [UInt8]?)
}

/// What another writer, who waits, asks of who has the lock.
package struct WaitingRequest: Equatable, Sendable {
  /// What the storage knows it by.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Larger ones nobody takes.
  package static let largestByteCount = 1 << 20
}

extension ArchiveStorage {
  // A storage whose writers only wait for each other.
  package func writerTurn(
    timeout: Duration, asking request: () -> [UInt8]
  ) throws(StorageError) -> WriterTurn {
    .lock(try writerLock(timeout: timeout), left: nil)
  }

  package func takeRequests() throws(StorageError) -> [WaitingRequest] { [] }
  package func prepareAnswer(
    _ answer: [UInt8], to request: WaitingRequest
  ) throws(StorageError) {}
  package func sendAnswer(to request: WaitingRequest) throws(StorageError) {}
  package func giveBack(_ request: WaitingRequest) throws(StorageError) {}
}
