import Bytes
import Foundation
import TestSupport
import Testing
import TransparencyLog

/// What Go's own packages for signed notes and transparency logs say of ours, and we of theirs.
struct GoInteropTests {
  /// The value that `Interop/interop.go` reads.
  private struct Input: Codable {
    var note = ""
    var signingKeys: [String] = []
    var verifiers: [String] = []
    var entries: [String] = []
    var tiles = ""
    var sizes: [UInt64] = []
    var roots: [Data] = []
    var inclusion: [Inclusion] = []
    var consistency: [Consistency] = []
    var cosigned = Cosigned()
  }

  private struct Output: Codable {
    var note: String
    var signingKey: String
    var verifier: String
    var inclusion: [Inclusion]
    var consistency: [Consistency]
    var cosigned: Cosigned
  }

  private struct Inclusion: Codable, Equatable {
    var size: UInt64
    var index: UInt64
    var proof: [Data]
  }

  private struct Consistency: Codable, Equatable {
    var old: UInt64
    var size: UInt64
    var proof: [Data]
  }

  private struct Cosigned: Codable {
    var name = ""
    var key = Data()
    var text = ""
    var line = ""
  }

  private static let sizes: [UInt64] = [1, 2, 255, 256, 257, 600, 65_536, 66_100]
  private let tiles: TemporaryDirectory
  private let checkpoint: [UInt8]
  private let input: Input

  init() throws {
    tiles = try TemporaryDirectory()
    var input = Input()
    input.entries = (0..<66_100).map { "entry \($0)\n" }
    input.tiles = tiles.url.path(percentEncoded: false)
    let root = try GoInteropTests.writeTiles(of: &input, to: tiles)
    checkpoint = try Checkpoint(origin: "first.example/é", size: 66_100, root: root).encoded()
    let keys = try [
      Keys.signer("first.example/é", seed: 1), Keys.signer("second.example", seed: 2),
    ]
    input.signingKeys = keys.map(\.text)
    input.verifiers = keys.map(\.verifier.text)
    let note = try SignedNote(text: checkpoint, by: keys)
    input.note = String(decoding: note.encoded(), as: UTF8.self)
    let witness = try Keys.witness("witness.example/é", seed: 3)
    let cosigned = try SignedNote(
      text: checkpoint, signatures: [witness.cosign(checkpoint, time: 1_679_315_147)])
    input.cosigned = Cosigned(
      name: witness.verifier.name, key: Data(witness.verifier.key),
      text: String(decoding: checkpoint, as: UTF8.self),
      line: String(decoding: cosigned.encoded().dropFirst(checkpoint.count + 1), as: UTF8.self))
    self.input = input
  }

  /// Publishes a tree at each of `sizes`, and proves something of each.
  private static func writeTiles(
    of input: inout Input, to folder: TemporaryDirectory
  ) throws -> Digest {
    let read = { (tile: TileCoordinate) in try folder.read(tile.path) }
    var writer = TileWriter()
    let write = { (tile: Tile) in
      _ = try folder.write(tile.bytes, to: tile.coordinate.path)
    }
    for size in sizes {
      while writer.size < size {
        try writer.append(MerkleHash.leaf(input.entries[Int(writer.size)].bytes), write: write)
      }
      try writer.writePartialTiles(write: write)
      input.sizes.append(size)
      input.roots.append(Data(writer.root.bytes))
      var tree = TiledTree(size: size, read: read)
      for index in stride(from: 0, to: size, by: 1 + Int(size) / 7) {
        let proof = try #require(try tree.inclusionProof(of: index))
        input.inclusion.append(
          Inclusion(size: size, index: index, proof: proof.map { Data($0.bytes) }))
      }
      for old in stride(from: 1, through: size, by: 1 + Int(size) / 7) {
        let proof = try #require(try tree.consistencyProof(from: old))
        input.consistency.append(
          Consistency(old: old, size: size, proof: proof.map { Data($0.bytes) }))
      }
    }
    return writer.root
  }

  @Test func `Go's packages and we accept each other's keys, notes, tiles and proofs`() throws {
    let source = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Interop/interop.go").path(percentEncoded: false)
    let cache = try TemporaryDirectory()
    let result = try Program.run(
      "go", ["run", source], input: Array(JSONEncoder().encode(input)),
      environment: [
        "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOTOOLCHAIN": "local",
        "GOCACHE": cache.url.path(percentEncoded: false),
      ])
    try #require(result.status == 0, "\(result.errors)")
    let output = try JSONDecoder().decode(Output.self, from: Data(result.output))
    #expect(output.inclusion == input.inclusion && !output.inclusion.isEmpty)
    #expect(output.consistency == input.consistency && !output.consistency.isEmpty)
    let key = try SigningKey(text: output.signingKey)
    #expect(key.text == output.signingKey && key.verifier.text == output.verifier)
    let note = try SignedNote(decoding: output.note.bytes)
    #expect(note.text == checkpoint && note.verified(by: [key.verifier]) == [key.verifier])
    #expect(try SignedNote(text: checkpoint, by: [key]) == note)
    // The line of a witness, after what the log signed.
    let cosigned = try SignedNote(decoding: (output.note + output.cosigned.line).bytes)
    let stranger = try VerifierKey(
      name: output.cosigned.name, kind: .cosignature, key: Array(output.cosigned.key))
    #expect(try cosigned.checked(by: [stranger]).map(\.time) == [1_700_000_000])
  }
}
