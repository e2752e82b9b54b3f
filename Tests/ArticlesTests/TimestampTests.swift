import TestSupport
import Testing

@testable import Articles

struct TimestampTests {
  private func time(_ text: String, zone: Int = 0) -> Timestamp? {
    Timestamp(text) { _ in zone }
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2011-11-24T17:27:00Z", 1_322_155_620),
    ("2011-11-24T17:27:00+02:00", 1_322_148_420), ("2011-11-24T17:27:00-0530", 1_322_175_420),
    ("2011-11-24 17:27Z", 1_322_155_620), ("2011-11-24t17:27:00z", 1_322_155_620),
    ("2000-02-29T00:00:00Z", 951_782_400), ("1969-12-31T23:59:59Z", -1),
    ("0001-01-01T00:00:00Z", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ("1998-12-31T23:59:60Z", 915_148_800), ("2011-11-24T17:27:00.25Z", 1_322_155_620),
  ])
  func `a time is its seconds since 1970`(text: String, seconds: Int) {
    #expect(time(text)?.seconds == seconds)
  }

  @Test(arguments: [
    "1868-05-01", "0001-01-01", "9999-12-31", "2000-02-29", "2004-02-29",
    "2011-11-24T17:27:00Z", "2011-11-24T17:27:00+02:00", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "2011-11-24T17:27:00.123456789Z", "1868-05-01T12:00:00-00:30",
  ])
  func `what is written is what was read`(text: String) {
    #expect(time(text)?.description == text)
  }

  @Test(arguments: [
    "", "2011", "2011-11", "2011-11-24T", "2011-11-24T17", "2011-1-24", "2011-13-01", "2011-00-01",
    "2011-11-00", "2011-11-31", "2011-02-29", "1900-02-29", "2100-02-29", "0000-01-01",
    "10000-01-01", "2011-11-24T24:00:00Z", "2011-11-24T17:60:00Z", "2011-11-24T17:27:61Z",
    "2011-11-24T17:27:00+24:00", "2011-11-24T17:27:00+02:60", "2011-11-24T17:27:00.Z",
    "2011-11-24T17:27:00Zx", "2011-11-24x", " 2011-11-24", "２011-11-24", "-001-01-01",
    "9999-12-31T23:59:60Z", "2011/11/24",
  ])
  func `what is no time is refused`(text: String) {
    #expect(time(text) == nil)
  }

  @Test func `the local zone counts only where none is written`() {
    #expect(time("2011-11-24T17:27", zone: 120)?.description == "2011-11-24T17:27:00+02:00")
    #expect(time("2011-11-24T17:27Z", zone: 120)?.zoneMinutes == 0)
  }

  @Test func `a day reaches to its last second`() throws {
    let day = try #require(time("2011-11-24", zone: -300))
    #expect(day.isDay)
    #expect(day.lastSecond - day.seconds == 86_399)
    let second = try #require(time("2011-11-24T00:00:00Z"))
    #expect(second.lastSecond == second.seconds)
  }

  @Test(arguments: SeededGenerator.seeds(50))
  func `any second is written and read again`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let seconds = random.number(in: -62_135_500_000..<253_402_200_000)
      let written = Timestamp(seconds: seconds, zoneMinutes: random.number(in: -1439..<1440))
      #expect(time(written.description)?.seconds == seconds)
    }
  }
}
