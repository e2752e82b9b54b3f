internal import Articles
internal import Bytes
internal import Objects
package import TransparencyLog
internal import Zip

/// What a stranger is given: files in one, with the program that checks them and words that say what is proved.
///
/// One article: `commit`, `tree.0` to `tree.4`, `text`, `proof`, `checkpoint`. An edit has these twice, in `old/` and
/// `new/`. What stood at a time also has `article`, and `next/` with the commit after it.
package struct EvidenceBundle: Sendable {
  package enum Claim: Sendable {
    case revision(EvidencePart)
    /// Two revisions, and the difference as a page, which proves nothing.
    case edit(old: EvidencePart, new: EvidencePart, page: [UInt8])
    /// What an article was, or that it was not there, from one commit until the next; `nil` where that is not
    /// covered.
    case state(EvidencePart, next: NextCommit?)
  }

  /// A commit of which only the time counts.
  package struct NextCommit: Sendable {
    package var commit: [UInt8]
    package var proof: LogProof

    package init(commit: [UInt8], proof: LogProof) {
      (self.commit, self.proof) = (commit, proof)
    }
  }

  package var claim: Claim
  /// The signed note that every proof ends with.
  package var checkpoint: [UInt8]
  /// Tokens of RFC 3161 over the checkpoint.
  package var timestamps: [[UInt8]] = []

  package init(_ claim: Claim, checkpoint: [UInt8], timestamps: [[UInt8]] = []) {
    (self.claim, self.checkpoint, self.timestamps) = (claim, checkpoint, timestamps)
  }

  /// The most bytes that are read: two texts, and what belongs to them.
  static let byteLimit = 2 * RevisionDraft.largestContent + (64 << 20)
  package static let timestampLimit = 16
  static let program = PackageResources.verify_py
}

// MARK: - Files

extension EvidenceBundle {
  /// The bundle as one file; the same evidence is always the same bytes.
  package func encoded() -> [UInt8] {
    var members: [ZipArchive.Member] = []
    switch claim {
    case .revision(let part): members += files(part, "")
    case .edit(let old, let new, let page):
      members += files(old, "old/") + files(new, "new/")
      members.append(.init("difference.html", page))
    case .state(let part, let next):
      members += files(part, "")
      if let next {
        members.append(.init("next/commit", next.commit))
        members.append(.init("next/proof", next.proof.encoded()))
      }
    }
    members.append(.init("checkpoint", checkpoint))
    for (index, token) in timestamps.enumerated() {
      members.append(.init("timestamp.\(index + 1)", token))
    }
    members.append(.init("verify.py", EvidenceBundle.program))
    members.append(.init("README.txt", Array(words.utf8)))
    return ZipArchive(members).encoded()
  }

  private func files(_ part: EvidencePart, _ place: String) -> [ZipArchive.Member] {
    var members = [ZipArchive.Member(place + "commit", part.commit)]
    for (level, tree) in part.trees.enumerated() {
      members.append(.init(place + "tree.\(level)", tree))
    }
    if let text = part.text { members.append(.init(place + "text", text)) }
    members.append(.init(place + "proof", part.proof.encoded()))
    if let article = part.article { members.append(.init(place + "article", Array(article.utf8))) }
    return members
  }

  /// Reads a bundle. Nothing is checked yet but that its parts are there and can be read.
  ///
  /// - Throws: `.notABundle`, `.missing`, `.unexpected`, `.malformed`.
  package init(decoding bytes: [UInt8]) throws(EvidenceError) {
    let files: ZipArchive
    do {
      files = try ZipArchive(decoding: bytes, limit: EvidenceBundle.byteLimit)
    } catch {
      throw .notABundle(error)
    }
    var reader = BundleReader(files)
    if reader.has("old/commit") || reader.has("new/commit") {
      claim = .edit(
        old: try reader.part("old/"), new: try reader.part("new/"),
        page: try reader.take("difference.html"))
    } else {
      let part = try reader.part("")
      if part.article == nil {
        claim = .revision(part)
      } else {
        claim = .state(part, next: try reader.next())
      }
    }
    checkpoint = try reader.take("checkpoint")
    while timestamps.count < EvidenceBundle.timestampLimit,
      let token = reader.takeIfThere("timestamp.\(timestamps.count + 1)")
    { timestamps.append(token) }
    // For people; another version's are as good.
    _ = try (reader.take("verify.py"), reader.take("README.txt"))
    if let stranger = reader.rest.first { throw .unexpected(stranger) }
  }
}

/// Takes files out of a bundle, each once.
private struct BundleReader {
  private var files: [String: [UInt8]]

  init(_ archive: ZipArchive) {
    files = Dictionary(uniqueKeysWithValues: archive.members.map { ($0.name, $0.content) })
  }

  var rest: [String] { files.keys.sorted() }

  func has(_ name: String) -> Bool { files[name] != nil }

  mutating func takeIfThere(_ name: String) -> [UInt8]? { files.removeValue(forKey: name) }

  mutating func take(_ name: String) throws(EvidenceError) -> [UInt8] {
    guard let bytes = takeIfThere(name) else { throw .missing(name) }
    return bytes
  }

  mutating func part(_ place: String) throws(EvidenceError) -> EvidencePart {
    var trees: [[UInt8]] = []
    while trees.count <= ArticlePath.depth, let tree = takeIfThere(place + "tree.\(trees.count)") {
      trees.append(tree)
    }
    var article: String?
    if let bytes = takeIfThere(place + "article") {
      article = String(validating: bytes, as: UTF8.self)
      if article == nil { throw .malformed(place + "article") }
    }
    return EvidencePart(
      commit: try take(place + "commit"), trees: trees, text: takeIfThere(place + "text"),
      proof: try proof(place + "proof"), article: article)
  }

  mutating func next() throws(EvidenceError) -> EvidenceBundle.NextCommit? {
    guard let commit = takeIfThere("next/commit") else { return nil }
    return EvidenceBundle.NextCommit(commit: commit, proof: try proof("next/proof"))
  }

  private mutating func proof(_ name: String) throws(EvidenceError) -> LogProof {
    let bytes = try take(name)
    guard let proof = try? LogProof(decoding: bytes), proof.extra == nil else {
      throw .malformed(name)
    }
    return proof
  }
}
