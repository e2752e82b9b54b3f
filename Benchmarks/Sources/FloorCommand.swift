internal import Bytes
internal import DirectoryStorage
internal import JSON
internal import Packs
internal import Repository
internal import Synchronization
internal import Threads

/// The least that a full check of a repository can cost: inflates every entry of every pack and
/// hashes as many bytes as the objects have. Applies no delta, parses and compares nothing.
struct FloorCommand {
  private let folder: String
  private let threadCount: Int

  init(_ options: Options) throws(BenchmarkError) {
    folder = try options.text("repository") + "/objects/pack"
    threadCount = try options.number("threads", default: 2)
  }

  func run() throws {
    let files = POSIXFileSystem()
    var total = Counts()
    for name in try files.names(in: folder).sorted() where name.hasSuffix(".idx") {
      let stem = folder + "/" + name.dropLast(4)
      let index = try PackIndex(files.contents(of: stem + ".idx"))
      let pack = try Pack(files.contents(of: stem + ".pack"))
      total.add(try counts(of: pack, index))
    }
    try StandardOutput.write(
      [
        "objects": .integer(total.objectCount), "inflated": .integer(total.inflatedByteCount),
        "hashed": .integer(total.hashedByteCount), "threads": .integer(threadCount),
      ])
  }

  private struct Counts {
    var objectCount = 0
    var inflatedByteCount = 0
    var hashedByteCount = 0

    mutating func add(_ other: Counts) {
      objectCount += other.objectCount
      inflatedByteCount += other.inflatedByteCount
      hashedByteCount += other.hashedByteCount
    }
  }

  private func counts(of pack: Pack, _ index: PackIndex) throws -> Counts {
    let offsets = try (0..<index.count).map { try index.offset(at: $0) }.sorted()
    let total = Mutex(Counts())
    let failure = Mutex<PackError?>(nil)
    Workers.share(offsets.count, chunk: 64, among: threadCount) { _, next in
      var reader = EntryReader(pack)
      while let chunk = next() {
        do throws(PackError) {
          for number in chunk { try reader.read(offsets[number]) }
        } catch {
          failure.withLock { $0 = error }
        }
      }
      let counts = reader.counts
      total.withLock { $0.add(counts) }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return total.withLock { $0 }
  }

  /// One thread's share of the work.
  private struct EntryReader: ~Copyable {
    private let pack: Pack
    private var inflater = Inflater()
    private var data: [UInt8] = []
    /// Stands for what deltas would make: its bytes are hashed in their place.
    private var stand: [UInt8] = []
    private(set) var counts = Counts()

    init(_ pack: Pack) {
      self.pack = pack
    }

    mutating func read(_ offset: Int) throws(PackError) {
      let entry = try pack.entry(at: offset)
      data.removeAll(keepingCapacity: true)
      try pack.inflate(entry, limits: PackLimits(), with: &inflater, into: &data)
      counts.objectCount += 1
      counts.inflatedByteCount += data.count
      if case .whole = entry.form {
        _ = SHA256.hash(data.span)
        counts.hashedByteCount += data.count
      } else {
        let byteCount = resultByteCount()
        if stand.count < byteCount {
          stand += [UInt8](repeating: 0x61, count: byteCount - stand.count)
        }
        _ = SHA256.hash(stand.span.extracting(0..<byteCount))
        counts.hashedByteCount += byteCount
      }
    }

    /// The size of what the delta in `data` makes: the second of the two numbers it starts with.
    ///
    /// Source: gitformat-pack(5), "Deltified representation".
    private func resultByteCount() -> Int {
      var position = 0
      while position < data.count, data[position] & 0x80 != 0 { position += 1 }
      position += 1
      var (number, shift) = (0, 0)
      while position < data.count, shift < 56 {
        number |= Int(data[position] & 0x7f) << shift
        if data[position] & 0x80 == 0 { break }
        (position, shift) = (position + 1, shift + 7)
      }
      return number
    }
  }
}
