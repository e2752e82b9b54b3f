internal import Bytes

/// What a witness answers.
///
/// Source: C2SP tlog-witness, "add-checkpoint".
package enum WitnessResponse: Equatable, Sendable {
  /// It signed. None of the signatures is checked yet.
  case signed([NoteSignature])
  /// It signed a checkpoint of another size last (409): ask again from there.
  case conflict(size: UInt64)
  /// The request has not the form of one (400).
  case malformedRequest
  /// No key that it trusts for the origin signed the checkpoint, or one is named wrongly (403).
  case forbidden
  /// It does not know the origin (404).
  case unknownLog
  /// The proof does not lead from what it signed last to the checkpoint (422).
  case inconsistent
  /// A status that the protocol does not have.
  case other(status: Int)

  /// Reads an answer.
  ///
  /// - Parameter contentType: The value of the field with that name; only a conflict has one that counts.
  /// - Throws: Where a status is not followed by what belongs to it.
  package init(
    status: Int, contentType: String?, body: [UInt8]
  ) throws(WitnessResponseError) {
    switch status {
    case 200: self = .signed(try WitnessResponse.signatures(in: body))
    case 400: self = .malformedRequest
    case 403: self = .forbidden
    case 404: self = .unknownLog
    case 409:
      guard WitnessResponse.isSize(contentType) else { throw .wrongContentType }
      guard body.last == NoteText.newline,
        let size = Decimal.value(of: body.dropLast(), as: UInt64.self)
      else { throw .malformed(line: 1) }
      self = .conflict(size: size)
    case 422: self = .inconsistent
    default: self = .other(status: status)
    }
  }

  /// The signatures that are by these witnesses, and of this note; all others are left out.
  ///
  /// - Parameter keys: Keys for cosignatures. One without a time is none that a witness gives.
  package func cosignatures(of note: SignedNote, by keys: [VerifierKey]) -> [NoteSignature] {
    guard case .signed(let signatures) = self else { return [] }
    return signatures.filter { signature in
      keys.contains { key in
        key.kind == .cosignature && signature.names(key)
          && key.isValid(signature.bytes, of: note.text)
          && CheckedSignature(key: key, signature: signature).time != 0
      }
    }
  }

  private static func signatures(
    in body: [UInt8]
  ) throws(WitnessResponseError) -> [NoteSignature] {
    var reader = LineReader(body)
    var signatures: [NoteSignature] = []
    while let line = reader.next() {
      guard signatures.count < SignedNote.signatureLimit,
        let signature = NoteSignature(line: line)
      else { throw .malformed(line: reader.lineNumber) }
      signatures.append(signature)
    }
    guard reader.rest.isEmpty, !signatures.isEmpty else {
      throw .malformed(line: reader.lineNumber)
    }
    return signatures
  }

  /// Whether a field says `text/x.tlog.size`, in either case, with or without parameters.
  private static func isSize(_ contentType: String?) -> Bool {
    guard let type = contentType?.utf8.prefix(while: { $0 != UInt8(ascii: ";") }) else {
      return false
    }
    let trimmed = type.reversed().drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return String(decoding: trimmed.reversed(), as: UTF8.self).lowercased() == "text/x.tlog.size"
  }
}

/// Why an answer is none that a witness gives.
package enum WitnessResponseError: Error, Equatable, Sendable {
  /// The line of the body, from 1, is missing or none that stands there.
  case malformed(line: Int)
  /// A conflict that does not say that it tells a size.
  case wrongContentType
}
