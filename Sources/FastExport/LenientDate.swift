/// Reads dates as mail programs write them, and as leniently as git does.
///
/// A date without a zone is taken as UTC, since a stream knows no local time; git takes its own
/// zone. A date without a year is refused, since it would mean another day each year.
///
/// Source: RFC 2822, section 3.3; what a malformed date means is what git's `parse_date` says.
struct LenientDate {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute = 0
  var second = 0
  /// Minutes east of UTC.
  var zone: Int?
  /// The date was a count of seconds, which no zone moves.
  var isUTC = false

  static func time(of text: [UInt8]) -> ExportedTime? {
    if text.first == UInt8(ascii: "@"),
      let time = ExportedDateFormat.raw.time(of: Array(text.dropFirst()))
    {
      return time
    }
    var date = LenientDate()
    var rest = text[...]
    while let first = rest.first {
      rest = rest.dropFirst(date.readPart(first, rest))
    }
    return date.time
  }

  /// Reads what begins with `first`; gives the count of bytes read, one for what means nothing.
  private mutating func readPart(_ first: UInt8, _ rest: ArraySlice<UInt8>) -> Int {
    if Self.isLetter(first) { return readWord(rest) }
    if Self.isDigit(first) { return readNumber(rest) }
    let isSign = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    return isSign && rest.dropFirst().first.map(Self.isDigit) == true ? readZone(rest) : 1
  }

  /// Source: git's `tm_to_time_t`, which knows the years 1970 to 2099.
  private var time: ExportedTime? {
    guard let year, let month, let day, let hour, (1970...2099).contains(year) else { return nil }
    let isLeapSoFar = year % 4 == 0 && month > 2
    let days = (year - 1970) * 365 + (year - 1969) / 4 + Self.daysBefore[month - 1] + day - 1
    let offset = zone ?? 0
    let seconds = (days + (isLeapSoFar ? 1 : 0)) * 86400 + hour * 3600 + minute * 60 + second
    return .at(seconds: seconds - (isUTC ? 0 : offset * 60), zone: Self.zoneText(offset))
  }

  /// Days of a common year before each month.
  static let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

  private static func zoneText(_ minutes: Int) -> String {
    let value = abs(minutes) / 60 * 100 + abs(minutes) % 60
    let digits = String(value)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return (minutes < 0 ? "-" : "+") + zeros + digits
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension LenientDate {
  /// Reads a month, a weekday, a zone or half a day; gives the count of bytes read.
  private mutating func readWord(_ rest: ArraySlice<UInt8>) -> Int {
    for (index, name) in DateNames.months.enumerated() {
      let count = DateNames.matchCount(rest, name)
      if count >= 3 {
        month = index + 1
        return count
      }
    }
    for name in DateNames.weekdays {
      let count = DateNames.matchCount(rest, name)
      if count >= 3 { return count }
    }
    for (name, hours) in DateNames.zones {
      let count = DateNames.matchCount(rest, name)
      if count >= 3 || count == name.utf8.count {
        if zone == nil { zone = hours * 60 }
        return count
      }
    }
    return readHalfDay(rest)
  }

  private mutating func readHalfDay(_ rest: ArraySlice<UInt8>) -> Int {
    for (name, addition) in [("PM", 12), ("AM", 0)] where DateNames.matchCount(rest, name) == 2 {
      if let known = hour { hour = known % 12 + addition }
      return 2
    }
    return rest.prefix { Self.isLetter($0) }.count
  }
}
