public import Articles
internal import Repository
internal import Storage

extension Archive {
  /// The tokens by which others may write over a network.
  ///
  /// Whoever asks for each request sees at once what was added and removed.
  /// - Throws: `.denied`; `.system` where they cannot be read, or some of it is not understood: then none counts.
  public func tokens() throws(ArchiveError) -> [AccessToken] {
    let bytes = try translated { () throws(RepositoryError) in try repository.recall(.tokens) }
    do throws(AccessTokenDecodingError) {
      return try AccessToken.decode(bytes ?? [])
    } catch {
      throw .system(
        doing: "understand", path: path + "/stet/" + Memory.tokens.rawValue,
        reason: "line \(error.line) says nothing that is known of a token")
    }
  }

  /// Adds a token.
  ///
  /// - Throws: `.invalidMetadata` for a name that another token has, or a text that is not one line; as `record`.
  public func addToken(
    _ token: AccessToken, patience: Duration = Archive.patience
  ) throws(ArchiveError) {
    try token.check()
    try changeTokens(patience) { tokens throws(ArchiveError) in
      if let name = token.name, tokens.contains(where: { $0.name == name }) {
        throw .invalidMetadata(field: "name", reason: "another token has it")
      }
      tokens.append(token)
    }
  }

  /// Removes the token of a name, or whose digest begins so: four digits or more.
  ///
  /// - Returns: Those that are meant. Only where it is one was it removed.
  public func removeToken(
    _ word: String, patience: Duration = Archive.patience
  ) throws(ArchiveError) -> [AccessToken] {
    var meant: [AccessToken] = []
    try changeTokens(patience) { tokens throws(ArchiveError) in
      meant = tokens.filter { $0.name == word }
      if meant.isEmpty, word.utf8.count >= 4 {
        meant = tokens.filter { $0.digest.hasPrefix(word.lowercased()) }
      }
      if meant.count == 1 { tokens.removeAll { $0.digest == meant[0].digest } }
    }
    return meant
  }

  private func changeTokens(
    _ patience: Duration, _ change: (inout [AccessToken]) throws(ArchiveError) -> Void
  ) throws(ArchiveError) {
    let lock = try translated { () throws(RepositoryError) in
      try repository.writerLock(timeout: patience)
    }
    defer { lock.release() }
    var tokens = try self.tokens()
    let before = tokens
    try change(&tokens)
    guard tokens != before else { return }
    try translated { () throws(RepositoryError) in
      try repository.remember(AccessToken.encode(tokens), as: .tokens)
    }
  }
}

extension AccessToken {
  /// Refuses what a line of the file cannot hold.
  fileprivate func check() throws(ArchiveError) {
    let texts = [
      ("name", name), ("article", articles?.description), ("author", author.name),
      ("mail", author.mail),
    ]
    for (field, text) in texts {
      guard let text else { continue }
      if text.isEmpty, field != "mail" {
        throw .invalidMetadata(field: field, reason: "it is empty")
      }
      if field == "name", text.utf8.first == 0x20 || text.utf8.last == 0x20 {
        throw .invalidMetadata(field: field, reason: "it begins or ends with a space")
      }
      if text.utf8.count > 1024 {
        throw .invalidMetadata(field: field, reason: "it has more than 1024 bytes")
      }
      if let place = text.firstControl {
        throw .invalidMetadata(field: field, reason: "it has a control character at byte \(place)")
      }
      if field != "article", field != "name",
        text.utf8.contains(where: { $0 == 0x3C || $0 == 0x3E })
      {
        throw .invalidMetadata(field: field, reason: "it has a sign that parts name and mail")
      }
    }
  }
}
