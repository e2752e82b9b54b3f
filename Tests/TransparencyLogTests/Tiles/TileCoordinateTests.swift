import TestSupport
import Testing
import TransparencyLog

struct TileCoordinateTests {
  static let paths: [(TileCoordinate?, String)] = [
    (TileCoordinate(.hashes(level: 0), index: 0), "tile/0/000"),
    (TileCoordinate(.hashes(level: 0), index: 1_234_067), "tile/0/x001/x234/067"),
    (TileCoordinate(.hashes(level: 63), index: 999, width: 1), "tile/63/999.p/1"),
    (TileCoordinate(.hashes(level: 2), index: 1000, width: 255), "tile/2/x001/000.p/255"),
    (TileCoordinate(.entries, index: 5, width: 17), "tile/entries/005.p/17"),
    (
      TileCoordinate(.entries, index: .max),
      "tile/entries/x018/x446/x744/x073/x709/x551/615"
    ),
  ]

  @Test(arguments: paths)
  func `a path is what the specification has, and is read again`(
    tile: TileCoordinate?, path: String
  ) throws {
    let tile = try #require(tile)
    #expect(tile.path == path)
    #expect(TileCoordinate(path: path) == tile)
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/00", "tile/0/0000", "tile/0/x000", "tile/0/x000/001",
    "tile/0/001/001", "tile/0/x001/x001", "tile/0/x01/001", "tile/64/000", "tile/-1/000",
    "tile/00/000", "tile/01/000", "tile/data/000", "tile/0/000.p", "tile/0/000.p/",
    "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/-1", "tile/0/000.p/+1",
    "tile/0/x001.p/000.p/1", "tile/0/000.p/1/", "/tile/0/000", "tile/0/000/", "tile//0/000",
    "tile/0/0a0", "tile/0/ 00", "tile/8/0/000", "tile/0/x018/x446/x744/x073/x709/x551/616",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/entries", "tile/0.p/5",
    "tile/entries.p/5", "TILE/0/000", "tile/0/\u{0660}00", "tile/0/../000",
  ])
  func `every other spelling is refused`(path: String) {
    #expect(TileCoordinate(path: path) == nil)
  }

  @Test(arguments: SeededGenerator.seeds(8))
  func `what is read is written as it was`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("tile/entriesx0123.p".utf8)
    for _ in 0..<500 {
      var path = Array(random.pick(TileCoordinateTests.paths).1.utf8)
      for _ in 0..<random.number(in: 1..<4) {
        path[random.number(in: 0..<path.count)] = random.pick(alphabet)
      }
      let text = String(decoding: path, as: UTF8.self)
      if let tile = TileCoordinate(path: text) { #expect(tile.path == text) }
    }
  }

  @Test func `widths and levels that no tile has are refused`() {
    for width in [-1, 0, 257] {
      #expect(TileCoordinate(.entries, index: 0, width: width) == nil)
    }
    for level in [-1, 64] { #expect(TileCoordinate(.hashes(level: level), index: 0) == nil) }
  }

  @Test func `partial tiles are those of the specification's examples`() {
    #expect(
      TileCoordinate.partials(ofSize: 70_000).map(\.path) == [
        "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
      ])
    #expect(TileCoordinate.partials(ofSize: 256).map(\.path) == ["tile/1/000.p/1"])
    #expect(TileCoordinate.partials(ofSize: 0) == [])
    #expect(TileCoordinate.partials(ofSize: .max).count == 9)
  }

  @Test func `partial tiles may go once the full tile is there`() {
    let all = TileCoordinate.partials(ofSize: 70_000)
    #expect(TileCoordinate.partials(ofSize: 70_000, fullAtSize: 70_000) == [])
    #expect(TileCoordinate.partials(ofSize: 70_000, fullAtSize: 70_143) == [])
    #expect(TileCoordinate.partials(ofSize: 70_000, fullAtSize: 70_144) == Array(all.prefix(2)))
    #expect(
      TileCoordinate.partials(ofSize: 70_000, fullAtSize: 131_072) == Array(all.prefix(3)))
    #expect(TileCoordinate.partials(ofSize: 70_000, fullAtSize: 1 << 24) == all)
  }
}
