import Testing

@testable import DirectoryStorage

struct WaitingCrowdTests {
  private let start = ContinuousClock.now

  @Test func `who was asked by nobody waits for nobody`() {
    let crowd = WaitingCrowd()
    #expect(crowd.expected(at: start).count == 0)
    crowd.wasAsked(by: 0, at: start)
    crowd.hasAnswered(at: start)
    #expect(crowd.expected(at: start).count == 0)
    #expect(crowd.expected(at: start).wait == .zero)
  }

  @Test func `who was asked by many waits for as many, for a share of what that took`() {
    let crowd = WaitingCrowd()
    crowd.wasAsked(by: 7, at: start)
    crowd.hasAnswered(at: start + .milliseconds(8))
    #expect(crowd.expected(at: start + .milliseconds(9)).count == 7)
    #expect(crowd.expected(at: start + .milliseconds(9)).wait == .milliseconds(2))
    crowd.wasAsked(by: 7, at: start + .milliseconds(9))
    crowd.hasAnswered(at: start + .seconds(1))
    #expect(crowd.expected(at: start + .seconds(1)).wait == .milliseconds(4))
  }

  @Test
  func `a crowd that asks no more is given up, and one that was not met for a second is gone`() {
    let crowd = WaitingCrowd()
    crowd.wasAsked(by: 7, at: start)
    crowd.hasAnswered(at: start + .milliseconds(8))
    #expect(crowd.expected(at: start + .seconds(2)).count == 0)
    for count in [3, 1, 0] {
      crowd.wasAsked(by: 0, at: start)
      #expect(crowd.expected(at: start).count == count)
    }
  }

  @Test func `who was answered knows that it is not alone`() {
    let crowd = WaitingCrowd()
    crowd.wasAnswered(after: .milliseconds(8), at: start)
    #expect(crowd.expected(at: start).count == 1)
    #expect(crowd.expected(at: start).wait == .milliseconds(2))
  }
}

struct WaitsTests {
  @Test func `looks come less often when it lasts`() {
    var few = Waits()
    #expect((0..<5).map { _ in few.next() } == [1, 2, 4, 4, 4].map { .milliseconds($0) })
    var many = Waits(closeCount: 3)
    #expect((0..<6).map { _ in many.next() } == [1, 1, 1, 2, 4, 4].map { .milliseconds($0) })
  }
}
