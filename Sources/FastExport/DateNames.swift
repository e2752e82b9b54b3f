/// The words that git knows in dates.
enum DateNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  static let weekdays = [
    "Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays",
  ]

  /// Hours east of UTC, daylight saving time included.
  ///
  /// Source: git's `timezone_names`, in its order, since the first match counts.
  static let zones = [
    ("IDLW", -12), ("NT", -11), ("CAT", -10), ("HST", -10), ("HDT", -9), ("YST", -9), ("YDT", -8),
    ("PST", -8), ("PDT", -7), ("MST", -7), ("MDT", -6), ("CST", -6), ("CDT", -5), ("EST", -5),
    ("EDT", -4), ("AST", -3), ("ADT", -2), ("WAT", -1), ("GMT", 0), ("UTC", 0), ("Z", 0),
    ("WET", 0), ("BST", 1), ("CET", 1), ("MET", 1), ("MEWT", 1), ("MEST", 2), ("CEST", 2),
    ("MESZ", 2), ("FWT", 1), ("FST", 2), ("EET", 2), ("EEST", 3), ("WAST", 7), ("WADT", 8),
    ("CCT", 8), ("JST", 9), ("EAST", 10), ("EADT", 11), ("GST", 10), ("NZT", 12), ("NZST", 12),
    ("NZDT", 13), ("IDLE", 12),
  ]

  /// How many bytes `text` and `name` share from their start, in either case; none if `text`
  /// goes on with another letter or digit.
  static func matchCount(_ text: ArraySlice<UInt8>, _ name: String) -> Int {
    var count = 0
    var expected = name.utf8.makeIterator()
    for byte in text {
      let isLetter = LenientDate.isLetter(byte)
      if let wanted = expected.next(), byte == wanted || isLetter && byte | 0x20 == wanted | 0x20 {
        count += 1
      } else {
        return isLetter || LenientDate.isDigit(byte) ? 0 : count
      }
    }
    return count
  }
}
