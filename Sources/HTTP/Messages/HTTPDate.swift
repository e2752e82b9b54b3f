/// Times as HTTP writes them: in seconds since 1970, always UTC.
///
/// Source: RFC 9110, 5.6.7.
package enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Returns: `nil` for a year that has not four digits.
  package static func text(_ seconds: Int) -> String? {
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
    let day = seconds.flooredQuotient(by: 86_400)
    let second = seconds - day * 86_400
    let date = Self.date(daysSince1970: day)
    let weekday = days[day - day.flooredQuotient(by: 7) * 7]
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
    return weekday + ", " + padded(date.day, 2) + " " + months[date.month - 1] + " "
      + padded(date.year, 4) + " " + time.joined(separator: ":") + " GMT"
  }

  /// Reads any of the three forms that clients may send.
  ///
  /// - Parameter now: Seconds since 1970: the old form has two digits for a year, and means none that is
  ///   more than 50 years ahead.
  package static func seconds(_ text: String, now: Int) -> Int? {
    let words = text.split(separator: " ").map(String.init)
    switch words.count {
    case 6 where words[0].count == 4 && words[0].last == "," && words[5] == "GMT":
      guard days.contains(String(words[0].dropLast())), let day = number(words[1], digits: 2),
        let year = number(words[3], digits: 4)
      else { return nil }
      return seconds(year: year, month: words[2], day: day, time: words[4])
    case 4 where words[0].last == "," && words[3] == "GMT":
      let parts = words[1].split(separator: "-").map(String.init)
      guard days.contains(String(words[0].prefix(3))), parts.count == 3,
        let day = number(parts[0], digits: 2), let year = number(parts[2], digits: 2)
      else { return nil }
      let thisYear = date(daysSince1970: now.flooredQuotient(by: 86_400)).year
      let near = thisYear - thisYear % 100 + year
      return seconds(
        year: near > thisYear + 50 ? near - 100 : near, month: parts[1], day: day, time: words[2])
    case 5:
      guard days.contains(words[0]),
        let day = number(words[2], digits: words[2].utf8.count == 1 ? 1 : 2),
        let year = number(words[4], digits: 4)
      else { return nil }
      return seconds(year: year, month: words[1], day: day, time: words[3])
    default: return nil
    }
  }

  private static func seconds(year: Int, month: String, day: Int, time: String) -> Int? {
    let parts = time.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, year > 0, let month = months.firstIndex(of: month),
      let hour = number(parts[0], digits: 2), let minute = number(parts[1], digits: 2),
      let second = number(parts[2], digits: 2), hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = daysSince1970(year: year, month: month + 1, day: day)
    let back = date(daysSince1970: days)
    guard back.day == day, back.month == month + 1 else { return nil }
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func number(_ text: String, digits: Int) -> Int? {
    guard text.utf8.count == digits,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year.flooredQuotient(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let days = days + 719_468
    let era = days.flooredQuotient(by: 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let isLate = month >= 10
    return (yearOfEra + era * 400 + (isLate ? 1 : 0), isLate ? month - 9 : month + 3, day)
  }
}

extension Int {
  fileprivate func flooredQuotient(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
