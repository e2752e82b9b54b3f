/// How to run this program on the archive at hand, as one would type it.
struct ProgramLine: Sendable {
  /// As `--store` or `STET_STORE` gave it; `nil` where the archive was found from the folder.
  let store: String?

  /// `stet verify`, or `stet verify --store 'my archive'`.
  func callAsFunction(_ command: String) -> String {
    "stet \(command)" + (store.map { " --store " + ProgramLine.quoted($0) } ?? "")
  }

  /// A word as a shell reads it.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "._-/+,:@%=".utf8.contains(byte)
      }
    }
    if plain && !word.isEmpty { return word }
    return "'" + word.visible.replacing("'", with: "'\\''") + "'"
  }
}
