/// How a stream writes times.
///
/// Source: git-fast-import(1), "Date Formats".
enum DateFormat: String {
  case raw
  case rawPermissive = "raw-permissive"
  case rfc2822
  case now
}

extension FastExportCommand.Person {
  /// Reads `Name <mail> 1322155620 +0200`, or with another form of time.
  init?(
    _ text: ArraySlice<UInt8>, _ format: DateFormat, now: (seconds: Int, zoneMinutes: Int)
  ) {
    guard let open = text.firstIndex(of: UInt8(ascii: "<")),
      let close = text[open...].firstIndex(of: UInt8(ascii: ">")), close + 1 < text.endIndex,
      text[close + 1] == 0x20
    else { return nil }
    let hasSpace = open > text.startIndex && text[open - 1] == 0x20
    name = Array(text[..<(hasSpace ? open - 1 : open)])
    mail = Array(text[(open + 1)..<close])
    let date = Words.text(text[(close + 2)...])
    let time =
      switch format {
      case .now: date == "now" ? now : nil
      case .rfc2822: MailDate.read(date)
      case .raw, .rawPermissive: Self.readRaw(date)
      }
    guard let (seconds, zone) = time else { return nil }
    self.seconds = seconds
    zoneMinutes = zone
  }

  private static func readRaw(_ date: String) -> (seconds: Int, zoneMinutes: Int)? {
    let words = date.split(separator: " ")
    guard words.count == 2, let seconds = Int(words[0]), seconds >= 0,
      let zone = MailDate.zone(words[1])
    else { return nil }
    return (seconds, zone)
  }
}

/// Times as in mail: `Mon, 2 Mar 2026 10:00:00 +0100`.
enum MailDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  static func read(_ text: String) -> (seconds: Int, zoneMinutes: Int)? {
    var words = text.split { $0 == " " || $0 == "," }[...]
    // The day of the week says nothing that the date does not.
    if words.count == 6 { words = words.dropFirst() }
    let parts = Array(words)
    guard parts.count == 5, let day = Int(parts[0]), (1...31).contains(day),
      let month = months.firstIndex(of: parts[1].lowercased()), let year = Int(parts[2]),
      (1970...9999).contains(year), let time = seconds(parts[3]), let zone = zone(parts[4])
    else { return nil }
    let local = days(year: year, month: month + 1, day: day) * 86_400 + time
    return (max(0, local - zone * 60), zone)
  }

  /// Minutes east of UTC.
  static func zone(_ text: Substring) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-", let digits = Int(text.dropFirst()),
      (0...9999).contains(digits)
    else { return nil }
    let minutes = digits / 100 * 60 + digits % 100
    // Git keeps any four digits; a day has 1,440 minutes.
    guard minutes < 1440 else { return 0 }
    return sign == "-" ? -minutes : minutes
  }

  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// Source: Howard Hinnant, `days_from_civil`.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let yearOfEra = shifted % 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return shifted / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      - 719_468
  }
}
