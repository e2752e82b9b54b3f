import Bytes
import SimulatedDisk
import TestSupport
import Testing

@testable import Stet

struct FlippedByteTests {
  private let archives: [SimulatedArchive]

  /// One as commits leave it, and one whose objects have a file each, as a push leaves them.
  init() throws {
    let packed = try SimulatedArchive("let it stand", "let it stand: stet")
    let loose = SimulatedArchive(on: packed.disk.copy())
    try loose.disk.unpack(SimulatedArchive.root)
    archives = [packed, loose]
  }

  /// All that an archive is: the objects, the references, `HEAD`.
  private func paths(of archive: SimulatedArchive) -> [String] {
    archive.disk.files(below: SimulatedArchive.root).filter { path in
      ["/objects/", "/refs/", "/HEAD"].contains { path.hasPrefix(SimulatedArchive.root + $0) }
    }
  }

  private var all: [(archive: SimulatedArchive, path: String)] {
    archives.flatMap { archive in paths(of: archive).map { (archive, $0) } }
  }

  /// What a loose object's file holds; `nil` where zlib refuses it.
  private func inflated(_ bytes: [UInt8]) -> [UInt8]? {
    var inflater = Inflater()
    guard let content = try? inflater.prefix(of: bytes.span, limit: 1 << 16) else { return nil }
    var whole: [UInt8] = []
    let used = try? inflater.inflate(bytes.span, count: content.count, into: &whole)
    return used == bytes.count ? whole : nil
  }

  /// Whether the file still holds the same object: some bits of a stream mean nothing.
  private func meansTheSame(_ path: String, _ old: [UInt8], _ new: [UInt8]) -> Bool {
    guard path.contains("/objects/"), !path.contains("/pack/"), let before = inflated(old) else {
      return false
    }
    return inflated(new) == before
  }

  @Test func `an archive that nobody touched has no damage`() throws {
    #expect(archives.map { paths(of: $0).count } == [6, 16])
    for archive in archives {
      #expect(try archive.open().verify(workers: 2).findings == [])
      #expect(try archive.open().verifyHead().findings == [])
    }
  }

  @Test(arguments: [0x01, 0x10, 0xFF] as [UInt8])
  func `a flipped byte anywhere is found`(pattern: UInt8) throws {
    var paddingCount = 0
    for (archive, path) in all {
      let whole = try #require(archive.disk.bytes(of: path))
      for position in whole.indices {
        var damaged = whole
        damaged[position] ^= pattern
        archive.disk.write(damaged, to: path)
        if try archive.open().verify(workers: 1).isClean {
          #expect(meansTheSame(path, whole, damaged), "byte \(position) of \(path)")
          paddingCount += 1
        }
      }
      archive.disk.write(whole, to: path)
    }
    // At most the bits between a stored header and its length, and between a stream's last symbol and
    // its checksum.
    #expect(paddingCount <= 2 * all.count)
    for archive in archives {
      #expect(try archive.open().verify(workers: 1).findings == [])
    }
  }

  @Test func `a file cut short or grown is found`() throws {
    for (archive, path) in all {
      let whole = try #require(archive.disk.bytes(of: path))
      for damaged in [whole.dropLast(), whole + [0], whole + [0x0A], []] {
        archive.disk.write(Array(damaged), to: path)
        #expect(try !archive.open().verify(workers: 1).isClean, "\(path)")
      }
      archive.disk.write(whole, to: path)
    }
  }

  @Test func `a file that is gone is found`() throws {
    for (archive, path) in all where !path.hasSuffix("/HEAD") {
      let whole = try #require(archive.disk.bytes(of: path))
      archive.disk.delete(path)
      #expect(try !archive.open().verify(workers: 1).isClean, "\(path)")
      archive.disk.write(whole, to: path)
    }
  }

  @Test func `a damaged archive gives errors or the right bytes, never others`() throws {
    let article = try ArticleName("bridge")
    for (archive, path) in all {
      let whole = try #require(archive.disk.bytes(of: path))
      for position in stride(from: 0, to: whole.count, by: 7) {
        var damaged = whole
        damaged[position] ^= 0x04
        archive.disk.write(damaged, to: path)
        let latest = try? archive.open().content("bridge")
        #expect(latest == nil || latest == Array("let it stand: stet".utf8))
        let first = try? archive.open().content("bridge@1")
        #expect(first == nil || first == Array("let it stand".utf8))
        let count = try? archive.open().history(of: article).count
        #expect(count == nil || count == 2)
      }
      archive.disk.write(whole, to: path)
    }
  }
}
