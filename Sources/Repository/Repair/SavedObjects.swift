package import Bytes
package import Objects
internal import Packs
package import Storage

/// Objects in files that somebody saved: packs, bundles, single objects, and texts as they are.
package final class SavedObjects: ObjectSource {
  /// Reads a file again.
  package typealias Reading = (String) throws(StorageError) -> SharedBytes

  private enum Place {
    case entry(pack: Int)
    case object(path: String)
    case content(path: String)
  }

  private final class ScannedPack {
    private var reader: PackReader

    init(_ reader: consuming PackReader) { self.reader = reader }

    func object(_ id: ObjectID, outside: PackReader.OutsideBases) -> StoredObject? {
      do throws(PackError) {
        guard let object = try reader.object(for: id, outside: outside) else { return nil }
        return StoredObject(kind: object.kind, content: object.content)
      } catch {
        return nil
      }
    }
  }

  private var places: [ObjectID: Place] = [:]
  private var packs: [ScannedPack] = []
  /// The references of bundles, and where they lead.
  package private(set) var references: [(name: String, id: ObjectID)] = []
  private let read: Reading
  private let bases: any ObjectSource

  /// - Parameter bases: Has the objects that a bundle leaves out, since its reader has them.
  package init(bases: any ObjectSource, read: @escaping Reading) {
    self.bases = bases
    self.read = read
  }

  /// Takes in what a file holds, whatever that is.
  package func add(_ path: String) throws(StorageError) {
    let bytes = try read(path)
    if let (start, references) = Bundle.opened(bytes.span) {
      self.references += references
      addPack(SharedBytes(bytes.span.extracting(start...).bytes))
    } else if bytes.span.matches("PACK") {
      addPack(bytes)
    } else if let (id, _) = LooseObject.decode(bytes.span) {
      places[id] = .object(path: path)
    }
    places[ObjectID(of: .blob, content: bytes.span)] = .content(path: path)
  }

  private func addPack(_ bytes: SharedBytes) {
    let scan = PackScan(bytes)
    let found = scan.visitObjects(outside: { id throws(PackError) in base(id) }) { _, _ in }
    for entry in found { places[entry.id] = .entry(pack: packs.count) }
    packs.append(ScannedPack(scan.reader(of: found)))
  }

  private func base(_ id: ObjectID) -> StoredObject? {
    try? bases.wholeObject(id)
  }

  package func wholeObject(_ id: ObjectID) throws(RepositoryError) -> StoredObject? {
    guard let place = places[id] else { return nil }
    let object: StoredObject?
    switch place {
    case .entry(let pack):
      object = packs[pack].object(id) { id throws(PackError) in base(id) }
    case .object(let path):
      let bytes = try bytes(path)
      object = LooseObject.decode(bytes.span)?.object
    case .content(let path):
      object = StoredObject(kind: .blob, content: try bytes(path).copy)
    }
    guard let object, ObjectID(of: object.kind, content: object.content.span) == id else {
      return nil
    }
    return object
  }

  private func bytes(_ path: String) throws(RepositoryError) -> SharedBytes {
    try translated { () throws(StorageError) in try read(path) }
  }
}

/// The head of a bundle: references, and what its reader must have.
///
/// Source: gitformat-bundle(5), versions 2 and 3.
private enum Bundle {
  /// Where the pack starts, and which commits named by SHA-256 references lead to; `nil` for what is no
  /// bundle.
  static func opened(
    _ bytes: borrowing Span<UInt8>
  ) -> (packStart: Int, references: [(name: String, id: ObjectID)])? {
    // Version 2 names objects by SHA-1; their texts have the same bytes.
    guard bytes.matches("# v3 git bundle\n") || bytes.matches("# v2 git bundle\n") else {
      return nil
    }
    var references: [(name: String, id: ObjectID)] = []
    var start = 0
    while let end = (start..<bytes.count).first(where: { bytes[$0] == UInt8(ascii: "\n") }) {
      if end == start { return (end + 1, references) }
      let line = String(decoding: bytes.extracting(start..<end).bytes, as: UTF8.self)
      let parts = line.split(separator: " ", maxSplits: 1)
      if parts.count == 2, let id = ObjectID(String(parts[0])) {
        references.append((String(parts[1]), id))
      }
      start = end + 1
    }
    return nil
  }
}
