package import Articles
internal import Bytes
internal import Objects
package import TransparencyLog

/// All by which one commit says what one article was: the commit, the trees from its root to the article, the
/// article's text, and the proof that the commit is in a log.
package struct EvidencePart: Sendable {
  package var commit: [UInt8]
  /// From the root; up to the first that lacks what the next would be.
  package var trees: [[UInt8]]
  /// `nil` where the article was not there.
  package var text: [UInt8]?
  package var proof: LogProof
  /// The article, where it is not the one that the commit itself records.
  package var article: String?

  package init(
    commit: [UInt8], trees: [[UInt8]], text: [UInt8]?, proof: LogProof, article: String? = nil
  ) {
    (self.commit, self.trees, self.text) = (commit, trees, text)
    (self.proof, self.article) = (proof, article)
  }
}

/// What a part proves, once it was checked.
package struct ProvedArticle: Sendable {
  package let article: String
  /// `nil` where it is proved that the article was not there.
  package let text: [UInt8]?
  package let commit: RevisionID
  /// When the commit was recorded, as the archive says.
  package let recorded: Timestamp
  /// The number of the commit in the log, from 0.
  package let index: UInt64
  /// When the next commit was recorded, where that is proved, too: until then the article was so.
  package var until: Timestamp?
}

extension EvidencePart {
  /// Checks that the log's commit says what the part says; the checkpoint is checked by whoever knows a policy.
  ///
  /// - Throws: `.wrongObject`, `.malformed`, `.notThere`, `.unexpectedText`.
  func proved(_ place: String) throws(EvidenceError) -> ProvedArticle {
    let (id, commit, revision) = try EvidencePart.decode(self.commit, place)
    guard let name = article ?? revision.article?.description else {
      throw .malformed(place + "commit")
    }
    let digits = SHA256.hash(Array(name.utf8)).description
    let steps = Array(digits.utf8)
    var wanted: ObjectID? = commit.tree
    var used = 0
    for level in 0...ArticlePath.depth {
      guard let id = wanted else { break }
      guard level < trees.count else { throw .missing(place + "tree.\(level)") }
      let (part, bytes) = (place + "tree.\(level)", trees[level])
      guard ObjectID(of: .tree, content: bytes.span) == id else { throw .wrongObject(part) }
      used += 1
      guard let tree = try? Tree(decoding: bytes.span) else { throw .malformed(part) }
      wanted =
        tree.entries.last { entry in
          level < ArticlePath.depth
            ? entry.name == [steps[level]] && entry.mode == .directory
            : entry.mode.isRegularFile && EvidencePart.isName(entry.name, of: name, digits)
        }?.id
    }
    if trees.count > used { throw .unexpected(place + "tree.\(used)") }
    switch (text, wanted) {
    case (nil, nil): break
    case (nil, _): throw .missing(place + "text")
    case (_, nil): throw .notThere(place + "text")
    case (let text?, let id?):
      guard ObjectID(of: .blob, content: text.span) == id else {
        throw .wrongObject(place + "text")
      }
    }
    return ProvedArticle(
      article: name, text: text, commit: RevisionID(id), recorded: revision.recorded,
      index: proof.index)
  }

  static func decode(
    _ bytes: [UInt8], _ place: String
  ) throws(EvidenceError) -> (ObjectID, Commit, Revision) {
    let id = ObjectID(of: .commit, content: bytes.span)
    guard let commit = try? Commit(decoding: bytes.span) else { throw .malformed(place + "commit") }
    return (id, commit, Revision(id, commit, localZone: { _ in 0 }))
  }

  /// Whether a file's name in a tree is that of an article, however it is escaped.
  static func isName(_ file: [UInt8], of name: String, _ digits: String) -> Bool {
    let mark = Array(("~" + digits).utf8)
    if file.count >= mark.count, file.suffix(mark.count).elementsEqual(mark) { return true }
    return PercentEncoding.bytes(file)?.elementsEqual(name.utf8) ?? false
  }

  /// The leaf of the log that the commit is.
  var leaf: Digest {
    MerkleHash.leaf(ObjectID(of: .commit, content: commit.span).digest.bytes)
  }
}
