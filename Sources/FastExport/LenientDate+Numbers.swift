extension LenientDate {
  /// Reads a number by how many digits it has and what follows; gives the count of bytes read.
  mutating func readNumber(_ rest: ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { Self.isDigit($0) }
    let (count, number) = (digits.count, Digits.value(of: digits) ?? .max)
    if number >= 100_000_000 && isEmpty {
      readSeconds(number)
      return count
    }
    if let read = readTriple(rest, number, count) { return read }
    switch count {
    case 8:
      setDate(number / 10000, number % 10000 / 100, number % 100)
    case 6:
      if setTime(number / 10000, number % 10000 / 100, number % 100) {
        return count + Self.fractionCount(rest.dropFirst(count))
      }
    case 4:
      if number <= 1400 && zone == nil {
        zone = number / 100 * 60 + number % 100
      } else if number > 1900 && number < 2100 {
        year = number
      }
    case 1, 2: readSmall(number, digitCount: count)
    default: break
    }
    return count
  }

  private var isEmpty: Bool { year == nil && month == nil && day == nil && hour == nil }

  /// A count of seconds since 1970 in place of a date.
  private mutating func readSeconds(_ number: Int) {
    // The first second of 2100, which no date reaches.
    guard number < 4_102_444_800 else { return }
    var days = number / 86400
    (hour, minute, second) = (number % 86400 / 3600, number % 3600 / 60, number % 60)
    var found = 1970
    while days >= Self.dayCount(of: found) {
      days -= Self.dayCount(of: found)
      found += 1
    }
    let isLeap = found % 4 == 0
    let starts = Self.daysBefore.enumerated().map { $1 + (isLeap && $0 > 1 ? 1 : 0) }
    let index = starts.lastIndex { $0 <= days } ?? 0
    (year, month, day, isUTC) = (found, index + 1, days - starts[index] + 1, true)
  }

  private static func dayCount(of year: Int) -> Int { year % 4 == 0 ? 366 : 365 }

  /// Day, month or year of two digits: what is not known yet, the day first.
  private mutating func readSmall(_ number: Int, digitCount: Int) {
    if (1...31).contains(number) && day == nil {
      day = number
    } else if digitCount == 2 && year == nil && number < 10 && day != nil {
      year = 2000 + number
    } else if digitCount == 2 && year == nil && number >= 70 {
      year = 1900 + number
    } else if (1...12).contains(number) && month == nil {
      month = number
    }
  }

  /// `10:20`, `10:20:30`, `2026-03-02`, `2.3.2026`; `nil` where it is none of these.
  private mutating func readTriple(
    _ rest: ArraySlice<UInt8>, _ first: Int, _ firstCount: Int
  ) -> Int? {
    var tail = rest.dropFirst(firstCount)
    guard let separator = tail.first, ":-/.".utf8.contains(separator),
      let second = Self.number(after: &tail)
    else { return nil }
    let third = tail.first == separator ? Self.number(after: &tail) : nil
    let isRead =
      separator == UInt8(ascii: ":")
      ? setTime(first, second, third ?? 0)
      : setDate(first, second, third, dayFirst: separator == UInt8(ascii: "."))
    guard isRead else { return nil }
    if separator == UInt8(ascii: ":"), year != nil, month != nil, day != nil {
      tail = tail.dropFirst(Self.fractionCount(tail))
    }
    return rest.count - tail.count
  }

  /// The number that follows one more byte.
  private static func number(after tail: inout ArraySlice<UInt8>) -> Int? {
    let digits = tail.dropFirst().prefix { isDigit($0) }
    guard let value = Digits.value(of: digits) else { return nil }
    tail = tail.dropFirst(1 + digits.count)
    return value
  }

  /// How many bytes of `.123` are here.
  private static func fractionCount(_ tail: ArraySlice<UInt8>) -> Int {
    guard tail.first == UInt8(ascii: ".") else { return 0 }
    let digits = tail.dropFirst().prefix { isDigit($0) }
    return digits.isEmpty ? 0 : digits.count + 1
  }
}

extension LenientDate {
  /// Source: git's `match_multi_number`: first as year-month-day, then as people write it.
  private mutating func setDate(_ a: Int, _ b: Int, _ c: Int?, dayFirst: Bool) -> Bool {
    guard let c else { return false }
    if a > 70 && (setDate(a, b, c) || setDate(a, c, b)) { return true }
    if !dayFirst && setDate(c, a, b) { return true }
    if setDate(c, b, a) { return true }
    return dayFirst && setDate(c, a, b)
  }

  @discardableResult
  private mutating func setDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (1...12).contains(month), (1...31).contains(day) else { return false }
    switch year {
    case 1970..<2100: self.year = year
    case 71..<100: self.year = 1900 + year
    case ..<38: self.year = 2000 + year
    default: return false
    }
    (self.month, self.day) = (month, day)
    return true
  }

  /// The 61st second is a leap second, and 24:00 is midnight.
  private mutating func setTime(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
    guard (0...24).contains(hour), (0..<60).contains(minute), (0...60).contains(second) else {
      return false
    }
    (self.hour, self.minute, self.second) = (hour, minute, second)
    return true
  }

  /// `+hhmm`, `+hh:mm` or `+hh`; anything else is skipped.
  mutating func readZone(_ rest: ArraySlice<UInt8>) -> Int {
    let digits = rest.dropFirst().prefix { Self.isDigit($0) }
    var tail = rest.dropFirst(1 + digits.count)
    var (hours, minutes) = (Digits.value(of: digits) ?? .max, 0)
    if digits.count == 4 {
      (hours, minutes) = (hours / 100, hours % 100)
    } else if digits.count != 2 {
      minutes = 99
    } else if tail.first == UInt8(ascii: ":") {
      let count = tail.count
      minutes = Self.number(after: &tail) ?? 0
      if count - tail.count != 3 { minutes = 99 }
    }
    if minutes < 60 && hours < 24 {
      let offset = hours * 60 + minutes
      zone = rest.first == UInt8(ascii: "-") ? -offset : offset
    }
    return rest.count - tail.count
  }
}
