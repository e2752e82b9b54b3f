public import Articles
internal import Objects
internal import Repository
internal import Storage
internal import TransparencyLog

extension Archive {
  /// The keys by which this archive signs, the oldest first; none where it is a copy, or never signed.
  ///
  /// - Throws: `.notSigned(.malformedKeys)`; `.denied`.
  public func publicKeys() throws(ArchiveError) -> [PublicKey] {
    try signingKeys().publicKeys
  }

  /// The keys that the history says signed, or will, newest last: what a copy has to go by.
  public func recordedKeys() throws(ArchiveError) -> [PublicKey] {
    guard let head = try headCommit() else { return [] }
    return try recordedKeys(at: head).map { PublicKey($0) }
  }

  /// Makes a key for an origin. Where the archive has one already, both sign until the old one is retired.
  ///
  /// - Parameters:
  ///   - origin: The name of the log: as a URL without its scheme, such as `example.org/news`.
  ///   - takesOver: Makes one also where the history was signed by keys that are elsewhere: they are lost, or this
  ///     copy goes its own way from here.
  /// - Throws: `.notSigned`; as `record`.
  public func makeSigningKey(
    for origin: String, takesOver: Bool = false, by author: Author, now: Timestamp,
    using random: inout some RandomNumberGenerator, patience: Duration = Archive.patience
  ) throws(ArchiveError) -> PublicKey {
    let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    let key: SigningKey
    do {
      key = try SigningKey.make(name: origin, seed: seed)
    } catch {
      throw .notSigned(.badOrigin(origin, reason: Archive.reason(error)))
    }
    try change(by: author, now: now, patience) { keys, head throws(ArchiveError) in
      if let known = keys.origin, known != origin { throw .notSigned(.hasKey(origin: known)) }
      if keys.keys.count == SigningKeys.limit {
        throw .notSigned(.tooManyKeys(limit: SigningKeys.limit))
      }
      if keys.keys.isEmpty, !takesOver, let head {
        let others = try recordedKeys(at: head)
        if let other = others.first { throw .notSigned(.isCopy(of: other.name)) }
      }
      keys.append(key)
    }
    return PublicKey(key.verifier)
  }

  /// Lets a key sign no more, and forgets it.
  ///
  /// - Parameter id: The first digits of its id, four or more.
  /// - Throws: `.notSigned(.cannotRetire)` where none or several are meant, or it is the only one.
  public func retireSigningKey(
    _ id: String, by author: Author, now: Timestamp, patience: Duration = Archive.patience
  ) throws(ArchiveError) -> PublicKey {
    var retired: PublicKey?
    try change(by: author, now: now, patience) { keys, _ throws(ArchiveError) in
      let meant = keys.keys.map(\.verifier).filter {
        id.utf8.count >= 4 && PublicKey($0).id.hasPrefix(id.lowercased())
      }
      guard meant.count == 1 else {
        throw .notSigned(
          .cannotRetire(id, reason: meant.isEmpty ? "there is no such key" : "several are meant"))
      }
      guard keys.keys.count > 1 else {
        throw .notSigned(.cannotRetire(id, reason: "it is the only one: make a new one first"))
      }
      keys.remove(meant[0])
      retired = PublicKey(meant[0])
    }
    guard let retired else { throw .notSigned(.noKey) }
    return retired
  }

  /// - Throws: `.notSigned(.malformedKeys)`; `.denied`.
  func signingKeys() throws(ArchiveError) -> SigningKeys {
    let bytes = try translated { () throws(RepositoryError) in
      try repository.recall(.signingKeys)
    }
    do throws(SigningKeysError) {
      return try SigningKeys(decoding: bytes ?? [])
    } catch {
      throw .notSigned(.malformedKeys(line: error.line))
    }
  }

  func recordedKeys(at head: ObjectID) throws(ArchiveError) -> [VerifierKey] {
    let root = try revision(head).root
    guard let blob = try blob(of: .keys, inTree: root) else { return [] }
    let policy = try? LogPolicy(decoding: try content(ContentID(blob)))
    return policy?.logs.map(\.key) ?? []
  }

  /// Changes the keys, and records what is known of them: first the file, since a key that is recorded and lost
  /// could never sign.
  private func change(
    by author: Author, now: Timestamp, _ patience: Duration,
    _ change: (inout SigningKeys, ObjectID?) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    var keys = try signingKeys()
    try change(&keys, ownHead())
    try translated { () throws(RepositoryError) in
      try repository.remember(keys.encoded, as: .signingKeys)
    }
    try publish(patience: patience) { head throws(ArchiveError) in
      var writer = try RevisionWriter(archive: self, head: head, author: author, now: now)
      _ = try writer.add(RevisionDraft(keys))
      return try prepared(&writer, after: head)
    }
  }

  private static func reason(_ error: KeyError) -> String {
    switch error {
    case .badName: "a name has one word, without plus signs"
    default: "the library makes no key"
    }
  }
}

extension RevisionDraft {
  /// What keys sign from now on.
  init(_ keys: SigningKeys) {
    let ids = keys.publicKeys.map(\.id).joined(separator: ", ")
    self.init(
      article: .keys, content: keys.publicKeys.policy,
      message: Array("checkpoints of \(keys.origin ?? "") are signed by \(ids)".utf8))
    metadata.mediaType = "text/plain; charset=utf-8"
  }
}
