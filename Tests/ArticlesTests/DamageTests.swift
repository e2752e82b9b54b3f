import Objects
import Testing

@testable import Articles

struct DamageTests {
  private static let id = StoredObjectID(ObjectID(of: .blob, content: [1].span))

  static let cases: [(Damage, Damage.Kind, Damage.Remedy)] = [
    (Damage(.object(id), .missing(neededBy: nil)), .missingObject, .objectFromCopy),
    (Damage(.object(id), .missing(neededBy: id)), .missingObject, .objectFromCopy),
    (Damage(.object(id), .wrongHash(actual: id)), .damagedObject, .objectFromCopy),
    (
      Damage(.object(id), .refused(path: "objects/ab/c", reason: nil)), .unreadableObject,
      .permission
    ),
    (Damage(.object(id), .log(.parentCount(2))), .brokenLog, .compareWithCopy),
    (Damage(.pack(path: "p"), .packIndex(.checksumMismatch)), .damagedPack, .rebuild),
    (Damage(.pack(path: "p"), .pack(.checksumMismatch, atByte: nil)), .damagedPack, .packFromCopy),
    (Damage(.reference("HEAD"), .reference(.notAReference)), .badReference, .reference),
    (Damage(.file(path: "x"), .stranger), .strangeFile, .moveFileAway),
    (Damage(.file(path: "x"), .commitGraph(.damaged)), .damagedIndex, .rebuild),
  ]

  @Test(arguments: cases)
  func `what is concerned and why say what sort of damage it is and what could heal it`(
    damage: Damage, kind: Damage.Kind, remedy: Damage.Remedy
  ) {
    #expect(damage.kind == kind)
    #expect(damage.remedy == remedy)
  }

  @Test func `every kind and every remedy is shown by a case`() {
    #expect(Set(Self.cases.map(\.1)) == Set(Damage.Kind.allCases))
    #expect(Set(Self.cases.map(\.2)) == Set(Damage.Remedy.allCases))
  }

  @Test func `only damage to an object names one`() {
    for (damage, _, _) in Self.cases {
      #expect(
        (damage.object != nil)
          == [.damagedObject, .unreadableObject, .missingObject, .brokenLog].contains(damage.kind))
    }
  }
}
