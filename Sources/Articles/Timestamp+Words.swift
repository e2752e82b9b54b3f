internal import Bytes

extension Timestamp {
  /// Reads a time as people and servers write it: RFC 3339, `yesterday`, `3 days ago`, an HTTP date.
  ///
  /// A word for a day is that day in the local zone, the last of what `ago` counts the same second.
  /// - Parameters:
  ///   - now: What `ago` counts from.
  ///   - localZone: As for `init(_:localZone:)`.
  public init?(words text: String, now: Timestamp, localZone: (Int) -> Int) {
    if let time = Timestamp(text, localZone: localZone) ?? Timestamp(httpDate: text) {
      self = time
      return
    }
    let words = text.lowercased().split(separator: " ").map(String.init)
    switch words {
    case ["now"]: self = now
    case ["today"]: self = now.day(before: 0, localZone)
    case ["yesterday"]: self = now.day(before: 1, localZone)
    case let words where words.count == 3 && words[2] == "ago":
      guard let count = Timestamp.count(words[0]), let time = now.back(count, words[1]) else {
        return nil
      }
      self = time
    default: return nil
    }
  }

  /// The local day so many days before this time's.
  private func day(before count: Int, _ localZone: (Int) -> Int) -> Timestamp {
    let local = (seconds + zoneMinutes * 60).flooredDivision(by: 86_400) - count
    return Timestamp(CivilCalendar.text(daysSince1970: local), localZone: localZone) ?? self
  }

  private static func count(_ word: String) -> Int? {
    if ["a", "an", "one"].contains(word) { return 1 }
    guard let count = Int(word), (0...100_000).contains(count) else { return nil }
    return count
  }

  /// So many units before this time.
  private func back(_ count: Int, _ unit: String) -> Timestamp? {
    let single = unit.hasSuffix("s") ? String(unit.dropLast()) : unit
    switch single {
    case "second", "sec": return moved(by: -count)
    case "minute", "min": return moved(by: -count * 60)
    case "hour": return moved(by: -count * 3600)
    case "day": return moved(by: -count * 86_400)
    case "week": return moved(by: -count * 7 * 86_400)
    case "month": return moved(byMonths: -count)
    case "year": return moved(byMonths: -count * 12)
    default: return nil
    }
  }

  private func moved(by count: Int) -> Timestamp? {
    let moved = seconds + count
    guard moved + zoneMinutes * 60 >= CivilCalendar.days(year: 1, month: 1, day: 1) * 86_400 else {
      return nil
    }
    return Timestamp(seconds: moved, zoneMinutes: zoneMinutes)
  }

  /// The same day and second of another month, or that month's last day.
  private func moved(byMonths count: Int) -> Timestamp? {
    let local = seconds + zoneMinutes * 60
    let days = local.flooredDivision(by: 86_400)
    let date = CivilCalendar.date(daysSince1970: days)
    let months = date.year * 12 + date.month - 1 + count
    let (year, month) = (
      months.flooredDivision(by: 12), months - months.flooredDivision(by: 12) * 12 + 1
    )
    guard (1...9999).contains(year) else { return nil }
    let day = min(date.day, CivilCalendar.dayCount(year: year, month: month))
    return moved(by: (CivilCalendar.days(year: year, month: month, day: day) - days) * 86_400)
  }

  /// Reads the form in which servers send `Last-Modified`: `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// Source: RFC 9110, section 5.6.7, IMF-fixdate. The day of the week is not held against the date.
  public init?(httpDate text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0].utf8.count == 4, parts[0].hasSuffix(","), parts[5] == "GMT",
      let month = Timestamp.months[parts[2]]
    else { return nil }
    self.init(rfc3339: "\(parts[3])-\(month)-\(parts[1])T\(parts[4])Z")
  }

  private static let months = [
    "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06", "Jul": "07",
    "Aug": "08", "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
  ]
}
