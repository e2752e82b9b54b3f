/// One command of a stream, with all that belongs to it.
///
/// Source: git-fast-import(1), "Commands".
package enum FastExportCommand: Equatable, Sendable {
  case blob(ExportedBlob)
  case commit(ExportedCommit)
  case tag(ExportedTag)
  /// Makes or moves a ref, or takes it away (`from` with an id of zeros).
  case reset(ref: [UInt8], from: CommitReference?)
  /// Gives a further name to an object.
  case alias(mark: Int, to: CommitReference)
  /// A feature that the reader has, or that its caller must provide (`export-marks` and so on).
  case feature(name: String, value: [UInt8]?)
  /// Everything after `option `.
  case option([UInt8])
  /// Everything after `progress `.
  case progress([UInt8])
  case checkpoint
  /// The end that the stream itself declares; nothing follows.
  case done
}

/// The bytes of one file.
package struct ExportedBlob: Equatable, Sendable {
  package var mark: Int?
  package var originalOID: [UInt8]?
  package var data: [UInt8]

  package init(mark: Int? = nil, originalOID: [UInt8]? = nil, data: [UInt8]) {
    self.mark = mark
    self.originalOID = originalOID
    self.data = data
  }
}

/// A commit: what it says, what it follows, what it changes.
package struct ExportedCommit: Equatable, Sendable {
  package var ref: [UInt8]
  package var mark: Int?
  package var originalOID: [UInt8]?
  /// The committer's where the stream names none.
  package var author: ExportedIdentity?
  package var committer: ExportedIdentity
  package var signatures: [ExportedSignature] = []
  /// UTF-8 where the stream names none.
  package var encoding: [UInt8]?
  package var message: [UInt8] = []
  /// The first parent; what `ref` holds where the stream names none.
  package var from: CommitReference?
  package var merges: [CommitReference] = []
  /// In the order of the stream: each one sees what the ones before it did.
  package var changes: [FileChange] = []

  package init(ref: [UInt8], committer: ExportedIdentity) {
    self.ref = ref
    self.committer = committer
  }
}

/// A signature of a commit, as git 2.50 and later exports it.
package struct ExportedSignature: Equatable, Sendable {
  /// Everything after `gpgsig `: the hash algorithm and the form of the signature.
  package var kind: [UInt8]
  package var data: [UInt8]

  package init(kind: [UInt8], data: [UInt8]) {
    self.kind = kind
    self.data = data
  }
}

/// An annotated tag.
package struct ExportedTag: Equatable, Sendable {
  /// Without `refs/tags/`.
  package var name: [UInt8]
  package var mark: Int?
  package var from: CommitReference
  package var originalOID: [UInt8]?
  /// Very old tags name nobody.
  package var tagger: ExportedIdentity?
  package var message: [UInt8]

  package init(
    name: [UInt8], mark: Int? = nil, from: CommitReference, originalOID: [UInt8]? = nil,
    tagger: ExportedIdentity? = nil, message: [UInt8]
  ) {
    self.name = name
    self.mark = mark
    self.from = from
    self.originalOID = originalOID
    self.tagger = tagger
    self.message = message
  }
}

/// How a stream names a commit.
package enum CommitReference: Hashable, Sendable {
  case mark(Int)
  /// 40 or 64 hexadecimal digits in lower case; only zeros mean "no commit".
  case id(String)
  /// A ref, or anything of gitrevisions(7) such as `refs/heads/main^0`.
  case name([UInt8])
}
