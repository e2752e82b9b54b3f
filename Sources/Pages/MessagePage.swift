internal import Rendering
internal import Stet

/// Why there is no other page.
package struct MessagePage: Sendable {
  package var title: String
  package var message: String
  /// Where to go on.
  package var links: [(words: String, address: Address)]

  package init(title: String, message: String, links: [(words: String, address: Address)] = []) {
    self.title = title
    self.message = message
    self.links = links
  }

  package func page(_ layout: PageLayout) -> [UInt8] {
    let list = links.map { link -> Markup in
      "<p>\(layout.anchor(link.address, "\(.visible(link.words))"))</p>\n"
    }
    return layout.page(
      title, isFollowed: false,
      """
      <main id="content">
      <h1>\(.visible(title))</h1>
      <p class="lead">\(.visible(message))</p>
      \(Markup(list))</main>

      """)
  }
}
