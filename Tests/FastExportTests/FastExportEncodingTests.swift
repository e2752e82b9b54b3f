import FastExport
import TestSupport
import Testing

struct FastExportEncodingTests {
  @Test func `what is written is read as it was`() throws {
    let commands = FastExportReaderTests.everything
    let stream = commands.flatMap(\.encoded)
    #expect(try StreamSample.commands(stream) == commands)
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `paths, messages and texts of any bytes are read as they were`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func bytes(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 1...255, using: &random)
          : Array("\n\"\\ \tM:ab".utf8).randomElement(using: &random) ?? 0
      }
    }
    for _ in 0..<200 {
      var commit = FastExportReaderTests.commit
      commit.message = bytes(Int.random(in: 0..<9, using: &random))
      let path = bytes(Int.random(in: 1..<9, using: &random)).map { byte in
        [UInt8(ascii: "/"), UInt8(ascii: ".")].contains(byte) ? UInt8(ascii: "x") : byte
      }
      commit.changes = [
        .modify(mode: .file, data: .inline(bytes(5)), path: path), .delete(path: path),
        .rename(from: path, to: path), .copy(from: path, to: path),
      ]
      let commands: [FastExportCommand] = [
        .blob(ExportedBlob(mark: 1, data: bytes(7))), .commit(commit), .done,
      ]
      #expect(try StreamSample.commands(commands.flatMap(\.encoded)) == commands, "\(path)")
    }
  }
}
