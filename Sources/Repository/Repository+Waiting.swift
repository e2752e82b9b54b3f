package import Storage

/// Writers that wait for each other, and do each other's work.
extension Repository {
  /// Waits for other writers of Stet, and lets them do what is asked.
  ///
  /// - Throws: `.storage(.locked)` when the time is over, `.storage(.cancelled)`; nobody does it then.
  package func writerTurn(
    timeout: Duration, asking request: () -> [UInt8]
  ) throws(RepositoryError) -> WriterTurn {
    try translated { () throws(StorageError) in
      try storage.writerTurn(timeout: timeout, asking: request)
    }
  }

  /// Takes what others ask who wait; the caller holds the writer's lock, and answers each or gives it back.
  package func takeRequests() throws(RepositoryError) -> [WaitingRequest] {
    try translated { () throws(StorageError) in try storage.takeRequests() }
  }

  /// Says what will be answered.
  package func prepareAnswer(
    _ answer: [UInt8], to request: WaitingRequest
  ) throws(RepositoryError) {
    try translated { () throws(StorageError) in try storage.prepareAnswer(answer, to: request) }
  }

  /// Answers what was prepared.
  package func sendAnswer(to request: WaitingRequest) throws(RepositoryError) {
    try translated { () throws(StorageError) in try storage.sendAnswer(to: request) }
  }

  /// Leaves it to whoever asked.
  package func giveBack(_ request: WaitingRequest) throws(RepositoryError) {
    try translated { () throws(StorageError) in try storage.giveBack(request) }
  }
}
