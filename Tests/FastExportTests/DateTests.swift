import FastExport
import TestSupport
import Testing

struct DateTests {
  private func time(_ date: String, _ format: ExportedDateFormat) throws -> ExportedTime? {
    let stream = "commit r\ncommitter N <m> \(date)\ndata 0\n"
    let result = StreamSample.read(Array(stream.utf8), dateFormat: format)
    return StreamSample.commits(result.commands).first?.committer.time
  }

  @Test(arguments: [
    ("0 +0000", 0, "+0000"), ("1322155620 +0200", 1_322_155_620, "+0200"),
    ("1 -1400", 1, "-1400"), ("-5 +0000", -5, "+0000"), ("7 +1", 7, "+1"),
  ])
  func `raw dates are seconds and a zone`(text: String, seconds: Int, zone: String) throws {
    #expect(try time(text, .raw) == .at(seconds: seconds, zone: zone))
    #expect(try time(text, .rawPermissive) == .at(seconds: seconds, zone: zone))
  }

  @Test(arguments: [
    "", "1", "1 ", "1 +", "1 0000", "1  +0000", "1 +00x0", "x +0000", "+1 +0000", "1 +0000 ",
    "99999999999999999999 +0000", "now",
  ])
  func `what is no raw date is refused`(text: String) throws {
    #expect(try time(text, .raw) == nil)
    #expect(try time(text, .rawPermissive) == nil)
  }

  @Test func `only the permissive format takes zones of no place on earth`() throws {
    #expect(try time("1 +051800", .raw) == nil)
    #expect(try time("1 +051800", .rawPermissive) == .at(seconds: 1, zone: "+051800"))
  }

  @Test func `now is the time of the import`() throws {
    #expect(try time("now", .now) == .now)
    #expect(try time("1 +0000", .now) == nil)
  }

  @Test func `the stream itself may choose the format`() throws {
    let stream = """
      feature date-format=rfc2822
      commit r
      committer <m> Mon, 2 Mar 2026 10:00:00 +0100
      data 0

      """
    let commit = StreamSample.commits(try StreamSample.commands(Array(stream.utf8))).first
    #expect(commit?.committer.time == .at(seconds: 1_772_442_000, zone: "+0100"))
  }

  static let written = [
    "Mon, 2 Mar 2026 10:00:00 +0100", "Tue Feb 6 11:22:18 2007 -0500", "2 Mar 2026 10:00:00 GMT",
    "Mon, 29 Feb 2016 23:59:60 +0000", "1 Jan 1970 00:00:00 +0000", "1 Jan 1970 00:00:00 -0100",
    "31 Dec 2099 23:59:59 +0000", "28 Feb 2000 1:02:03 EST", "Mar 2 2026 10:00 CEST",
    "2026-03-02T10:00:00Z", "2026-03-02 10:00:00.123 +05:45", "2026/03/02 10:00:00 +02",
    "02.03.2026 10:00:00 +0200", "03/02/2026 10:00:00 +0200", "20260302T100000 +0300",
    "1322155620", "1322155620 +0200", "@5 +0100", "@1322155620 -0730", "Mon 2 Mar 26 10:00:00 PDT",
    "2 March 2026 10:00 PM +0000", "2 March 2026 12:30 AM -0330", "Monday, 02-Mar-98 10:00:00 GMT",
    "2 Mar 2026 24:00:00 +0000", "Sat, 2 MAR 2024 10:00:00 +0000 (a comment)",
    "2 Mar 2026 10:00:00 +2500", "2 Mar 2026 10:00:00 +1", "29 Feb 2100 10:00:00 +0000",
    "2 Mar 1969 10:00:00 +0000", "2 Mar 2026", "10:00:00 +0000", "",
    "yesterday", "2 Mar 2026 25:00:00 +0000",
    "31 Feb 2026 10:00:00 +0000", "2 Mar 2026 10:00:00", "2 Mar 2026 10:00:00 NZDT",
    "2 Mar 2026 10:00:00 Z", "2 Mar 2026 10:00:00 -0000", "1 Apr 05 10:00:00 +0000",
    "70 Mar 5 10:00:00 +0000",
  ]

  @Test(arguments: ["Mar 2026 10:00:00 +0000", "32 Mar 2026 10:00:00 +0000"])
  func `a date without a day is refused, where git makes one up`(date: String) throws {
    #expect(try time(date, .rfc2822) == nil)
  }

  @Test func `mail dates mean what git says they mean`() throws {
    for date in Self.written {
      let repository = try GitRepository()
      let stream = "commit refs/heads/main\ncommitter N <m> \(date)\ndata 0\n"
      let result = try repository.attempt(
        ["fast-import", "--quiet", "--date-format=rfc2822"], input: Array(stream.utf8))
      let ours = try time(date, .rfc2822)
      if result.status != 0 {
        #expect(ours == nil, "git refuses \(date)")
        continue
      }
      let format = ["log", "-1", "--format=%cd", "--date=raw", "main"]
      let fields = try repository.git(format).text.split(separator: " ").map(String.init)
      guard fields.count == 2, let seconds = Int(fields[0]) else { continue }
      #expect(ours == .at(seconds: seconds, zone: fields[1]), "\(date)")
    }
  }
}
