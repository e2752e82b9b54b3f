import Testing

@testable import Passages

struct ScriptTests {
  @Test func `letters that are not looked up are what Unicode says`() {
    for scalar in UInt32(0x800)..<0x30000 where Script.isPlain(scalar) {
      #expect(FoldedScalar.facts(of: scalar).kind == .alphanumeric && Script.runsOn(scalar))
      #expect(FoldedScalar.composed(FoldedScalar.decomposed(scalar)) == [scalar])
    }
  }

  /// Whatever the table does not know is looked up: it must not know better.
  @Test func `the table of two bytes says what Unicode's tables say`() {
    for scalar in FoldingTable.scalars {
      let facts = FoldedScalar.facts(of: scalar)
      switch FoldingTable.shared[scalar] {
      case .separator: #expect(facts.kind == .separator)
      case .alphanumeric(let folded):
        #expect(facts.kind == .alphanumeric)
        if !facts.folds { #expect(folded == scalar) }
      case .other: #expect(facts.kind != .alphanumeric || facts.folds)
      }
    }
  }
}
