import Objects
import TestSupport
import Testing

@testable import Repository

struct EntryKeyTests {
  private static let modes: [EntryMode] = [
    .directory, .file, .groupWritableFile, .executable, .symbolicLink, .submodule,
  ]

  @Test func `entries of other names or modes have other keys`() {
    var names: [[UInt8]] = [[1], [0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF]]
    for text in ["0", "f", "a", "ab", "ba", "abcde", "abcdef", "abcdeg", "costarring", "liquid"] {
      names.append(text.bytes)
    }
    var random = SeededGenerator(seed: 1)
    for count in 1...12 {
      names += (0..<200).map { _ in random.bytes(count: count).map { max($0, 1) } }
    }
    let all = Set(names).flatMap { name in Self.modes.map { EntryKey($0, name) } }
    #expect(Set(all).count == all.count)
    #expect(!all.contains(.none))
  }

  @Test func `a key is that of the name, wherever it stands`() {
    let bytes = "x article y".bytes
    #expect(EntryKey(.file, bytes.span, in: 2..<9) == EntryKey(.file, "article".bytes))
    #expect(EntryKey(.file, bytes.span, in: 0..<1) == EntryKey(.file, "x".bytes))
  }
}
