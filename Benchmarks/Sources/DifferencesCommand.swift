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
    var pairs = PairFile(bytes: try POSIXFileSystem().contents(of: path), path: path)
    var medians: [Int] = []
    var (byteCount, drawnByteCount) = (0, 0)
    while let pair = try pairs.next() {
      byteCount += pair.old.count + pair.new.count
      var times: [Int] = []
      for _ in 0..<roundCount {
        let start = ContinuousClock.now
        let difference = Difference.between(
          old: pair.old, new: pair.new, classified: format?.isOfGit != true)
        if let format { drawnByteCount += difference.drawn(as: format).count }
        times.append((ContinuousClock.now - start).nanoseconds)
        guard difference.rebuilds(pair.old, pair.new) else {
          throw BenchmarkError.wrongResult("pair \(medians.count) is not rebuilt")
        }
      }
      medians.append(times.sorted()[roundCount / 2])
    }
    guard !medians.isEmpty else { throw BenchmarkError.unreadable(path) }
    let sorted = medians.sorted()
    try StandardOutput.write(
      [
        "pairs": .integer(medians.count), "drawn": .integer(drawnByteCount / roundCount),
        "bytes": .integer(byteCount),
        "median": .integer(sorted[sorted.count / 2]),
        "p95": .integer(sorted[sorted.count * 95 / 100]),
        "longest": .integer(sorted[sorted.count - 1]),
        "sum": .integer(sorted.reduce(0, +)),
        // Of each pair, so that another program's time for the same pair can stand beside it.
        "times": .array(medians.map { .integer($0) }),
      ])
  }

}

/// Pairs of texts in a file, read one after the other, as they would be from an archive.
private struct PairFile {
  let bytes: SharedBytes
  let path: String
  private var position = 0

  init(bytes: SharedBytes, path: String) { (self.bytes, self.path) = (bytes, path) }

  /// The next two texts; `nil` at the end.
  mutating func next() throws(BenchmarkError) -> (old: [UInt8], new: [UInt8])? {
    guard position < bytes.span.count else { return nil }
    return (try text(), try text())
  }

  private mutating func text() throws(BenchmarkError) -> [UInt8] {
    let bytes = bytes
    let span = bytes.span
    guard position + 4 <= span.count else { throw .unreadable(path) }
    let start = position + 4
    let end = start + Int(span.bigEndianUInt32(at: position))
    guard end <= span.count else { throw .unreadable(path) }
    position = end
    return span.bytes(in: start..<end)
  }
}

extension Difference {
  fileprivate func drawn(as format: RenderingFormat) -> [UInt8] {
    rendered(as: format, old: RevisionLabel(name: "old"), new: RevisionLabel(name: "new"))
  }

  /// Whether the edits, put together, are both texts.
  fileprivate func rebuilds(_ oldText: [UInt8], _ newText: [UInt8]) -> Bool {
    var (oldEnd, newEnd) = (0, 0)
    for edit in edits {
      guard edit.old.lowerBound == oldEnd, edit.new.lowerBound == newEnd else { return false }
      // That both sides have what is kept is a part of the claim.
      if edit.kind == .keep, oldText[edit.old] != newText[edit.new] { return false }
      (oldEnd, newEnd) = (edit.old.upperBound, edit.new.upperBound)
    }
    return oldEnd == oldText.count && newEnd == newText.count
  }
}

extension Duration {
  var nanoseconds: Int { Int(self / .nanoseconds(1)) }
}
