import FastExport
import Testing

struct FastExportReaderTests {
  static let ann = ExportedIdentity(
    name: Array("Ann".utf8), mail: Array("ann@example.org".utf8),
    time: .at(seconds: 1_322_155_620, zone: "+0200"))
  static let carl = ExportedIdentity(
    name: [], mail: Array("carl@example.org".utf8),
    time: .at(seconds: 1_322_159_220, zone: "-0100"))
  static let hash = String(repeating: "0123456789abcdef", count: 4)

  /// What `StreamSample.everything` says.
  static var everything: [FastExportCommand] {
    let blob = ExportedBlob(mark: 1, originalOID: bytes("0123"), data: bytes("a\nb\nc\n"))
    let tag = ExportedTag(
      name: bytes("v1"), mark: 3, from: .mark(2), originalOID: bytes("89"), tagger: ann,
      message: bytes("t\n"))
    return [
      .feature(name: "done", value: nil), .feature(name: "date-format", value: bytes("raw")),
      .option(bytes("git quiet")), .blob(blob), .reset(ref: bytes("refs/heads/main"), from: nil),
      .commit(commit), .tag(tag), .reset(ref: bytes("refs/heads/other"), from: .mark(2)),
      .alias(mark: 4, to: .mark(2)), .progress(bytes("half way")), .checkpoint, .done,
    ]
  }

  static var commit: ExportedCommit {
    var commit = ExportedCommit(ref: bytes("refs/heads/main"), committer: carl)
    (commit.mark, commit.originalOID, commit.author) = (2, bytes("4567"), ann)
    commit.signatures = [ExportedSignature(kind: bytes("sha256 openpgp"), data: bytes("sig"))]
    commit.encoding = bytes("ISO-8859-1")
    commit.message = bytes("message\n")
    commit.from = .name(bytes("refs/heads/old^0"))
    commit.merges = [.mark(7), .id("0123456789abcdef0123456789abcdef01234567")]
    commit.changes = [
      .deleteAll, .modify(mode: .file, data: .mark(1), path: bytes("dir/a file")),
      .modify(mode: .executable, data: .inline(bytes("x\n")), path: bytes("quo\"tedü")),
      .modify(mode: .symbolicLink, data: .id(hash), path: bytes("link")),
      .delete(path: bytes("old")), .rename(from: bytes("from"), to: bytes("to here")),
      .copy(from: bytes("from here"), to: bytes("to")),
      .noteModify(data: .inline(bytes("note")), commit: .mark(2)),
    ]
    return commit
  }

  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `every command and every change is read`() throws {
    let commands = try StreamSample.commands(Array(StreamSample.everything.utf8))
    #expect(commands == Self.everything)
  }

  @Test func `a stream split anywhere reads the same`() throws {
    let stream = Array(StreamSample.everything.utf8)
    for count in 1..<stream.count {
      let commands = try StreamSample.commands(stream, partByteCount: count)
      #expect(commands == Self.everything, "parts of \(count) bytes")
    }
  }

  @Test func `nothing is read after done, and nothing is asked for after the end`() throws {
    let commands = try StreamSample.commands(Self.bytes("done\nrubbish"))
    #expect(commands == [.done])
    #expect(try StreamSample.commands([]).isEmpty)
    #expect(try StreamSample.commands(Self.bytes("done")) == [.done])
  }

  @Test func `the newline after data may be missing or doubled after a commit`() throws {
    let head = "commit r\ncommitter <a> 1 +0000\ndata 1\nx"
    for gap in ["", "\n", "\n\n"] {
      let commands = try StreamSample.commands(Self.bytes(head + gap + "checkpoint\n"))
      #expect(commands.count == 2)
      #expect(commands.last == .checkpoint)
    }
  }

  @Test func `delimited data keeps its last newline and all that looks like a command`() throws {
    let commands = try StreamSample.commands(Self.bytes("blob\ndata <<E\n# a\n E\n\nE\n\ndone\n"))
    #expect(commands == [.blob(ExportedBlob(data: Self.bytes("# a\n E\n\n"))), .done])
    let empty = try StreamSample.commands(Self.bytes("blob\ndata <<E\nE\n"))
    #expect(empty == [.blob(ExportedBlob(data: []))])
  }

  @Test func `data much larger than the buffer arrives whole`() throws {
    let data = (0..<1_000_003).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 8) }
    let stream = Self.bytes("blob\ndata \(data.count)\n") + data + Self.bytes("\ndone\n")
    for count in [.max, 65_536, 70_001] {
      let commands = try StreamSample.commands(stream, partByteCount: count)
      #expect(commands == [.blob(ExportedBlob(data: data)), .done])
    }
  }

  @Test func `the position counts the lines and bytes of data too`() throws {
    let stream = Self.bytes(
      "blob\ndata 400004\n" + String(repeating: "a\n", count: 200_002) + "\nx\n")
    let error = StreamSample.read(stream).error
    #expect(error?.position == StreamPosition(line: 200_006, byteOffset: stream.count - 2))
  }

  @Test func `a source's own error comes out untouched`() throws {
    struct Broken: Error {}
    var reader = FastExportReader { _ throws in throw Broken() }
    do {
      _ = try reader.next()
      Issue.record("no error")
    } catch {
      guard case .source(let inner) = error else { throw error }
      #expect(inner is Broken)
    }
  }
}
