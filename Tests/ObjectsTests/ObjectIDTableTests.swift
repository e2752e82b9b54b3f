import Bytes
import Objects
import TestSupport
import Testing

struct ObjectIDTableTests {
  @Test(arguments: SeededGenerator.seeds(4))
  func `numbers are those of a dictionary, whatever the order`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = ObjectIDTable()
    var expected: [ObjectID: Int] = [:]
    for _ in 0..<50_000 {
      let id = ObjectID(SHA256.hash(Array("\(UInt64.random(in: 0..<20_000, using: &random))".utf8)))
      let isNew = expected[id] == nil
      if isNew { expected[id] = expected.count }
      let added = table.add(id)
      #expect(added.isNew == isNew && added.number == expected[id])
    }
    #expect(table.count == expected.count)
    for (id, number) in expected {
      #expect(table.number(of: id) == number && table.ids[number] == id)
    }
    #expect(table.number(of: .zero) == nil)
    #expect(ObjectIDTable().number(of: .zero) == nil)
  }

  @Test func `ids that end alike are told apart`() {
    var table = ObjectIDTable()
    let ids = (0..<300).map { number in
      var bytes = [UInt8](repeating: 7, count: 32)
      bytes[0] = UInt8(number >> 8)
      bytes[1] = UInt8(number & 255)
      return ObjectID(Digest(reading: bytes.span, at: 0))
    }
    for id in ids { table.add(id) }
    #expect(ids.indices.allSatisfy { table.number(of: ids[$0]) == $0 })
    #expect(Array(table.sealed()) == ids)
  }
}
