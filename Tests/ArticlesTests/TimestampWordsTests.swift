import Testing

@testable import Articles

struct TimestampWordsTests {
  /// 2011-11-24T00:30:00+02:00, which is the day before in UTC.
  private static let now = Timestamp(seconds: 1_322_087_400, zoneMinutes: 120)

  private func time(_ words: String) -> String? {
    Timestamp(words: words, now: Self.now, localZone: { _ in 120 })?.description
  }

  @Test(arguments: [
    ("now", "2011-11-24T00:30:00+02:00"), ("today", "2011-11-24"), ("yesterday", "2011-11-23"),
    ("Yesterday", "2011-11-23"), ("3 days ago", "2011-11-21T00:30:00+02:00"),
    ("1 hour ago", "2011-11-23T23:30:00+02:00"), ("an hour ago", "2011-11-23T23:30:00+02:00"),
    ("2.weeks.ago", nil), ("2 weeks ago", "2011-11-10T00:30:00+02:00"),
    ("90 minutes ago", "2011-11-23T23:00:00+02:00"), ("1 second ago", "2011-11-24T00:29:59+02:00"),
    ("9 months ago", "2011-02-24T00:30:00+02:00"), ("21 months ago", "2010-02-24T00:30:00+02:00"),
    ("1 year ago", "2010-11-24T00:30:00+02:00"), ("2010 years ago", "0001-11-24T00:30:00+02:00"),
    ("2011 years ago", nil), ("99999 weeks ago", "0095-05-19T00:30:00+02:00"),
    ("2011-11-24", "2011-11-24"), ("-1 days ago", nil), ("days ago", nil), ("ago", nil), ("", nil),
    ("soon", nil), ("3 fortnights ago", nil), ("9999999 days ago", nil),
  ])
  func `words mean what people mean`(words: String, meaning: String?) {
    #expect(time(words) == meaning)
  }

  @Test func `the last day of a shorter month stands for one that it has not`() {
    let end = Timestamp(rfc3339: "2012-03-31T12:00:00Z") ?? Self.now
    let month = Timestamp(words: "1 month ago", now: end, localZone: { _ in 0 })
    #expect(month?.description == "2012-02-29T12:00:00Z")
    let year = Timestamp(
      words: "1 year ago", now: Timestamp(rfc3339: "2012-02-29T12:00:00Z") ?? end,
      localZone: { _ in 0 })
    #expect(year?.description == "2011-02-28T12:00:00Z")
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"),
    ("Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"),
    ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
    ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
    ("06 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 08:49 GMT", "1994-11-06T08:49:00Z"),
  ])
  func `the time of a server's answer is read`(text: String, meaning: String?) {
    #expect(Timestamp(httpDate: text)?.description == meaning)
    #expect(time(text) == meaning)
  }
}
