internal import Storage

/// What writers ask who wait for the lock, and what they are answered: files in `stet/waiting`.
///
/// A request has a name that nobody guesses, and files that differ in what follows it. Who asks has `.lock` locked for
/// as long as it lives, so that nothing is done for the dead, and what they leave is known. All but what is said of
/// `AskedRequest` is done by who has the writer's lock. None of it has to outlast a loss of power: nobody who asked
/// does.
struct WaitingFiles: Sendable {
  let folder: String
  let files: any FileSystem

  /// What a file is, by the end of its name.
  enum Part: String, CaseIterable {
    /// On its way to be a request, or a plan in the place of another.
    case new
    case request
    /// A request that a writer took.
    case taken
    /// What the answer will be; whether it was done only the log tells.
    case plan
    /// Where it is the request itself, that was given back.
    case answer
    /// Goes last: without it, nobody lives who asked.
    case lock
  }

  func path(_ name: String, _ part: Part) -> String { "\(folder)/\(name).\(part.rawValue)" }

  // MARK: Taking

  /// How many requests are looked at, and taken, at a time.
  private static let countLimit = 64
  private static let largestTotal = 8 << 20

  /// Takes requests of living writers: of several that would take one, or take it back, one has it.
  func take() throws(StorageError) -> [WaitingRequest] {
    var requests: [WaitingRequest] = []
    var byteCount = 0
    for name in try names(having: .request) {
      guard byteCount <= WaitingFiles.largestTotal else { break }
      guard isAlive(name) == true else { continue }
      do throws(StorageError) {
        try files.rename(path(name, .request), to: path(name, .taken))
      } catch {
        // Taken back, or another user's and not shared: it is not ours.
        continue
      }
      let limit = WaitingRequest.largestByteCount
      guard let bytes = try? files.contents(of: path(name, .taken), upTo: limit) else {
        try? files.rename(path(name, .taken), to: path(name, .answer))
        continue
      }
      byteCount += bytes.count
      requests.append(WaitingRequest(name: name, bytes: bytes))
    }
    return requests
  }

  func prepareAnswer(
    _ answer: [UInt8], to request: WaitingRequest
  ) throws(StorageError) {
    let plan = path(request.name, .plan)
    do throws(StorageError) {
      // Half of one is none: what it is about has not begun.
      return try files.put(plan, answer)
    } catch {
      guard case .alreadyExists = error else { throw error }
    }
    let new = path(request.name, .new)
    try files.removeIfThere(new)
    try files.put(new, answer)
    try files.rename(new, to: plan)
  }

  func sendAnswer(to request: WaitingRequest) throws(StorageError) {
    try files.rename(path(request.name, .plan), to: path(request.name, .answer))
  }

  func giveBack(_ request: WaitingRequest) throws(StorageError) {
    try files.rename(path(request.name, .taken), to: path(request.name, .answer))
  }

  // MARK: What the dead left

  /// Removes it as far as it can be: what another user left and does not share, that one has to.
  func removeLeftovers() {
    guard let all = try? all(), !all.isEmpty else { return }
    for name in Set(all.compactMap { $0.waitingName }).sorted().prefix(WaitingFiles.countLimit)
    where isAlive(name) == false { remove(name) }
  }

  func remove(_ name: String) {
    for part in Part.allCases { try? files.removeIfThere(path(name, part)) }
  }

  /// Whether who asked lives; `nil` where nobody can tell. Only who has the writer's lock looks, so that none but who
  /// asked can be met at this lock.
  private func isAlive(_ name: String) -> Bool? {
    do throws(StorageError) {
      try files.lock(path(name, .lock), timeout: .zero).release()
      return false
    } catch {
      if case .locked = error { return true }
      return nil
    }
  }

  /// The files; none where something else stands in the folder's place.
  func all() throws(StorageError) -> [String] {
    guard try files.metadata(of: folder)?.kind == .folder else { return [] }
    return try files.namesIfThere(in: folder)
  }

  private func names(having part: Part) throws(StorageError) -> [String] {
    let ending = "." + part.rawValue
    return try all().filter { $0.hasSuffix(ending) }
      .compactMap(\.waitingName).sorted().prefix(WaitingFiles.countLimit).map(\.self)
  }
}

extension WaitingFiles {
  // MARK: Asking

  /// Leaves a request; whoever has the lock may take it from now on.
  func ask(_ bytes: [UInt8]) throws(StorageError) -> AskedRequest {
    try files.makeFolderIfMissing(folder)
    guard try files.metadata(of: folder)?.kind == .folder else { throw .notAFile(folder) }
    let name = WaitingFiles.newName()
    let lock = try files.lock(path(name, .lock), timeout: .zero)
    do throws(StorageError) {
      try files.put(path(name, .new), bytes)
      try files.rename(path(name, .new), to: path(name, .request))
    } catch {
      remove(name)
      lock.release()
      throw error
    }
    return AskedRequest(name: name, bytes: bytes, lock: lock, in: self)
  }
}

extension WaitingFiles {
  fileprivate static let nameDigitCount = 16

  private static func newName() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: nameDigitCount - digits.utf8.count) + digits
  }
}

/// A request as who asked knows it.
final class AskedRequest {
  private let name: String
  private let bytes: [UInt8]
  private let lock: any StorageLock
  private let waiting: WaitingFiles

  init(name: String, bytes: [UInt8], lock: any StorageLock, in waiting: WaitingFiles) {
    (self.name, self.bytes, self.lock, self.waiting) = (name, bytes, lock, waiting)
  }

  enum Answer {
    case done([UInt8])
    case givenBack
  }

  /// What is answered; `nil` as long as nothing is.
  var answer: Answer? {
    guard let bytes = contents(.answer) else { return nil }
    return bytes == self.bytes ? .givenBack : .done(bytes)
  }

  /// What a writer was about to answer. Only who has the writer's lock may ask: it has ended.
  var plan: [UInt8]? { contents(.plan) }

  private func contents(_ part: WaitingFiles.Part) -> [UInt8]? {
    let path = waiting.path(name, part)
    return try? waiting.files.contents(of: path, upTo: WaitingRequest.largestByteCount)
  }

  /// Takes the request back.
  ///
  /// - Returns: Whether nobody has taken it, and nobody will.
  func withdraw() -> Bool {
    do throws(StorageError) {
      try waiting.files.remove(waiting.path(name, .request))
      return true
    } catch {
      return false
    }
  }

  /// Removes what is left of it.
  func end() {
    waiting.remove(name)
    lock.release()
  }
}

extension String {
  /// The request that a file in `stet/waiting` belongs to; `nil` for a file that is none of its.
  fileprivate var waitingName: String? {
    let parts = split(separator: ".", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == WaitingFiles.nameDigitCount,
      parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      WaitingFiles.Part(rawValue: String(parts[1])) != nil
    else { return nil }
    return String(parts[0])
  }
}
