import Bytes
import Dispatch
import Glibc
import Testing

struct SharedBytesTests {
  @Test(arguments: [0, 1, 15, 16, 17, 100_000])
  func `an array is copied whole`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
    let shared = SharedBytes(bytes)
    #expect(shared.count == count)
    #expect(shared.span.bytes == bytes)
  }

  @Test(arguments: [[], [[]], [[1, 2, 3]], [[], [1], [2, 3], []]] as [[[UInt8]]])
  func `parts are put one after the other`(parts: [[UInt8]]) {
    let whole = Array(parts.joined())
    let shared = SharedBytes(byteCount: whole.count) { visit in parts.forEach { visit($0) } }
    #expect(shared.span.bytes == whole)
  }

  @Test(arguments: [0, 1, 1000, 8 << 20, 9 << 20])
  func `the hash is that of the bytes, however many are hashed at once`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let shared = SharedBytes(bytes)
    #expect(shared.hashedOnce() == SHA256.hash(bytes))
    #expect(shared.hashedOnce(upTo: count / 2) == SHA256.hash(Array(bytes[..<(count / 2)])))
  }

  @Test func `a mapping is read where it lies`() {
    let count = 5000
    let base = unsafe mmap(
      nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let base = unsafe base, unsafe base != MAP_FAILED else {
      Issue.record("no memory to map")
      return
    }
    unsafe base.storeBytes(of: 7, toByteOffset: count - 1, as: UInt8.self)
    let shared = unsafe SharedBytes(unsafeMapping: base, count: count)
    #expect(shared.span.bytes == [UInt8](repeating: 0, count: count - 1) + [7])
  }

  @Test func `many threads read the same bytes`() {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
    let shared = SharedBytes(bytes)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      #expect(shared.span.bytes == bytes)
    }
  }
}
