internal import Bytes
internal import Glibc

/// A point in time as people write it: a day, or a second with its zone.
///
/// Source: RFC 3339; the proleptic Gregorian calendar, years 1 to 9999.
public struct Timestamp: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; negative before.
  public let seconds: Int
  /// Minutes east of UTC.
  public let zoneMinutes: Int
  /// Whether only the day is known.
  public let isDay: Bool
  /// Digits after the second's point, kept as they were written.
  let fraction: String

  /// A second in a zone.
  public init(seconds: Int, zoneMinutes: Int) {
    self.init(seconds: seconds, zoneMinutes: zoneMinutes, isDay: false, fraction: "")
  }

  private init(seconds: Int, zoneMinutes: Int, isDay: Bool, fraction: String) {
    self.seconds = seconds
    self.zoneMinutes = zoneMinutes
    self.isDay = isDay
    self.fraction = fraction
  }

  /// Reads `2011-11-24`, `2011-11-24T17:27`, `2011-11-24T17:27:00Z` or `…+02:00`.
  ///
  /// - Parameter localZone: The local zone's minutes east of UTC at a given local time (seconds
  ///   since 1970 as if that time were UTC); asked only where the text names no zone.
  /// - Returns: `nil` where the text is not such a time.
  public init?(_ text: String, localZone: (Int) -> Int) {
    var scanner = Scanner(Array(text.utf8))
    guard let day = scanner.day() else { return nil }
    if scanner.isAtEnd {
      let zone = localZone(day * 86_400)
      self.init(seconds: day * 86_400 - zone * 60, zoneMinutes: zone, isDay: true, fraction: "")
      return
    }
    guard let time = scanner.time() else { return nil }
    let local = day * 86_400 + time.seconds
    // A leap second at the end of the last year would be in the year 10000.
    guard local < CivilCalendar.days(year: 10_000, month: 1, day: 1) * 86_400 else { return nil }
    guard let zone = scanner.isAtEnd ? localZone(local) : scanner.zone(), scanner.isAtEnd else {
      return nil
    }
    self.init(
      seconds: local - zone * 60, zoneMinutes: zone, isDay: false, fraction: time.fraction)
  }

  /// Reads RFC 3339: `2011-11-24T17:27:00+02:00`; where no zone is named, it is UTC.
  ///
  /// - Returns: `nil` where the text is not such a time.
  public init?(rfc3339 text: String) {
    self.init(text, localZone: { _ in 0 })
  }

  /// The system's clock, in UTC. Nothing in this library reads it unless it is passed in.
  public static var now: Timestamp { Timestamp(seconds: time(nil), zoneMinutes: 0) }

  /// The last second that the text includes: for a day, the last one of that day.
  public var lastSecond: Int { isDay ? seconds + 86_399 : seconds }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339: `2011-11-24` or `2011-11-24T17:27:00+02:00`.
  public var description: String {
    let local = seconds + zoneMinutes * 60
    let days = local.flooredDivision(by: 86_400)
    var text: [UInt8] = []
    text.reserveCapacity(25 + fraction.utf8.count)
    text.append(date: CivilCalendar.date(daysSince1970: days))
    if isDay { return String(decoding: text, as: UTF8.self) }
    let second = local - days * 86_400
    text.append(UInt8(ascii: "T"))
    text.append(decimal: second / 3600, width: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: second / 60 % 60, width: 2)
    text.append(UInt8(ascii: ":"))
    text.append(decimal: second % 60, width: 2)
    text.append(contentsOf: fraction.utf8)
    if zoneMinutes == 0 {
      text.append(UInt8(ascii: "Z"))
    } else {
      appendZone(to: &text, UInt8(ascii: ":"))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The day alone, in the time's own zone: `2026-11-03`.
  package var day: String { String(description.prefix(10)) }

  /// The zone as git writes it: `+0200`.
  package var gitZone: String {
    var text: [UInt8] = []
    appendZone(to: &text, nil)
    return String(decoding: text, as: UTF8.self)
  }

  /// A sign, hours and minutes.
  private func appendZone(to text: inout [UInt8], _ separator: UInt8?) {
    let minutes = abs(zoneMinutes)
    text.append(UInt8(ascii: zoneMinutes < 0 ? "-" : "+"))
    text.append(decimal: minutes / 60, width: 2)
    if let separator { text.append(separator) }
    text.append(decimal: minutes % 60, width: 2)
  }
}

extension CivilCalendar {
  /// `2011-11-24`.
  static func text(daysSince1970 days: Int) -> String {
    var text: [UInt8] = []
    text.append(date: date(daysSince1970: days))
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends `2011-11-24`.
  fileprivate mutating func append(date: (year: Int, month: Int, day: Int)) {
    append(decimal: date.year, width: 4)
    append(UInt8(ascii: "-"))
    append(decimal: date.month, width: 2)
    append(UInt8(ascii: "-"))
    append(decimal: date.day, width: 2)
  }
}

/// Reads the parts of an RFC 3339 text one after the other.
private struct Scanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: [UInt8]) { rest = text[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// Days since 1970.
  mutating func day() -> Int? {
    guard let year = number(4), year > 0, take("-"), let month = number(2), take("-"),
      let day = number(2), (1...12).contains(month), day > 0,
      day <= CivilCalendar.dayCount(year: year, month: month)
    else { return nil }
    return CivilCalendar.days(year: year, month: month, day: day)
  }

  /// Seconds since midnight, and what follows the second's point.
  mutating func time() -> (seconds: Int, fraction: String)? {
    guard take("T") || take("t") || take(" "), let hour = number(2), hour < 24, take(":"),
      let minute = number(2), minute < 60
    else { return nil }
    guard take(":") else { return (hour * 3600 + minute * 60, "") }
    // A leap second is the 60th.
    guard let second = number(2), second <= 60 else { return nil }
    var fraction = ""
    if take(".") {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      fraction = "." + String(decoding: digits, as: UTF8.self)
      rest = rest.dropFirst(digits.count)
    }
    return (hour * 3600 + minute * 60 + second, fraction)
  }

  /// Minutes east of UTC.
  mutating func zone() -> Int? {
    if take("Z") || take("z") { return 0 }
    let isNegative = take("-")
    guard isNegative || take("+"), let hours = number(2), hours < 24 else { return nil }
    _ = take(":")
    guard let minutes = number(2), minutes < 60 else { return nil }
    return (isNegative ? -1 : 1) * (hours * 60 + minutes)
  }

  private mutating func number(_ digitCount: Int) -> Int? {
    let digits = rest.prefix(digitCount)
    guard digits.count == digitCount, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(digitCount)
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
