/// An element's name, of at most 16 bytes, in small letters; no name that matters is longer.
struct ElementName: Hashable {
  private var value: UInt128 = 0

  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= 16 else { return }
    for place in range { value = value << 8 | UInt128(bytes[place].lowercased) }
  }

  init(_ name: some StringProtocol) {
    for byte in name.utf8 { value = value << 8 | UInt128(byte) }
  }
}

/// What an element does to the text that a reader sees.
enum Element {
  /// Stands apart, with a blank line before and behind it.
  case paragraph
  /// Stands on a line of its own.
  case line
  case list
  /// A point of a list.
  case item
  case table
  case row
  case cell
  /// Keeps its white space.
  case preformatted
  case lineBreak
  case quotation
  /// Has an alternative text.
  case image
  case input
  case title
  /// Nobody sees what is in it.
  case omitted
  /// Text that nobody sees, which is no markup either.
  case script
  case style
  /// What stands in for a page inside the page, for programs that cannot show one.
  case fallback
  case svg
  case math

  static let all: [ElementName: Element] = {
    let names: [(Element, String)] = [
      (
        .paragraph,
        """
        address article aside blockquote body center details dialog dir div dl fieldset figcaption \
        figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main nav p search \
        section
        """
      ),
      (.line, "dd dt caption optgroup option select summary"),
      (.list, "ul ol menu"), (.item, "li"), (.table, "table"), (.row, "tr thead tbody tfoot"),
      (.cell, "td th"),
      (.preformatted, "pre listing textarea xmp plaintext"), (.lineBreak, "br"),
      (.quotation, "q"), (.image, "img area"), (.input, "input"), (.title, "title"),
      (.omitted, "template datalist rp desc metadata"), (.script, "script"), (.style, "style"),
      (.fallback, "iframe noembed noframes"), (.svg, "svg"), (.math, "math"),
    ]
    var all: [ElementName: Element] = [:]
    for (element, list) in names {
      for name in list.split(separator: " ") { all[ElementName(name)] = element }
    }
    return all
  }()

  /// Whether it ends a paragraph that has no end tag.
  var isBlock: Bool {
    switch self {
    case .paragraph, .line, .list, .item, .table, .row, .cell, .preformatted: true
    default: false
    }
  }

  /// Elements without content.
  static let void = Set(
    """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track \
    wbr
    """.split(separator: " ").map { ElementName($0) })

  /// Start tags that end `svg` and `math` which were never closed.
  static let endsForeign = Set(
    """
    b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li \
    listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
    """.split(separator: " ").map { ElementName($0) })

  /// Elements of `svg` and `math` that hold HTML.
  static let holdsHTML = Set(
    "foreignobject desc title mi mo mn ms mtext annotation-xml".split(separator: " ").map {
      ElementName($0)
    })

  /// How the text behind a start tag is read.
  static let contentModels: [ElementName: ContentModel] = [
    ElementName("title"): .rcdata, ElementName("textarea"): .rcdata, ElementName("style"): .rawtext,
    ElementName("xmp"): .rawtext, ElementName("iframe"): .rawtext,
    ElementName("noembed"): .rawtext, ElementName("noframes"): .rawtext,
    ElementName("script"): .scriptData, ElementName("plaintext"): .plaintext,
  ]
}
