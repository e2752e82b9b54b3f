package import Bytes
internal import Objects

extension Pack {
  /// Reads the header of the entry at `offset`.
  ///
  /// - Throws: `.offsetOutOfBounds`, `.unknownType`, `.numberTooLarge`, `.baseOutOfBounds`,
  ///   `.truncated`.
  /// - Complexity: O(1).
  package func entry(at offset: Int) throws(PackError) -> PackEntry {
    guard offset >= Pack.headerByteCount, offset < entriesEnd else {
      throw .offsetOutOfBounds(offset)
    }
    let entries = bytes.span.extracting(0..<entriesEnd)
    let first = entries[offset]
    var position = offset + 1
    var byteCount = Int(first & 0x0f)
    if first & 0x80 != 0 {
      let size = Varint.size(entries, at: &position, after: byteCount, shift: 4)
      byteCount = try number(size, endingAt: position)
    }
    let type = first >> 4 & 7
    let form = try form(type, of: offset, in: entries, at: &position)
    return PackEntry(offset: offset, form: form, byteCount: byteCount, dataOffset: position)
  }

  private func form(
    _ type: UInt8, of offset: Int, in entries: borrowing Span<UInt8>, at position: inout Int
  ) throws(PackError) -> PackEntry.Form {
    switch type {
    case PackEntry.offsetDeltaType:
      let distance = try number(Varint.distance(entries, at: &position), endingAt: position)
      guard distance > 0, distance <= offset - Pack.headerByteCount else {
        throw .baseOutOfBounds(atByte: offset)
      }
      return .offsetDelta(base: offset - distance)
    case PackEntry.idDeltaType:
      guard position + Digest.byteCount <= entries.count else {
        throw .truncated(atByte: entries.count)
      }
      defer { position += Digest.byteCount }
      return .idDelta(base: ObjectID(Digest(reading: entries, at: position)))
    default:
      guard let kind = ObjectKind(packType: type) else { throw .unknownType(type, atByte: offset) }
      return .whole(kind)
    }
  }

  private func number(_ number: Int?, endingAt position: Int) throws(PackError) -> Int {
    if let number { return number }
    throw position < entriesEnd ? .numberTooLarge(atByte: position) : .truncated(atByte: position)
  }

  /// Appends the inflated data of an entry: content or delta.
  ///
  /// - Parameter end: Where the entry ends at the latest; by default, where all entries do.
  /// - Returns: Where the entry does end.
  /// - Throws: `.tooLarge`, before memory is taken; `.damagedData`.
  @discardableResult
  package func inflate(
    _ entry: PackEntry, upTo end: Int? = nil, limits: PackLimits, with inflater: inout Inflater,
    into output: inout [UInt8]
  ) throws(PackError) -> Int {
    guard entry.byteCount <= limits.objectByteCount else {
      throw .tooLarge(
        byteCount: entry.byteCount, limit: limits.objectByteCount, atByte: entry.offset)
    }
    let end = max(end ?? entriesEnd, entry.dataOffset)
    do throws(ZlibError) {
      return try entry.dataOffset
        + inflater.inflate(
          bytes.span, at: entry.dataOffset, upTo: end, count: entry.byteCount, into: &output)
    } catch {
      throw .damagedData(error, entry: entry.offset)
    }
  }

  /// Reads what the delta in an entry declares, and inflates no more of it.
  ///
  /// - Throws: `.damagedData`, `.damagedDelta`.
  func deltaSizes(
    of entry: PackEntry, with inflater: inout Inflater
  ) throws(PackError) -> Delta.Sizes {
    let limit = min(entry.byteCount, Delta.largestHeaderCount)
    let start: [UInt8]
    do throws(ZlibError) {
      start = try inflater.prefix(of: bytes.span, at: entry.dataOffset, limit: limit)
    } catch {
      throw .damagedData(error, entry: entry.offset)
    }
    do throws(DeltaError) {
      return try Delta.sizes(of: start.span)
    } catch {
      throw .damagedDelta(error, entry: entry.offset)
    }
  }
}

extension PackEntry {
  /// How many bytes the delta in this entry says that it makes.
  ///
  /// - Throws: `.damagedDelta`.
  func resultByteCount(of delta: [UInt8]) throws(PackError) -> Int {
    do throws(DeltaError) {
      return try Delta.sizes(of: delta.span).result
    } catch {
      throw .damagedDelta(error, entry: offset)
    }
  }

  /// What the delta in this entry makes of its base.
  ///
  /// - Throws: `.damagedDelta`.
  func content(
    of delta: [UInt8], on base: [UInt8], limit: Int
  ) throws(PackError) -> [UInt8] {
    var content: [UInt8] = []
    do throws(DeltaError) {
      try Delta.apply(delta.span, to: base.span, limit: limit, into: &content)
    } catch {
      throw .damagedDelta(error, entry: offset)
    }
    return content
  }
}
