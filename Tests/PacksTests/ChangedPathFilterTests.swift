import Bytes
import TestSupport
import Testing

@testable import Packs

struct ChangedPathFilterTests {
  private func hash(_ bytes: [UInt8]) -> UInt32 {
    ChangedPathKey.murmur3(bytes.span, byteCount: bytes.count, seed: 0)
  }

  private func filter(_ paths: [String]?) -> [UInt8] {
    var bytes: [UInt8] = []
    ChangedPathFilter.append(paths?.map { Array($0.utf8) }, to: &bytes)
    return bytes
  }

  @Test func `paths hash as git's own tests say`() {
    #expect(hash([]) == 0)
    #expect(hash(Array("Hello world!".utf8)) == 0x627b_0c2c)
    let fox = "The quick brown fox jumps over the lazy dog"
    #expect(hash(Array(fox.utf8)) == 0x2e4f_f723)
  }

  @Test func `bytes above 0x7f hash with the flaw of version 1`() {
    // What a faultless MurmurHash3 makes of these, as in version 2.
    let faultless: UInt32 = 0xa183_ccfd
    #expect(hash([0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff]) != faultless)
  }

  @Test func `filters of one path are those of git's own tests`() {
    #expect(filter([" "]) == [0x51, 0x55])
    #expect(filter(["Hello world!"]) == [0x92, 0x6c])
    #expect(filter(["file.txt"]) == [0xa5, 0x4a])
  }

  @Test func `no path makes a byte of zeros, too many a byte of ones`() {
    #expect(filter([]) == [0])
    #expect(filter(nil) == [0xff])
    #expect(filter((0..<513).map { "\($0)" }) == [0xff])
    #expect(filter((0..<512).map { "\($0)" }).count == 640)
  }

  @Test func `folders above a path count once, whatever is beside them`() {
    let paths = ["a/b/c", "a", "a-b", "a/b/d", "a/b", "a.b/c"]
    // a, a/b, a/b/c, a/b/d, a-b, a.b and a.b/c.
    #expect(filter(paths).count == (7 * 10 + 7) / 8)
    #expect(filter(paths + paths) == filter(paths.reversed()))
  }

  @Test(arguments: SeededGenerator.seeds(20))
  func `a filter is as long as its paths and folders ask for`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let paths = (0..<random.number(in: 0..<30)).map { _ in
      (0...random.number(in: 0..<4)).map { _ in random.pick(["a", "ab", "a-", "b", "."]) }
        .joined(separator: "/")
    }
    let all = paths.reduce(into: Set<String>()) { all, path in
      let names = path.split(separator: "/")
      for count in names.indices { all.insert(names[...count].joined(separator: "/")) }
    }
    #expect(filter(paths).count == max(1, (all.count * 10 + 7) / 8))
  }
}
