import HTTP
import Testing

@Suite struct HTTPDateTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (-2_203_891_200, "Thu, 01 Mar 1900 00:00:00 GMT"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
  ])
  func `a time is written, and read back`(seconds: Int, text: String) {
    #expect(HTTPDate.text(seconds) == text)
    #expect(HTTPDate.seconds(text, now: 0) == seconds)
  }

  @Test func `every day of 400 years is read back`() {
    for day in stride(from: -146_097, to: 146_097, by: 1) {
      let seconds = day * 86_400 + 86_399
      #expect(HTTPDate.text(seconds).flatMap { HTTPDate.seconds($0, now: 0) } == seconds)
    }
  }

  @Test func `years without four digits are not written`() {
    #expect(HTTPDate.text(253_402_300_800) == nil)
    #expect(HTTPDate.text(-62_135_596_801) == nil)
    #expect(HTTPDate.text(.max) == nil)
    #expect(HTTPDate.text(.min) == nil)
  }

  @Test func `the older forms are read, with a year that is not far ahead`() {
    #expect(HTTPDate.seconds("Sunday, 06-Nov-94 08:49:37 GMT", now: 1_700_000_000) == 784_111_777)
    #expect(HTTPDate.seconds("Sun Nov  6 08:49:37 1994", now: 0) == 784_111_777)
    #expect(
      HTTPDate.seconds("Thursday, 06-Nov-70 00:00:00 GMT", now: 1_700_000_000) == 3_182_457_600)
    #expect(HTTPDate.seconds("Friday, 06-Nov-74 00:00:00 GMT", now: 1_700_000_000) == 152_928_000)
  }

  @Test(arguments: [
    "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
    "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
    "Sun, 06 Nov 1994 08:49:37:00 GMT",
    "Sun, 06 Nov 0000 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov -994 08:49:37 GMT",
    "Sun, 06 Nov 19940 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "784111777",
    "1994-11-06T08:49:37Z",
  ])
  func `what is no time is none`(text: String) {
    #expect(HTTPDate.seconds(text, now: 1_700_000_000) == nil)
  }
}
