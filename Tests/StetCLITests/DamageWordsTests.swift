import Articles
import Objects
import Testing

@testable import StetCLI

struct DamageWordsTests {
  private static let id = StoredObjectID(ObjectID(of: .blob, content: [1].span))
  private static let compression: [CompressionFault] = [
    .damaged(atByte: 71), .truncated(atByte: 71), .tooLong(declared: 71),
    .tooShort(declared: 71, possible: 5),
  ]
  private static let objects: [ObjectFault] = [
    .unterminatedHeader, .unknownKind(atByte: 71), .badByteCount(atByte: 71),
    .lengthMismatch(declared: 71, actual: 5), .truncatedTree(atByte: 71), .badMode(atByte: 71),
    .badName(atByte: 71), .unsortedTree(atByte: 71), .duplicateName(atByte: 71),
    .zeroID(atByte: 71), .missingHeader("tree", atByte: 71), .badID(atByte: 71),
    .badSignature(atByte: 71), .badHeader(atByte: 71), .nulByte(atByte: 71),
  ]
  private static let packs: [PackFault] = [
    .checksumMismatch, .indexOfOtherPack, .countMismatch(declared: 71, indexed: 5),
    .unindexedBytes(byteCount: 71), .overlap, .sharedOffset, .entryChecksumMismatch,
    .lostBase(atByte: 71), .notAPack, .unsupportedVersion(71), .truncated(atByte: 71),
    .offsetOutOfBounds(atByte: 71), .unknownType(5, atByte: 71), .numberTooLarge(atByte: 71),
    .baseOutOfBounds(atByte: 71), .damagedData(.truncated(atByte: 3), entry: 71),
    .damagedDelta(entry: 71),
    .missingBase(id, entry: 71), .deltaCycle(entry: 71), .chainTooLong(limit: 5, entry: 71),
    .expansionTooLarge(limit: 5, entry: 71),
  ]
  private static let indexes: [PackIndexFault] = [
    .notAnIndex, .unsupportedVersion(71), .truncated(atByte: 71),
    .tooManyObjects(count: 71, limit: 5),
    .sizeMismatch(expected: 71, actual: 5), .unsortedFanOut(atByte: 71), .unsortedIDs(at: id),
    .missingLargeOffset(of: id), .offsetOutOfBounds(of: id), .checksumMismatch,
  ]
  private static let references: [ReferenceFault] = [
    .alteredFile, .notAReference, .leadsToMissing(id), .showsMissing(id), .leadsToKind(.blob),
    .namesMissingBranch("refs/heads/71"), .lacksNoted(id, noted: nil),
  ]

  private static func causes() throws -> [DamageCause] {
    let (article, time) = (try ArticleName("bridge"), Timestamp(seconds: 0, zoneMinutes: 0))
    let log: [LogFault] = [
      .parentCount(71), .recordedBeforeParent(recorded: time, parent: time),
      .stillPresent(article), .absent(article), .changesMore(than: article),
      .malformedErasure(line: 71), .erasureOfUnknown(id), .erasureTakenBack(id),
      .erasureNamesAnother(id, revision: id),
      .amendsUnknown(nil), .amendsUnknown(id), .contradictsAmendments, .lacksOtherSide(nil),
      .lacksOtherSide(article),
    ]
    return [
      .missing(neededBy: id), .missing(neededBy: nil),
      .wrongKind(expected: .tree, actual: .blob, neededBy: id),
      .wrongKind(expected: .tree, actual: .blob, neededBy: nil), .wrongHash(actual: id),
      .trailingBytes(atByte: 71), .tooLarge(byteCount: 71, limit: 5),
      .refused(path: "/x", reason: nil), .unreadable, .stranger,
    ] + compression.map { .compression($0) } + objects.map { .malformed(nil, $0) }
      + objects.map { .malformed(.tree, $0) } + packs.map { .pack($0, atByte: nil) }
      + packs.map { .pack($0, atByte: 99) } + indexes.map { .packIndex($0) }
      + references.map { .reference($0) } + log.map { .log($0) }
      + [
        .commitGraph(.damaged), .catalogue, .passages, .sidecar, .packIndex(.missing),
        .commitGraph(.contradicts(id)),
      ]
  }

  @Test func `every cause has words of its own, with its numbers and without a program's`() throws {
    var seen: Set<String> = []
    for cause in try Self.causes() {
      let words = cause.words
      #expect(seen.insert(words).inserted, "\(words)")
      #expect(!["Optional", "Fault", "atByte", "nil"].contains { words.contains($0) }, "\(words)")
      if "\(cause)".contains("71") { #expect(words.contains("71"), "\(words)") }
    }
  }

  @Test(arguments: [
    (DamageCause.missing(neededBy: nil), "object ID is missing"),
    (.wrongKind(expected: .tree, actual: .blob, neededBy: nil), "object ID is a blob, not a tree"),
    (
      .compression(.truncated(atByte: 5)),
      "object ID: its compressed bytes end too early, at byte 5"
    ),
  ])
  func `an error says in one line what is wrong with which object`(
    cause: DamageCause, sentence: String
  ) {
    let damage = Damage(.object(Self.id), cause)
    #expect(damage.sentence == sentence.replacing("ID", with: "\(Self.id)"))
    let placed = Damage(.object(Self.id), path: "/a/b", cause)
    #expect(placed.sentence == damage.sentence + " (/a/b)")
  }

  @Test func `every remedy is advice, and where a command heals, it is the one to type`() throws {
    let damages: [Damage] = [
      Damage(.object(Self.id), .unreadable),
      Damage(.object(Self.id), .refused(path: "x", reason: nil)),
      Damage(.object(Self.id), .log(.parentCount(2))), Damage(.pack(path: "p"), .unreadable),
      Damage(.reference("HEAD"), .unreadable), Damage(.file(path: "x"), .stranger),
      Damage(.file(path: "g"), .commitGraph(.damaged)),
      Damage(.file(path: "g"), .catalogue), Damage(.file(path: "g"), .sidecar),
      Damage(.pack(path: "p"), .packIndex(.missing)),
    ]
    #expect(Set(damages.map(\.remedy)) == Set(Damage.Remedy.allCases))
    let program = ProgramLine(store: "my archive")
    for damage in damages {
      let advice = damage.advice(isCostKnown: true, program)
      let asksForCopy = advice.contains("`stet repair --store 'my archive' --from COPY`")
      let asksForNothing = advice.contains("`stet repair --store 'my archive'`")
      switch damage.remedy {
      case .objectFromCopy, .packFromCopy, .reference: #expect(asksForCopy, "\(advice)")
      case .moveFileAway, .rebuild: #expect(asksForNothing, "\(advice)")
      case .permission: #expect(asksForCopy && advice.hasPrefix("let the archive's files be read"))
      case .compareWithCopy:
        #expect(!asksForCopy && !asksForNothing && !advice.isEmpty)
      }
      #expect(
        damage.advice(isCostKnown: false, program).contains("`stet verify --store 'my archive'`"))
    }
  }

  @Test(arguments: [
    (nil, "stet verify"), ("/a/b-c_1.2", "stet verify --store /a/b-c_1.2"),
    ("it's", "stet verify --store 'it'\\''s'"), ("", "stet verify --store ''"),
    ("a\u{1B}[2J", "stet verify --store 'a␛[2J'"), ("$(rm x)", "stet verify --store '$(rm x)'"),
  ])
  func `a command to type is safe to type`(store: String?, line: String) {
    #expect(ProgramLine(store: store)("verify") == line)
  }
}
