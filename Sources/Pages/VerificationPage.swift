internal import Rendering
package import Stet

/// What is known of the archive's integrity, and how anybody can check it.
package struct VerificationPage: Sendable {
  package var state: State
  package var head: RevisionID?
  package var notedHeads: [NotedHead]
  /// The newest that is recorded; `nil` where nobody signs.
  package var checkpoint: RecordedCheckpoint?
  /// Where the archive can be cloned from; `nil` where it cannot.
  package var clone: String?

  /// What the last verification saw that read everything.
  package enum State: Sendable {
    case none
    /// It found nothing wrong with the archive up to this head.
    case clean(at: Timestamp, head: RevisionID, isNewest: Bool)

    package var sentence: String {
      switch self {
      case .none: "no whole verification is remembered here."
      case .clean(let time, _, let isNewest):
        "everything that was there \(time.words) was whole"
          + (isNewest ? "; nothing came since." : "; revisions came since.")
      }
    }
  }

  package init(
    state: State, head: RevisionID?, notedHeads: [NotedHead], checkpoint: RecordedCheckpoint?,
    clone: String?
  ) {
    self.state = state
    self.head = head
    self.notedHeads = notedHeads
    self.checkpoint = checkpoint
    self.clone = clone
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let head: Markup =
      head.map { "<code>\($0.description)</code>" } ?? "none: nothing was recorded yet"
    return layout.page(
      "Verify",
      """
      <main id="content">
      <h1>Is all of it still there?</h1>
      <p class="lead">Each revision's name is the hash of its text, of what is known of it, and of every revision \
      before it. Whoever knows the head's name can tell whether a single letter was changed since.</p>
      <dl class="known"><dt>Head</dt><dd>\(head)</dd>
      \(last)</dl>
      \(noted)\(signed)<h2>Check it yourself</h2>
      <p>The archive is a git repository. With plain git (2.29 or newer), and no word of ours:</p>
      <pre>\(commands)</pre>
      <p><code>git fsck</code> reads everything and says nothing where all is whole. Write the head's name down, \
      with the day: as long as the history holds it, nothing before it was changed or taken out.</p>
      <p>Texts that had to be erased by law are missing on purpose: the archive tells which they are.</p>
      </main>

      """)
  }

  private var last: Markup {
    switch state {
    case .none: "<dt>Last verified</dt><dd>\(state.sentence)</dd>\n"
    case .clean(let time, let head, _):
      """
      <dt>Last verified</dt><dd>\(time.markup): nothing was wrong</dd>
      <dt>up to</dt><dd><code>\(head.description)</code></dd>

      """
    }
  }

  private var commands: Markup {
    """
    git clone --bare \(clone ?? "ARCHIVE") copy.git
    git -C copy.git fsck --strict
    git -C copy.git rev-parse HEAD
    git -C copy.git log --format='%H %cI %s'

    """
  }

  private var signed: Markup {
    guard let checkpoint else { return "" }
    let count = checkpoint.size
    return """
      <h2>What was signed</h2>
      <p>A hash over the first \(count) \(count == 1 ? "commit" : "commits") of <code>\(checkpoint.origin)</code>, \
      signed. <code>stet evidence</code> makes a file from which a stranger sees, without this archive, that a text \
      was in it, or was not.</p>
      <pre>\(String(decoding: checkpoint.note, as: UTF8.self))</pre>

      """
  }

  private var noted: Markup {
    guard !notedHeads.isEmpty else { return "" }
    let entries = notedHeads.prefix(100).map { noted -> Markup in
      let time: Markup = noted.noted.map { "\($0.markup) " } ?? ""
      return "<li>\(time)<code>\(noted.id.description)</code></li>\n"
    }
    return """
      <h2>Heads that were written down</h2>
      <p>Each verification looks whether the history still holds them.</p>
      <ol class="entries">
      \(Markup(entries))</ol>

      """
  }
}
