import Bytes
import Objects
import Packs
import Testing

/// Whatever happens to the bytes: never a crash, and always a finding.
@Suite struct PackDamageTests {
  private static let sound: (pack: [UInt8], index: [UInt8])? = {
    var writer = Writer(seed: 11)
    var deflater = Deflater()
    var text = writer.text(words: 120)
    var offset = 0
    var bytes: [UInt8] = []
    var pack = PackWriter(count: 24) { bytes += $0 }
    for number in 0..<24 {
      let next = writer.edited(text)
      var encoder = DeltaEncoder(base: text)
      if number % 8 > 0, let delta = encoder.encode(next) {
        let payload = PackPayload(delta, with: &deflater)
        let form: PackEntry.Form =
          number % 5 == 0 ? .idDelta(base: blobID(text)) : .offsetDelta(base: offset)
        offset = pack.append(form, payload, id: blobID(next))
      } else {
        offset = pack.append(
          .whole(.blob), PackPayload(next, with: &deflater), id: blobID(next))
      }
      text = next
    }
    let tail = pack.finish()
    guard let checksum = tail.checksum else { return nil }
    return (bytes, tail.index(packChecksum: checksum).copy)
  }()

  /// Whether anything at all is found wrong; reads every object on the way.
  private func isFound(_ pack: [UInt8], _ index: [UInt8]) -> Bool {
    let limits = PackLimits(objectByteCount: 1 << 20)
    guard let pack = try? Pack(SharedBytes(pack)), let index = try? PackIndex(SharedBytes(index))
    else { return true }
    var reader = PackReader(pack, index: index, limits: limits, cacheByteCount: 10_000)
    for position in 0..<index.count {
      guard let offset = try? index.offset(at: position) else { continue }
      _ = try? reader.object(at: offset)
      _ = try? reader.header(at: offset)
    }
    return !findings(pack, index, limits: limits, retained: 500).isEmpty
  }

  private func damaged(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = bytes
    let position = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, position + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(position...)
    case 1: bytes.removeSubrange(position..<end)
    case 2: bytes.insert(contentsOf: bytes[position..<end], at: position)
    case 3: for at in position..<end { bytes[at] = UInt8.random(in: 0...255, using: &random) }
    default: bytes[position] ^= 1 << Int.random(in: 0..<8, using: &random)
    }
    return bytes
  }

  /// Puts right checksums over damaged bytes, so that what lies under them is reached.
  private func sealed(_ pack: [UInt8], _ index: [UInt8]) -> ([UInt8], [UInt8]) {
    guard pack.count > 44, index.count > 1096 else { return (pack, index) }
    let body = Array(pack.dropLast(32))
    let checksum = SHA256.hash(body).bytes
    let tables = Array(index.dropLast(64)) + checksum
    return (body + checksum, tables + SHA256.hash(tables).bytes)
  }

  @Test func `the sound pack has no findings`() throws {
    let sound = try #require(Self.sound)
    #expect(!isFound(sound.pack, sound.index))
    let again = sealed(sound.pack, sound.index)
    #expect(again.0 == sound.pack && again.1 == sound.index)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `any damage to pack or index is found`(seed: UInt64) throws {
    let sound = try #require(Self.sound)
    var random = Seeded(seed)
    for step in 0..<150 {
      let pack = damaged(sound.pack, &random)
      if pack != sound.pack { #expect(isFound(pack, sound.index), "seed \(seed), step \(step)") }
      let index = damaged(sound.index, &random)
      if index != sound.index { #expect(isFound(sound.pack, index), "seed \(seed), step \(step)") }
    }
  }

  @Test(arguments: [5, 6, 7, 8] as [UInt64])
  func `damage under right checksums is found`(seed: UInt64) throws {
    let sound = try #require(Self.sound)
    var random = Seeded(seed)
    for step in 0..<150 {
      let pack = damaged(sound.pack, &random)
      let index = step % 3 == 0 ? damaged(sound.index, &random) : sound.index
      let (newPack, newIndex) = sealed(pack, index)
      // What was cut off and put back by sealing is no damage.
      if newPack == sound.pack && newIndex == sound.index { continue }
      #expect(isFound(newPack, newIndex), "seed \(seed), step \(step)")
    }
  }

  @Test func `one flipped bit at every byte of the pack is found`() throws {
    let sound = try #require(Self.sound)
    for position in stride(from: 0, to: sound.pack.count, by: 7) {
      var pack = sound.pack
      pack[position] ^= 1 << (position % 8)
      #expect(isFound(pack, sound.index), "byte \(position)")
    }
  }
}
