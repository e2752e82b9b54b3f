import Bytes
import Objects
import Packs

/// Numbers that look random and are the same in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  /// Source: SplitMix64 (Steele, Lea, Flood, 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// Prose of a small vocabulary, and edits of it.
struct Writer {
  var random: Seeded
  private static let words =
    "the minister said on Tuesday that prices would rise again while critics of plan asked why no report was published before vote"
    .split(separator: " ").map(String.init)

  init(seed: UInt64) {
    random = Seeded(seed)
  }

  mutating func text(words count: Int) -> [UInt8] {
    let words = (0..<count).map { _ in
      Writer.words[Int.random(in: 0..<Writer.words.count, using: &random)]
        + (Int.random(in: 0..<9, using: &random) == 0 ? "\(random.next() % 10000)" : "")
    }
    return Array(words.joined(separator: " ").utf8)
  }

  /// A few words changed, taken out, put in or moved.
  mutating func edited(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let start = Int.random(in: 0...text.count, using: &random)
      let end = min(text.count, start + Int.random(in: 0...60, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: text.removeSubrange(start..<end)
      case 1: text.insert(contentsOf: self.text(words: 5), at: start)
      case 2: text.replaceSubrange(start..<end, with: self.text(words: 3))
      default: text.append(contentsOf: text[start..<end])
      }
    }
    return text
  }
}

/// The id of a blob.
func blobID(_ content: [UInt8]) -> ObjectID { ObjectID(of: .blob, content: content.span) }

/// A pack under construction, in memory, which may lie wherever a test wants it to.
struct PackDraft: Sendable {
  private(set) var bytes: [UInt8]
  private(set) var entries: [PackIndexEntry] = []

  init(count: Int) {
    bytes = Array("PACK".utf8) + [0, 0, 0, 2]
    bytes.append(bigEndian: UInt32(count))
  }

  /// Appends an entry: type, declared size, what stands between header and data, and data.
  @discardableResult
  mutating func append(
    type: UInt8, size: Int? = nil, base: [UInt8] = [], data: [UInt8], id: ObjectID
  ) -> Int {
    let start = bytes.count
    var rest = size ?? data.count
    var byte = type << 4 | UInt8(rest & 15)
    rest >>= 4
    while rest > 0 {
      bytes.append(byte | 0x80)
      byte = UInt8(rest & 0x7f)
      rest >>= 7
    }
    bytes.append(byte)
    bytes.append(contentsOf: base)
    bytes.append(contentsOf: storedStream(data))
    let checksum = CRC32.checksum(bytes.span.extracting(start..<bytes.count))
    entries.append(PackIndexEntry(id: id, checksum: checksum, offset: start))
    return start
  }

  /// Appends a whole blob.
  @discardableResult
  mutating func append(blob: [UInt8]) -> Int {
    append(type: 3, data: blob, id: blobID(blob))
  }

  /// Appends bytes that belong to no entry.
  mutating func append(raw: [UInt8]) {
    bytes.append(contentsOf: raw)
  }

  /// The pack and its index.
  func finished() throws -> (pack: Pack, index: PackIndex) {
    let checksum = SHA256.hash(bytes)
    let index = PackIndex.encode(entries, packChecksum: checksum)
    return (
      try Pack(SharedBytes(bytes + checksum.bytes)), try PackIndex(SharedBytes(index))
    )
  }
}

/// A zlib stream that holds its data as it is.
///
/// Source: RFC 1950 and RFC 1951, "Non-compressed blocks".
func storedStream(_ data: [UInt8]) -> [UInt8] {
  var stream: [UInt8] = [0x78, 0x01]
  var (a, b): (UInt32, UInt32) = (1, 0)
  var start = 0
  repeat {
    let part = data[start..<min(data.count, start + 0xffff)]
    start += part.count
    let (low, high) = (UInt8(part.count & 255), UInt8(part.count >> 8))
    stream += [start == data.count ? 1 : 0, low, high, ~low, ~high]
    stream += part
  } while start < data.count
  for byte in data {
    a = (a + UInt32(byte)) % 65521
    b = (b + a) % 65521
  }
  stream.append(bigEndian: b << 16 | a)
  return stream
}

/// The distance to a base, as an OFS_DELTA entry writes it.
func encodedDistance(_ distance: Int) -> [UInt8] {
  var digits = [UInt8(distance & 0x7f)]
  var rest = distance >> 7
  while rest > 0 {
    rest -= 1
    digits.append(UInt8(rest & 0x7f) | 0x80)
    rest >>= 7
  }
  return digits.reversed()
}

/// A size, as a delta writes it.
func encodedSize(_ size: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = size
  while rest > 0x7f {
    bytes.append(UInt8(rest & 0x7f) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

/// Everything that is wrong with a pack, from a single thread.
func findings(
  _ pack: Pack, _ index: PackIndex, limits: PackLimits = PackLimits(), retained: Int = 1 << 20,
  object: (ObjectID, StoredObject) -> Void = { _, _ in }
) -> [PackFinding] {
  let plan = PackPlan(pack, index: index, limits: limits)
  var findings = plan.findings + PackPlan.checksumFindings(pack, index: index)
  var walker = PackWalker(plan, retainedByteCount: retained)
  for unit in 0..<plan.unitCount {
    walker.visit(unit: unit) {
      findings.append($0)
    } object: { _, id, stored in
      object(id, stored)
    }
  }
  return findings
}

extension SharedBytes {
  /// The bytes as an array that a test may change.
  var copy: [UInt8] { span.bytes(in: 0..<count) }
}
