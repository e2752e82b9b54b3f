import Testing

@testable import Rendering

struct QuantityTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1_000, "1,000"), (2_245, "2,245"), (123_456, "123,456"),
    (1_234_567, "1,234,567"), (-1, "-1"), (-100, "-100"), (-1_000, "-1,000"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `digits stand in groups of three`(number: Int, text: String) {
    #expect(Quantity.grouped(number) == text)
  }

  @Test(arguments: [(0, "0 bytes"), (1, "1 byte"), (2, "2 bytes"), (1_001, "1,001 bytes")])
  func `one is one, all other counts are many`(count: Int, text: String) {
    #expect(Quantity.text(count, "byte") == text)
  }
}
