/// An invented news story in five revisions, and its republication by another site.
///
/// Each revision makes the kind of change that people watch for.
enum SampleArticle {
  struct Version {
    let file: String
    let title: String
    let text: String
    let published: String
    let retrieved: String
    /// What happened between the version before and this one.
    let note: String
  }

  static let name = "harbour-bridge"
  static let source = "https://www.lindenport-courier.example/2026/03/harbour-bridge"

  static let versions: [Version] = [
    Version(
      file: "1.txt", title: firstTitle,
      text: page(
        firstTitle, [opening, inspection(cracks: "12"), quotation(by: "Mayor Ines Okafor"), detour]),
      published: "2026-03-02", retrieved: "2026-03-02T08:15:00Z", note: "as first published"),
    Version(
      file: "2.txt", title: firstTitle,
      text: page(
        firstTitle, [opening, inspection(cracks: "21"), quotation(by: "Mayor Ines Okafor"), detour]),
      published: "2026-03-02", retrieved: "2026-03-02T13:40:00Z",
      note: "a figure was corrected without a word"),
    Version(
      file: "3.txt", title: secondTitle,
      text: page(
        secondTitle,
        [opening, inspection(cracks: "21"), quotation(by: "Mayor Ines Okafor"), detour]),
      published: "2026-03-02", retrieved: "2026-03-02T19:05:00Z", note: "a new headline"),
    Version(
      file: "4.txt", title: secondTitle,
      text: page(
        secondTitle,
        [opening, inspection(cracks: "21"), quotation(by: "Deputy Mayor Tomas Lind"), detour]),
      published: "2026-03-02", retrieved: "2026-03-03T07:30:00Z",
      note: "somebody else is now quoted"),
    Version(
      file: "5.txt", title: secondTitle,
      text: page(
        secondTitle,
        [opening, detour, inspection(cracks: "21"), quotation(by: "Deputy Mayor Tomas Lind")]),
      published: "2026-03-02", retrieved: "2026-03-04T09:00:00Z", note: "a paragraph moved up"),
  ]

  static let republicationName = "daily-tide/bridge"
  static let republicationSource = "https://daily-tide.example/news/8812"

  /// The fourth revision as another site shows it: one long line, its navigation in front, a link
  /// behind.
  static let republication = Version(
    file: "tide.txt", title: secondTitle,
    text: "Daily Tide > News > Region > " + secondTitle + " Home News Sport Weather Subscribe "
      + "Share this story " + versions[3].text.split(separator: "\n").joined(separator: " ")
      + " Source: " + source + " |\n",
    published: "2026-03-03", retrieved: "2026-03-03T12:00:00Z",
    note: "the same story on another site, in one line")

  private static let firstTitle = "Harbour Bridge closed after cracks are found"
  private static let secondTitle = "City knew of cracks in Harbour Bridge for months"

  private static let opening = """
    Lindenport closed the Harbour Bridge to all traffic on Monday morning, hours after engineers \
    told the city council that two of its main girders could no longer be trusted. Some 18,000 \
    vehicles cross the bridge on a working day.
    """

  private static func inspection(cracks: String) -> String {
    """
    The inspection, which began in January, found \(cracks) cracks in the steel below the eastern \
    lane. The longest measures 1.4 metres. None of them was visible in the last report, dated 9 May \
    2024, according to the office for package works.
    """
  }

  private static func quotation(by speaker: String) -> String {
    """
    "We will not reopen it until every girder has been tested," said \(speaker). "Nobody should \
    have to wonder whether the road holds."
    """
  }

  private static let detour = """
    Drivers are being sent over the Mill Street crossing, which adds about 25 minutes at rush hour. \
    Buses 4 and 11 end at the fish market until further notice. Pedestrians may use the ferry free \
    of charge.
    """

  private static func page(_ title: String, _ paragraphs: [String]) -> String {
    ([title] + paragraphs).joined(separator: "\n\n") + "\n"
  }
}
