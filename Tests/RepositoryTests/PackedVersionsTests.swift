import Objects
import Testing

@testable import Repository

struct PackedVersionsTests {
  private func version(_ number: Int, _ byteCount: Int) -> PackedObject {
    PackedObject(
      id: ObjectID(of: .blob, content: "\(number)".bytes.span),
      content: [UInt8](repeating: UInt8(number), count: byteCount))
  }

  @Test func `the version before is at hand, however large both are`() {
    var versions = PackedVersions(newestByteCount: 1000)
    var last: PackedObject?
    for number in 0..<5 {
      let next = version(number, 10_000)
      let base = versions.add(next, after: last?.id)
      #expect(base?.id == last?.id)
      last = next
    }
  }

  @Test func `of several things those that came first are let go of`() {
    var versions = PackedVersions(newestByteCount: 1000)
    let first = (0..<5).map { version($0, 300) }
    for object in first { _ = versions.add(object, after: nil) }
    let near = versions.add(version(5, 300), after: first[4].id)
    #expect(near?.id == first[4].id)
    let far = versions.add(version(6, 300), after: first[0].id)
    #expect(far?.id == nil)
  }
}
