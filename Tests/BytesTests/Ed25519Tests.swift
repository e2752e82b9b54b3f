import Bytes
import TestSupport
import Testing

/// Source of the vectors: RFC 8032, section 7.1.
struct Ed25519Tests {
  struct Vector: Sendable {
    let seed, publicKey, message, signature: String
  }

  static let vectors = [
    Vector(
      seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      message: "",
      signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    Vector(
      seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      message: "72",
      signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    Vector(
      seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      message: "af82",
      signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
  ]

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap { place in
      guard let high = Hex.value(of: digits[place]), let low = Hex.value(of: digits[place + 1])
      else { return nil }
      return high << 4 | low
    }
  }

  @Test(arguments: vectors)
  func `keys and signatures are those of the standard`(vector: Vector) throws {
    let seed = bytes(vector.seed)
    #expect(try Ed25519.publicKey(seed: seed) == bytes(vector.publicKey))
    let message = bytes(vector.message)
    #expect(try Ed25519.signature(of: message, seed: seed) == bytes(vector.signature))
    #expect(
      Ed25519.isValid(
        bytes(vector.signature), of: message, publicKey: bytes(vector.publicKey)))
  }

  @Test func `a signature with any bit changed is none`() throws {
    let vector = Ed25519Tests.vectors[2]
    let (key, message) = (bytes(vector.publicKey), bytes(vector.message))
    for bit in 0..<512 {
      var signature = bytes(vector.signature)
      signature[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!Ed25519.isValid(signature, of: message, publicKey: key))
    }
  }

  @Test func `a signature is of one message and by one key`() throws {
    let vector = Ed25519Tests.vectors[1]
    let (key, signature) = (bytes(vector.publicKey), bytes(vector.signature))
    #expect(Ed25519.isValid(signature, of: [0x72], publicKey: key))
    for message: [UInt8] in [[], [0x73], [0x72, 0x00]] {
      #expect(!Ed25519.isValid(signature, of: message, publicKey: key))
    }
    let other = bytes(Ed25519Tests.vectors[0].publicKey)
    #expect(!Ed25519.isValid(signature, of: [0x72], publicKey: other))
  }

  @Test func `a signature to which the order of the group is added is none`() throws {
    // S and S + L solve the same equation; RFC 8032 allows one of them.
    let vector = Ed25519Tests.vectors[1]
    var signature = bytes(vector.signature)
    let order = bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var carry = 0
    for place in 0..<32 {
      let sum = Int(signature[32 + place]) + Int(order[place]) + carry
      signature[32 + place] = UInt8(sum & 255)
      carry = sum >> 8
    }
    #expect(!Ed25519.isValid(signature, of: [0x72], publicKey: bytes(vector.publicKey)))
  }

  @Test func `keys and signatures of another size are refused`() throws {
    for count in [0, 31, 33, 64] {
      let seed = [UInt8](repeating: 1, count: count)
      #expect(throws: Ed25519Error.wrongByteCount(count)) { try Ed25519.publicKey(seed: seed) }
      #expect(throws: Ed25519Error.wrongByteCount(count)) {
        try Ed25519.signature(of: [], seed: seed)
      }
    }
    let vector = Ed25519Tests.vectors[0]
    let (key, signature) = (bytes(vector.publicKey), bytes(vector.signature))
    #expect(!Ed25519.isValid(signature + [0], of: [], publicKey: key))
    #expect(!Ed25519.isValid(Array(signature.dropLast()), of: [], publicKey: key))
    #expect(!Ed25519.isValid([], of: [], publicKey: key))
    #expect(!Ed25519.isValid(signature, of: [], publicKey: key + [0]))
    #expect(!Ed25519.isValid(signature, of: [], publicKey: []))
  }

  @Test(arguments: SeededGenerator.seeds(4))
  func `what any key signs, it is seen to have signed`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let secret = random.bytes(count: 32)
    let message = random.bytes(count: random.number(in: 0..<5000))
    let signature = try Ed25519.signature(of: message, seed: secret)
    let key = try Ed25519.publicKey(seed: secret)
    #expect(Ed25519.isValid(signature, of: message, publicKey: key))
    #expect(!Ed25519.isValid(signature, of: random.mutation(of: message) + [1], publicKey: key))
  }
}
