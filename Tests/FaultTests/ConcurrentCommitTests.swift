import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Stet

struct ConcurrentCommitTests {
  @Test func `commits of many processes at once all land, in one line`() throws {
    let archive = try StetArchive()
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for number in stride(from: worker, to: 50, by: 8) {
        do {
          try archive.stet(
            ["commit", "-", "--article", "article \(number % 5)"],
            input: Array("revision \(number)".utf8))
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
    var contents: Set<String> = []
    try archive.open().visitHistory { revision throws(ArchiveError) in
      #expect(revision.parents.count <= 1)
      contents.insert(String(decoding: try archive.open().content(of: revision), as: UTF8.self))
      return true
    }
    #expect(contents == Set((0..<50).map { "revision \($0)" }))
    #expect(try archive.git(["rev-list", "--count", "--first-parent", "main"]).text == "50")
    #expect(try archive.fsck() == "")
    #expect(try archive.open().verify(workers: 2).findings == [])
  }

  @Test func `a reader sees a whole archive while others write`() throws {
    let archive = try StetArchive()
    try archive.stet(["commit", "-", "--article", "a"], input: [0])
    let isDone = Atomic(false)
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      do {
        if worker == 0 {
          defer { isDone.store(true, ordering: .relaxed) }
          for number in 1...10 {
            try archive.stet(["commit", "-", "--article", "a"], input: [UInt8(number)])
          }
        } else {
          while !isDone.load(ordering: .relaxed) {
            let content = try archive.open().content("a")
            if content.count != 1 { failures.withLock { $0.append("\(content)") } }
          }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }
}
