import Storage
import Testing

struct HousekeepingConfigurationTests {
  @Test(arguments: [
    ("", 2048), ("[gc]\nauto = 100\n", 100), ("[gc]\nauto = 0\n", nil), ("[gc]\nauto = -1\n", nil),
    ("[gc]\nauto = x\n", 2048),
  ])
  func `gc auto says from how many objects on they are gathered`(text: String, limit: Int?) throws {
    #expect(try Configuration(decoding: text).looseObjectLimit == limit)
  }

  @Test(arguments: [
    ("", 32), ("[gc]\nautoPackLimit = 50\n", 50), ("[gc]\nautoPackLimit = 0\n", nil),
    ("[gc]\nautoPackLimit = x\n", 32),
  ])
  func `gc autoPackLimit says how many packs there may be`(text: String, limit: Int?) throws {
    #expect(try Configuration(decoding: text).packLimit == limit)
  }

  @Test(arguments: [
    ("now", 0), ("never", Int.max), ("2.weeks.ago", 1_209_600), ("1 day ago", 86_400),
    ("3.months.ago", 7_776_000), ("99999999999999999.years.ago", Int.max), ("yesterday", nil),
    ("x.days.ago", nil), ("-1.days.ago", nil), ("1.fortnight.ago", nil),
  ])
  func `gc pruneExpire says how long what nothing reaches is kept`(value: String, grace: Int?)
    throws
  {
    let configuration = try Configuration(decoding: "[gc]\npruneExpire = \(value)\n")
    #expect(configuration.pruningGrace == grace)
    #expect(Configuration().pruningGrace == nil)
  }
}
