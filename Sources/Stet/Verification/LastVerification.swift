internal import Articles
internal import Objects
internal import Storage

/// What the last verification saw that found nothing wrong.
struct LastVerification: Equatable {
  /// The head, and everything before it, was whole.
  var head: ObjectID
  /// When it began.
  var began: Timestamp
  /// Which share of the old was read last, and of how many.
  var share: Int
  var shareCount: Int
  var packs: Set<PackName>
  /// Noted commits that the history was seen to hold.
  var held: Set<ObjectID>

  /// Lines of a word and a value.
  var encoded: [UInt8] {
    let lines =
      ["head \(head)", "began \(began)", "share \(share) \(shareCount)"]
      + packs.sorted().map { "pack \($0)" } + held.sorted().map { "held \($0)" }
    return Array(lines.joined(separator: "\n").utf8) + [UInt8(ascii: "\n")]
  }

  init(
    head: ObjectID, began: Timestamp, share: Int, of shareCount: Int, packs: Set<PackName>,
    held: Set<ObjectID>
  ) {
    self.head = head
    self.began = began
    self.share = share
    self.shareCount = shareCount
    self.packs = packs
    self.held = held
  }

  /// Reads what was remembered; `nil` for anything else, so that all is verified again.
  init?(decoding bytes: [UInt8]) {
    var values: [Substring: [Substring]] = [:]
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") {
      guard let space = line.firstIndex(of: " ") else { return nil }
      values[line[..<space], default: []].append(line[line.index(after: space)...])
    }
    let share = values["share"]?.first?.split(separator: " ").compactMap { Int($0) } ?? []
    guard let head = values["head"]?.first.flatMap({ ObjectID(String($0)) }),
      let began = values["began"]?.first.flatMap({ Timestamp(rfc3339: String($0)) }),
      share.count == 2, share[0] >= 0, share[0] < share[1]
    else { return nil }
    self.init(
      head: head, began: began, share: share[0], of: share[1],
      packs: Set((values["pack"] ?? []).map { PackName(String($0)) }),
      held: Set((values["held"] ?? []).compactMap { ObjectID(String($0)) }))
  }
}
