public import Articles
public import Prose

extension Archive {
  /// When each sentence of a revision's text arrived as it stands.
  ///
  /// A sentence is as old as the latest time from which on it stood there without a break: one that was taken out, or
  /// whose article was withdrawn, is as old as its return. A changed word makes it new; other white space or another
  /// place do not. Renames are followed. Two texts are in memory at a time.
  ///
  /// - Parameters:
  ///   - view: Whether bytes are read, or what a reader of a page sees.
  ///   - since: Revisions that were seen earlier are not looked at.
  ///   - limit: How many revisions before this one are looked at.
  ///   - progress: Is told how many were; answers whether to go on.
  /// - Throws: `.withdrawn`, `.erased`, `.damaged` where it has no text; `.cancelled`.
  public func blame(
    _ revision: Revision, view: Difference.View = .visible, since: Timestamp? = nil,
    limit: Int = .max, progress: (Int) -> Bool = { _ in true }
  ) throws(ArchiveError) -> Blame {
    var trail = SentenceTrail(
      revision, try contentID(of: revision), text: try text(of: revision), view)
    let history = try history(leadingTo: revision)
    var end = Blame.End.complete
    var count = 0
    while !trail.isDone {
      do throws(ArchiveError) {
        guard let earlier = try history?.predecessor(of: trail.revision), !earlier.isWithdrawal
        else { break }
        if count >= limit || since.map({ earlier.observed.seconds < $0.seconds }) ?? false {
          end = .limit
          break
        }
        let id = try contentID(of: earlier)
        try trail.step(to: earlier, id) { () throws(ArchiveError) in try text(of: earlier) }
      } catch .erased(let text) {
        end = .erased(text)
        break
      } catch {
        guard case .damaged = error else { throw error }
        end = .damaged(error)
        break
      }
      count += 1
      guard progress(count) else { throw .cancelled }
    }
    return trail.blame(of: revision, end)
  }

  private func text(of revision: Revision) throws(ArchiveError) -> FormedText {
    let bytes = try content(of: revision)
    return FormedText(bytes: bytes, form: revision.form(of: bytes))
  }

  private func history(leadingTo revision: Revision) throws(ArchiveError) -> ArticleHistory? {
    guard let article = revision.article else { return nil }
    return try followedHistory(of: article).leading(to: revision, in: self)
  }
}

private struct FormedText {
  var bytes: [UInt8]
  var form: TextForm
}

/// The sentences of a text on the way back through what it was before.
private struct SentenceTrail {
  private struct Sentence {
    /// In the text that was asked about.
    let range: Range<Int>
    /// In the earliest text in which it stood so far; `nil` where it has arrived.
    var place: Range<Int>?
    var arrival: Revision
  }

  /// The earliest revision that has been looked at.
  private(set) var revision: Revision
  private var contentID: ContentID
  private var source: FormedText
  private let view: Difference.View
  private let newest: [UInt8]
  /// What is read of the earliest revision.
  private var current: [UInt8]
  private var sentences: [Sentence]

  init(_ revision: Revision, _ id: ContentID, text: FormedText, _ view: Difference.View) {
    (self.revision, contentID, source, self.view) = (revision, id, text, view)
    newest = Self.difference(text, text, view).new
    current = newest
    sentences = ReadingUnits.sentences(of: newest).map { range in
      Sentence(range: range, place: range, arrival: revision)
    }
  }

  var isDone: Bool { sentences.allSatisfy { $0.place == nil } }

  private static func difference(
    _ old: FormedText, _ new: FormedText, _ view: Difference.View
  ) -> Difference {
    .between(old: old.bytes, old.form, new: new.bytes, new.form, view: view)
  }

  /// Looks for what is left in the revision before.
  mutating func step(
    to earlier: Revision, _ id: ContentID, read: () throws(ArchiveError) -> FormedText
  ) throws(ArchiveError) {
    // Equal texts need no look; the form of one may be said otherwise.
    if id != contentID || earlier.metadata.mediaType != revision.metadata.mediaType {
      let old = try read()
      let difference = Self.difference(old, source, view)
      let left = sentences.indices.filter { sentences[$0].place != nil }
        .sorted { start(of: $0) < start(of: $1) }
      // Where one of the two is no text, bytes are compared, and no sentences of a page.
      let isComparable = difference.new == current
      let origins =
        isComparable ? difference.origins(of: left.compactMap { sentences[$0].place }) : []
      for (offset, index) in left.enumerated() {
        sentences[index].place = isComparable ? origins[offset] : nil
      }
      (source, contentID, current) = (old, id, difference.old)
    }
    revision = earlier
    for index in sentences.indices where sentences[index].place != nil {
      sentences[index].arrival = earlier
    }
  }

  private func start(of index: Int) -> Int { sentences[index].place?.lowerBound ?? 0 }

  func blame(of revision: Revision, _ end: Blame.End) -> Blame {
    var last = 0
    let parts = sentences.map { sentence in
      let gap = newest[last..<sentence.range.lowerBound]
      last = sentence.range.upperBound
      return Blame.Part(
        range: sentence.range, arrival: sentence.arrival,
        isAtLeast: end != .complete && sentence.place != nil,
        startsParagraph: gap.count { $0 == UInt8(ascii: "\n") } > 1)
    }
    return Blame(revision: revision, text: newest, parts: parts, end: end)
  }
}
