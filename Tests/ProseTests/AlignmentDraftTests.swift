import Testing

@testable import Prose

struct AlignmentDraftTests {
  /// Directories described in sentences that are all alike, as lists in manuals are.
  private let system = "This is the directory that holds the programs of the system."
  private let admin = "This is the directory that holds the private files of the administrator."
  private let library = "This is the directory that holds the basic libraries."
  private let editedLibrary = "This is the directory that now holds the basic libraries."
  private let mounted =
    "Here other disks are mounted for as long as they are needed by anyone at all."
  private let served = "What the server hands out to the world is kept below this one, well apart."

  @Test func `a sentence that stayed is not taken apart to pair its neighbours`() {
    let old = [library, mounted, admin, system, served].joined(separator: " ")
    let new = [mounted, system, editedLibrary, served, admin].joined(separator: " ")
    let difference = Difference.between(old: Array(old.utf8), new: Array(new.utf8))
    #expect(difference.moves.count == 2, "\(marked(old, new))")
    #expect(difference.edits.allSatisfy { $0.kind != .delete || $0.old.count == 1 })
  }

  @Test func `one short sentence does not make movers of the many it left behind`() {
    let edited = (1...4).map { "The council of ward \($0) spent \($0)00 crowns on its old roads." }
    let later = (1...4).map { "The council of ward \($0) spent \($0)50 crowns on its own roads." }
    let short = "It rained hard all day."
    let difference = Difference.between(
      old: Array(([short] + edited).joined(separator: " ").utf8),
      new: Array((later + [short]).joined(separator: " ").utf8))
    #expect(difference.moves.map(\.edits.count) == [1])
    #expect(difference.moves.first?.source == 0..<short.utf8.count)
  }
}
