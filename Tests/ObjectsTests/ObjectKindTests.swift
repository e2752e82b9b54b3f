import Objects
import Testing

struct ObjectKindTests {
  @Test func `the kinds are git's four`() {
    #expect(Set(ObjectKind.allCases.map(\.rawValue)) == ["blob", "tree", "commit", "tag"])
  }
}
