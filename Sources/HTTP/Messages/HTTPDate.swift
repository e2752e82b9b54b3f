internal import Bytes

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
    let day = seconds.flooredDivision(by: 86_400)
    let second = seconds - day * 86_400
    let date = CivilCalendar.date(daysSince1970: day)
    let weekday = days[day - day.flooredDivision(by: 7) * 7]
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
      let thisYear = CivilCalendar.date(daysSince1970: now.flooredDivision(by: 86_400)).year
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
    let days = CivilCalendar.days(year: year, month: month + 1, day: day)
    let back = CivilCalendar.date(daysSince1970: days)
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
}
