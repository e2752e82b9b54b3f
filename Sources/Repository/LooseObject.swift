package import Bytes
package import Objects
package import Packs

/// What can be wrong with the bytes of a stored object.
package enum StorageDamage: Error, Equatable, Sendable {
  case compression(ZlibError)
  case decoding(ObjectDecodingError)
  /// Bytes follow the compressed stream.
  case trailingBytes(atByte: Int)
  /// The content has another name than the file.
  case wrongHash(actual: ObjectID)
  case missing
  /// It declares more bytes than are read.
  case tooLarge(byteCount: Int, limit: Int)
  /// The pack that holds it is damaged there.
  case pack(PackError)
}

/// The bytes of one loose file.
enum LooseObject {
  /// A zlib stream of header and content, as commits left one for each object before they were packs.
  static func encode(_ object: StoredObject, with deflater: inout Deflater) -> [UInt8] {
    let header = ObjectHeader(kind: object.kind, byteCount: object.content.count).encoded
    var file: [UInt8] = []
    deflater.deflate(stored: header.span, then: object.content.span, into: &file)
    return file
  }

  /// Inflates and checks a file that should hold the object with this id.
  static func decode(
    _ file: borrowing Span<UInt8>, expecting id: ObjectID
  ) throws(StorageDamage) -> StoredObject {
    var inflater = Inflater()
    let (header, headerCount) = try readHeader(file, with: &inflater)
    var bytes: [UInt8] = []
    let used: Int
    do {
      used = try inflater.inflate(file, count: headerCount + header.byteCount, into: &bytes)
    } catch {
      throw .compression(error)
    }
    guard used == file.count else { throw .trailingBytes(atByte: used) }
    let actual = ObjectID(SHA256.hash(bytes))
    guard actual == id else { throw .wrongHash(actual: actual) }
    bytes.removeFirst(headerCount)
    return StoredObject(kind: header.kind, content: bytes)
  }

  /// The object that a file holds, whatever it is called; `nil` where it holds none.
  static func decode(_ file: borrowing Span<UInt8>) -> (id: ObjectID, object: StoredObject)? {
    var inflater = Inflater()
    var bytes: [UInt8] = []
    guard let (header, headerCount) = try? readHeader(file, with: &inflater),
      let used = try? inflater.inflate(file, count: headerCount + header.byteCount, into: &bytes),
      used == file.count
    else { return nil }
    let id = ObjectID(SHA256.hash(bytes))
    bytes.removeFirst(headerCount)
    return (id, StoredObject(kind: header.kind, content: bytes))
  }

  /// What a file says of the object that it holds.
  static func header(_ file: borrowing Span<UInt8>) throws(StorageDamage) -> ObjectHeader {
    var inflater = Inflater()
    return try readHeader(file, with: &inflater).header
  }

  private static func readHeader(
    _ file: borrowing Span<UInt8>, with inflater: inout Inflater
  ) throws(StorageDamage) -> (header: ObjectHeader, encodedCount: Int) {
    let prefix: [UInt8]
    do {
      prefix = try inflater.prefix(of: file, limit: ObjectHeader.largestByteCount)
    } catch {
      throw .compression(error)
    }
    let decoded: (header: ObjectHeader, encodedCount: Int)
    do {
      decoded = try ObjectHeader.decode(prefix.span)
    } catch {
      throw .decoding(error)
    }
    guard Inflater.isPossible(inflatedCount: decoded.header.byteCount, from: file.count) else {
      throw .decoding(.lengthMismatch(declared: decoded.header.byteCount, actual: prefix.count))
    }
    let limit = PackLimits().objectByteCount
    guard decoded.header.byteCount <= limit else {
      throw .tooLarge(byteCount: decoded.header.byteCount, limit: limit)
    }
    return decoded
  }
}
