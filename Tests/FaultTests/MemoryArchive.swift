import Bytes
import Objects
import Packs
import Repository
import Storage
import StorageConformance

@testable import Stet

/// Archives over a storage in memory, where others step in between two calls.
enum MemoryArchive {
  static let ann = Author(name: "Ann", mail: "ann@example.org")
  static let now = Timestamp(seconds: 1_322_155_620, zoneMinutes: 0)

  static func open(_ storage: MemoryStorage) -> Archive {
    Archive(Repository(storage)) { _ in 0 }
  }

  /// Gives each object a piece of its own, as a small push does.
  static func unpack(_ storage: MemoryStorage, but kept: Set<PackName> = []) throws {
    let repository = Repository(storage)
    for name in try storage.packs() where !kept.contains(name) {
      let index = try PackIndex(storage.open(.index(name))?.all() ?? SharedBytes([]))
      for position in 0..<index.count {
        let id = index.id(at: position)
        let object = try repository.object(id)
        let header = ObjectHeader(kind: object.kind, byteCount: object.content.count)
        var deflater = Deflater()
        let bytes = deflater.deflate(header.encoded.span.bytes + object.content)
        try storage.publish([NewPiece(.object(id), bytes)])
      }
      try storage.retire([.pack(name)])
    }
  }

  /// Records a revision each of two articles.
  static func record(_ content: String, in storage: MemoryStorage) throws {
    let drafts = try ["a", "b"].map {
      RevisionDraft(article: try ArticleName($0), content: Array("\(content) of \($0)".utf8))
    }
    _ = try open(storage).record(drafts, by: ann, now: now, patience: .zero)
  }
}
