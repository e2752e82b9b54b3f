internal import Bytes
internal import Objects
internal import Packs
internal import Repository

extension SimulatedDisk {
  /// Gives each object of a repository a file of its own, as after a small push: so one can be lost or damaged alone.
  package func unpack(_ root: String) throws {
    let repository = try Repository.open(at: root, files: self)
    let packs = files(below: root + "/objects/pack")
    for path in packs where path.hasSuffix(".idx") {
      let index = try PackIndex(SharedBytes(bytes(of: path) ?? []))
      for position in 0..<index.count {
        let id = index.id(at: position)
        try write(repository.object(id), id, in: root)
      }
    }
    for path in packs { delete(path) }
  }

  private func write(_ object: StoredObject, _ id: ObjectID, in root: String) throws {
    let header = ObjectHeader(kind: object.kind, byteCount: object.content.count)
    var deflater = Deflater()
    let bytes = deflater.deflate(header.encoded.span.bytes + object.content)
    write(bytes, to: "\(root)/objects/\(id.description.prefix(2))/\(id.description.dropFirst(2))")
  }
}
