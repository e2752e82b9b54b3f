internal import Bytes
internal import DirectoryStorage
internal import JSON
internal import Prose
internal import Rendering

/// Times the comparison of pairs of texts, with drawing them if asked to, and checks that each answer rebuilds its texts.
///
/// The file holds, for each pair: the old text's byte count (4 bytes, the highest first), the old
/// text, and the same of the new one.
struct DifferencesCommand {
  private let path: String
  private let roundCount: Int
  /// `nil` compares and draws nothing.
  private let format: RenderingFormat?

  init(_ options: Options) throws(BenchmarkError) {
    path = try options.text("pairs")
    roundCount = try options.number("rounds", default: 1)
    format = try options["format"].map { name throws(BenchmarkError) in
      guard let format = RenderingFormat(rawValue: name) else {
        throw .usage("no format '\(name)'")
      }
      return format
    }
  }

  func run() throws {
    let pairs = try pairs()
    guard !pairs.isEmpty else { throw BenchmarkError.unreadable(path) }
    var medians: [Int] = []
    var drawnByteCount = 0
    for (number, pair) in pairs.enumerated() {
      var times: [Int] = []
      for _ in 0..<roundCount {
        let start = ContinuousClock.now
        let difference = Difference.between(old: pair.old, new: pair.new)
        if let format { drawnByteCount += difference.drawn(as: format).count }
        times.append((ContinuousClock.now - start).nanoseconds)
        guard difference.rebuilds(pair.old, pair.new) else {
          throw BenchmarkError.wrongResult("pair \(number) is not rebuilt")
        }
      }
      medians.append(times.sorted()[roundCount / 2])
    }
    let sorted = medians.sorted()
    try StandardOutput.write(
      [
        "pairs": .integer(pairs.count), "drawn": .integer(drawnByteCount / roundCount),
        "bytes": .integer(pairs.reduce(0) { $0 + $1.old.count + $1.new.count }),
        "median": .integer(sorted[sorted.count / 2]),
        "p95": .integer(sorted[sorted.count * 95 / 100]),
        "longest": .integer(sorted[sorted.count - 1]),
        "sum": .integer(sorted.reduce(0, +)),
        // Of each pair, so that another program's time for the same pair can stand beside it.
        "times": .array(medians.map { .integer($0) }),
      ])
  }

  private func pairs() throws -> [(old: [UInt8], new: [UInt8])] {
    let bytes = try POSIXFileSystem().contents(of: path)
    let span = bytes.span
    var position = 0
    func text() throws(BenchmarkError) -> [UInt8] {
      guard position + 4 <= span.count else { throw .unreadable(path) }
      let end = position + 4 + Int(span.bigEndianUInt32(at: position))
      guard end <= span.count else { throw .unreadable(path) }
      defer { position = end }
      return span.bytes(in: position + 4..<end)
    }
    var pairs: [(old: [UInt8], new: [UInt8])] = []
    while position < span.count { pairs.append((try text(), try text())) }
    return pairs
  }
}

extension Difference {
  fileprivate func drawn(as format: RenderingFormat) -> [UInt8] {
    rendered(as: format, old: RevisionLabel(name: "old"), new: RevisionLabel(name: "new"))
  }

  /// Whether the edits, put together, are both texts.
  fileprivate func rebuilds(_ oldText: [UInt8], _ newText: [UInt8]) -> Bool {
    var (rebuiltOld, rebuiltNew): ([UInt8], [UInt8]) = ([], [])
    for edit in edits {
      rebuiltOld += oldText[edit.old]
      // What is kept is taken from the old text: that both sides have it is a part of the claim.
      rebuiltNew += edit.kind == .keep ? oldText[edit.old] : newText[edit.new]
    }
    return rebuiltOld == oldText && rebuiltNew == newText
  }
}

extension Duration {
  var nanoseconds: Int { Int(self / .nanoseconds(1)) }
}
