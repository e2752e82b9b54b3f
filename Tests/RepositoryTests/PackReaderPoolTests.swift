import Bytes
import Objects
import Packs
import Synchronization
import TestSupport
import Testing
import Threads

@testable import Repository

struct PackReaderPoolTests {
  private let repository: Repository
  private let contents: [[UInt8]]
  private let ids: [ObjectID]

  init() throws {
    repository = try Fixture.repository().repository
    var batch = ObjectBatch()
    var (contents, ids): ([[UInt8]], [ObjectID]) = ([], [])
    for number in 0..<600 {
      let content = Array("a long enough text, version \(number) of many, much alike\n".utf8)
      contents.append(content)
      ids.append(batch.add(.blob, content, predecessor: ids.last))
    }
    let builder = try PackBuilder(repository, workers: 1)
    try builder.add(batch)
    _ = try builder.finish(isHeld: false)
    (self.contents, self.ids) = (contents, ids)
  }

  @Test func `many threads read one pack at once, each object whole`() throws {
    let wrongCount = Atomic(0)
    Workers.run(8) { worker in
      for step in ids.indices {
        let place = (step * 7 + worker * 71) % ids.count
        let read = try? repository.blob(ids[place])
        if read != contents[place] { wrongCount.add(1, ordering: .relaxed) }
      }
    }
    #expect(wrongCount.load(ordering: .relaxed) == 0)
  }

  @Test func `a reader is lent while another one is out`() throws {
    let open = try #require(try repository.packs.listing().packs.first)
    let pool = PackReaderPool(open.pack, index: open.index)
    // With one lock for all, the inner one would wait for the outer one for ever.
    let read = pool.withReader { outer -> Bool in
      pool.withReader { inner in
        let first = try? outer.object(for: ids[0])
        let second = try? inner.object(for: ids[1])
        return first?.content == contents[0] && second?.content == contents[1]
      }
    }
    #expect(read)
  }
}
