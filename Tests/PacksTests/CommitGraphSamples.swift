import Objects
import Packs
import TestSupport

/// A history with something special about it.
enum HistoryKind: String, CaseIterable {
  case line, root, notASCII, merges, octopus, manyPaths, empty, replaced
  case falling, farApart, year1970

  var script: HistoryScript {
    var script = HistoryScript()
    switch self {
    case .line: script.addLine()
    case .root: script.commit([], at: 1_322_155_620, [.write("a/b/c.txt")])
    case .notASCII: script.addPathsThatAreNotASCII()
    case .merges: script.addMerges()
    case .octopus: script.addOctopuses()
    case .manyPaths: script.addManyPaths()
    case .empty: script.addEmptyCommits()
    case .replaced: script.addFilesInPlaceOfFolders()
    case .falling: for time in 1...5 { script.commit(script.tip, at: 100 - time, [.write("a")]) }
    case .farApart: script.addTimesFarApart()
    case .year1970: for _ in 1...3 { script.commit(script.tip, at: 0, [.write("a")]) }
    }
    return script
  }
}

extension HistoryScript {
  /// The commit that was made last, if there is one.
  var tip: [Int] { count == 0 ? [] : [count] }

  fileprivate mutating func addLine() {
    for number in 0..<60 {
      let path = "3/f/a/\(number % 7)/article-\(number % 11)"
      commit(tip, at: 1_322_155_620 + number, [.write(path)])
    }
  }

  fileprivate mutating func addPathsThatAreNotASCII() {
    for name in ["Grüße", "日本/東京/新聞", "a/é", "ab/é", "abc/é", "статья", "😀", "éé/a/üü/b"] {
      commit(tip, at: 1000, [.write(name)])
    }
    for byte in [0x80, 0x81, 0xbf, 0xc0, 0xfe, 0xff] as [UInt8] {
      for length in 1...9 {
        let name = (0..<length).map { $0 % 3 == 1 ? UInt8(ascii: "x") : byte }
        commit(tip, at: 1000, [.writeBytes(name)])
      }
    }
  }

  fileprivate mutating func addMerges() {
    let root = commit([], at: 1000, [.write("a")])
    let left = commit([root], at: 1010, [.write("left/a")])
    let right = commit([root], at: 1005, [.write("right/a")])
    let merge = commit([left, right], at: 1020, [.write("right/a")])
    let other = commit([], at: 50, [.write("another/root")])
    commit([other, merge], at: 1030, [])
  }

  fileprivate mutating func addOctopuses() {
    let root = commit([], at: 1000, [.write("a")])
    let arms = (0..<9).map { commit([root], at: 1001 + $0, [.write("arm/\($0)")]) }
    let three = commit(Array(arms[0..<3]), at: 2000, [.write("b")])
    let six = commit(Array(arms[3...]), at: 2001, [.write("b")])
    let two = commit([six, three], at: 2002, [])
    commit([two, three, arms[4], root], at: 2003, [.write("c")])
  }

  fileprivate mutating func addManyPaths() {
    // Files and folders count alike: 512 are allowed.
    for fileCount in [509, 510, 511, 512, 513] {
      commit([], at: 1000, (0..<fileCount).map { .write("top/\(fileCount)/\($0)") })
      commit([], at: 1000, (0..<fileCount).map { .write("\(fileCount)-\($0)") })
    }
    commit([], at: 1000, (0..<400).map { .write("folder-\($0)/file") })
    commit(tip, at: 1001, [.write("folder-7/file")])
  }

  fileprivate mutating func addEmptyCommits() {
    for changes in [[], [.write("a")], [], []] as [[Change]] { commit(tip, at: 1000, changes) }
  }

  fileprivate mutating func addFilesInPlaceOfFolders() {
    commit([], at: 1000, [.write("a"), .write("a-b"), .write("a.b")])
    commit(tip, at: 1001, [.remove("a"), .write("a/b/c"), .write("a-b"), .write("a/b.c")])
    commit(tip, at: 1002, [.remove("a"), .write("a"), .write("a0"), .remove("a.b")])
    commit(tip, at: 1003, [.remove("a0"), .write("a0/a0/a0"), .write("a0/a0.a0"), .write("a00")])
  }

  fileprivate mutating func addTimesFarApart() {
    let late = commit([], at: (1 << 34) - 1, [.write("a")])
    let early = commit([late], at: 1000, [.write("a")])
    let just = commit([], at: (1 << 31) + 999, [.write("b")])
    commit([just], at: 1001, [.write("b")])
    commit([just], at: 1000, [.write("b")])
    commit([just, early], at: 999, [.write("c")])
  }

  /// Commits with up to five parents, few names and times in no order.
  static func random(_ random: inout SeededGenerator) -> HistoryScript {
    var script = HistoryScript()
    for number in 1...random.number(in: 2..<40) {
      let parents = (0..<min(number - 1, random.number(in: 0..<6)))
        .map { _ in random.number(in: 1..<number) }
      let paths = Set((0..<random.number(in: 0..<6)).map { _ in randomPath(&random) })
      let time = random.number(in: 0..<4_000_000_000)
      script.commit(unique(parents), at: time, paths.sorted().map { .write($0) })
    }
    return script
  }

  private static func randomPath(_ random: inout SeededGenerator) -> String {
    (0...random.number(in: 0..<4))
      .map { _ in random.pick(["a", "b", "ab", "a-b", "é", "文", "x.txt"]) }
      .joined(separator: "/")
  }

  private static func unique(_ numbers: [Int]) -> [Int] {
    numbers.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
