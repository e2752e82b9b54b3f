internal import Bytes

/// Several files in one, as every system can unpack them.
///
/// Source: PKWARE's APPNOTE.TXT, version 6.3. What is written is stored or deflated, named in UTF-8, and the same
/// for the same files: it tells no time. What is read has no encryption, no parts, no 64-bit sizes.
package struct ZipArchive: Equatable, Sendable {
  package struct Member: Equatable, Sendable {
    /// A path of steps with `/` between; never one that leads out of a folder.
    package let name: String
    package let content: [UInt8]

    package init(_ name: String, _ content: [UInt8]) {
      self.name = name
      self.content = content
    }
  }

  package var members: [Member]

  package init(_ members: [Member] = []) {
    self.members = members
  }

  /// The content of a member.
  package subscript(name: String) -> [UInt8]? { members.first { $0.name == name }?.content }

  /// Whether a name is a way into the folder that it is unpacked in, and nowhere else.
  static func isSafe(_ name: String) -> Bool {
    !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
      && name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy { step in
          !step.isEmpty && !step.elementsEqual(".".utf8) && !step.elementsEqual("..".utf8)
        }
  }
}

/// Why bytes are no archive that is read here.
package enum ZipError: Error, Equatable, Sendable {
  /// They have no end of a central directory: they are no such archive, or cut short.
  case notAnArchive
  /// What is at this byte is not what the format has there.
  case malformed(atByte: Int)
  /// A member needs what is not read here: another method, encryption.
  case unsupported(member: String)
  /// A member's name leads elsewhere, or another has it.
  case badName(String)
  /// A member's bytes are not those that were packed.
  case damaged(member: String)
  /// All members together have more bytes than this.
  case tooLarge(limit: Int)
}

/// The format's fixed numbers.
enum ZipFormat {
  static let localHeader: UInt32 = 0x0403_4B50
  static let localHeaderByteCount = 30
  static let directoryEntry: UInt32 = 0x0201_4B50
  static let directoryEntryByteCount = 46
  static let directoryEnd: UInt32 = 0x0605_4B50
  static let directoryEndByteCount = 22
  static let stored: UInt16 = 0
  static let deflated: UInt16 = 8
  /// Names are UTF-8.
  static let namesAreUTF8: UInt16 = 1 << 11
  static let encrypted: UInt16 = 1
  static let version: UInt16 = 20
  /// 1980-01-01, the first day that the format can say.
  static let day: UInt16 = 0x0021
}
