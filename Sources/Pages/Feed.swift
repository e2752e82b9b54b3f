internal import Rendering
package import Stet

/// The newest changes as an Atom feed: an entry a revision (RFC 4287).
package struct Feed: Sendable {
  package var title: String
  /// The feed's own address, and that of the page that says the same.
  package var address: Address
  package var page: Address
  package var entries: [Entry]
  /// Before every address: `https://archive.example`; empty where that is not known.
  package var origin: String

  package struct Entry: Sendable {
    package var line: ChangeLine
    /// What it changed; `nil` for a first revision, a withdrawal, or what cannot be read.
    package var difference: RevisionDifference?

    package init(_ line: ChangeLine, _ difference: RevisionDifference?) {
      self.line = line
      self.difference = difference
    }
  }

  package init(
    title: String, address: Address, page: Address, entries: [Entry], origin: String
  ) {
    self.title = title
    self.address = address
    self.page = page
    self.entries = entries
    self.origin = origin
  }

  package func document(_ layout: PageLayout) -> [UInt8] {
    let newest = entries.map(\.line.revision.recorded).max { $0.seconds < $1.seconds }
    let updated = newest ?? Timestamp(seconds: 0, zoneMinutes: 0)
    let feed: Markup = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>\(identity)</id>
      <title>\(Feed.text(title))</title>
      <updated>\(Feed.moment(updated))</updated>
      <author><name>\(Feed.text(layout.archive))</name></author>
      <link rel="self" type="application/atom+xml" href="\(origin)\(layout.link(address))"/>
      <link rel="alternate" type="text/html" href="\(origin)\(layout.link(page))"/>
      \(Markup(entries.map { entry($0, layout) }))</feed>

      """
    return feed.bytes
  }

  /// A name that stays what it is wherever the archive is served from (RFC 4151).
  private var identity: String {
    "tag:stet.invalid,2026:feed:\(address.path)"
  }

  private func entry(_ entry: Entry, _ layout: PageLayout) -> Markup {
    let line = entry.line
    let revision = line.revision
    let name = revision.article?.description ?? ""
    let title = revision.headline.isEmpty ? name : revision.headline
    let word = line.severity?.code ?? "not readable"
    let kind = line.isSubstantive ? "substantive" : "cosmetic"
    let link = line.address.map { layout.link($0) } ?? layout.link(.home)
    return """
      <entry>
      <id>tag:stet.invalid,2026:\(revision.id.description)</id>
      <title>\(Feed.text("\(word): \(title)"))</title>
      <updated>\(Feed.moment(revision.recorded))</updated>
      <published>\(Feed.moment(revision.observed))</published>
      <author><name>\(Feed.text(revision.author.name.isEmpty ? "unknown" : revision.author.name))</name></author>
      <category term="\(word)"/><category term="\(kind)"/>
      <link rel="alternate" type="text/html" href="\(origin)\(link)"/>
      <content type="html">\(Feed.escaped(content(entry)))</content>
      </entry>

      """
  }

  /// Readers of feeds have no style sheet of ours: what is deleted and inserted brings its colours along.
  private func content(_ entry: Entry) -> Markup {
    let line = entry.line
    let name = line.revision.article?.description ?? line.revision.id.abbreviated
    let head: Markup = "<p>\(.visible(name)): \(line.summary)</p>\n"
    guard let difference = entry.difference else { return head }
    return head + difference.difference.htmlExcerpts()
  }

  private static func moment(_ time: Timestamp) -> String {
    time.isDay ? "\(time)T00:00:00Z" : "\(time)"
  }

  /// Text for XML, which takes no control characters in any form.
  private static func text(_ text: String) -> Markup { .visible(text) }

  private static func escaped(_ markup: Markup) -> Markup {
    "\(String(decoding: markup.bytes, as: UTF8.self))"
  }
}
