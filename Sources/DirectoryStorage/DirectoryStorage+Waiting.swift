package import Storage

/// Writers that wait for each other, and do each other's work: who has the lock does what others ask.
extension DirectoryStorage {
  package func writerTurn(
    timeout: Duration, asking request: () -> [UInt8]
  ) throws(StorageError) -> WriterTurn {
    let clock = ContinuousClock()
    let start = clock.now
    let deadline = start + timeout
    do throws(StorageError) {
      return .lock(try writerLock(timeout: .zero), left: nil)
    } catch {
      guard case .locked = error, timeout > .zero else { throw error }
    }
    // Who cannot ask can wait.
    guard let asked = try? waitingFiles.ask(request()) else {
      return .lock(try writerLock(timeout: timeout), left: nil)
    }
    let turn: WriterTurn?
    do throws(StorageError) {
      turn = try self.turn(of: asked, until: deadline, clock)
    } catch {
      asked.end()
      throw error
    }
    if let turn {
      if case .answer = turn {
        crowd.wasAnswered(after: clock.now - start, at: clock.now)
      }
      asked.end()
      return turn
    }
    // What was given back was not done, as far as who gave it back could tell.
    let plan = asked.plan
    asked.end()
    return .lock(try writerLock(timeout: deadline - clock.now), left: plan)
  }

  package func takeRequests() throws(StorageError) -> [WaitingRequest] {
    let clock = ContinuousClock()
    let start = clock.now
    let expected = crowd.expected(at: start)
    var requests = try waitingFiles.take()
    while requests.count < expected.count, clock.now - start < expected.wait {
      files.rest(for: DirectoryStorage.crowdPause, at: ownFolder)
      // What was taken has to be answered, whatever comes.
      requests += (try? waitingFiles.take()) ?? []
    }
    crowd.wasAsked(by: requests.count, at: clock.now)
    return requests
  }

  private static let crowdPause = Duration.microseconds(250)
  /// A commit takes some milliseconds.
  private static let closeLooks = 16

  package func prepareAnswer(
    _ answer: [UInt8], to request: WaitingRequest
  ) throws(StorageError) { try waitingFiles.prepareAnswer(answer, to: request) }

  package func sendAnswer(to request: WaitingRequest) throws(StorageError) {
    try waitingFiles.sendAnswer(to: request)
    crowd.hasAnswered(at: ContinuousClock().now)
  }

  package func giveBack(_ request: WaitingRequest) throws(StorageError) {
    try waitingFiles.giveBack(request)
  }

  /// Waits for an answer or the lock, whichever comes first.
  ///
  /// - Returns: `nil` where the request was given back.
  private func turn(
    of asked: AskedRequest, until deadline: ContinuousClock.Instant, _ clock: ContinuousClock
  ) throws(StorageError) -> WriterTurn? {
    var waits = Waits(closeCount: DirectoryStorage.closeLooks)
    // Why it no longer wants to wait; somebody who has taken the request is waited for all the same.
    var reason: StorageError?
    while true {
      var obstacle: StorageError?
      switch asked.answer {
      case .done(let bytes): return .answer(bytes)
      case .givenBack: return nil
      case nil: break
      }
      do throws(StorageError) {
        let lock = try takeLock(timeout: .zero)
        return settled(lock, asked)
      } catch {
        if case .locked = error {} else { obstacle = error }
        if clock.now >= deadline { reason = reason ?? error }
      }
      if let reason, asked.withdraw() { throw reason }
      if let obstacle, clock.now >= deadline { return .refused(obstacle, left: asked.plan) }
      let duration = waits.next()
      guard reason == nil else {
        files.rest(for: duration, at: ownFolder)
        continue
      }
      do throws(StorageError) {
        try files.pause(for: duration, at: ownFolder)
      } catch {
        reason = error
      }
    }
  }

  /// Under the lock nobody is at work on the request any more.
  private func settled(_ lock: any StorageLock, _ asked: AskedRequest) -> WriterTurn {
    // It may have come between the look at it and the lock.
    if case .done(let bytes) = asked.answer {
      lock.release()
      return .answer(bytes)
    }
    do throws(StorageError) {
      try settle()
      return .lock(lock, left: asked.plan)
    } catch {
      lock.release()
      return .refused(error, left: asked.plan)
    }
  }
}
