internal import Bytes
internal import CCrypto

/// Values of libcrypto's as text and numbers.
enum Text {
  /// An object identifier as numbers with dots.
  static func dotted(_ identifier: OpaquePointer?) -> String? {
    let count = unsafe OBJ_obj2txt(nil, 0, identifier, 1)
    guard count > 0 else { return nil }
    var text = [CChar](repeating: 0, count: Int(count) + 1)
    guard unsafe OBJ_obj2txt(&text, Int32(text.count), identifier, 1) == count else { return nil }
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A name of X.500 as RFC 2253 writes it.
  static func name(_ name: OpaquePointer?) -> String? {
    guard let name = unsafe name else { return nil }
    return unsafe printed { unsafe X509_NAME_print_ex($0, name, 0, stet_name_form) >= 0 }
  }

  /// Any name that a certificate may have.
  static func name(_ name: UnsafeMutablePointer<GENERAL_NAME>?) -> String? {
    guard let name = unsafe name else { return nil }
    var kind: Int32 = 0
    let value = unsafe GENERAL_NAME_get0_value(name, &kind)
    if kind == GEN_DIRNAME { return unsafe Text.name(value.map { OpaquePointer($0) }) }
    return unsafe printed { unsafe GENERAL_NAME_print($0, name) == 1 }
  }

  /// The bytes of a string of ASN.1.
  static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
    guard let string = unsafe string, let start = unsafe ASN1_STRING_get0_data(string) else {
      return []
    }
    return unsafe Array(
      UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(string))))
  }

  /// A number in lower-case hexadecimal digits, two for each byte.
  static func hexadecimal(_ number: UnsafePointer<ASN1_INTEGER>?) -> String {
    let digits = unsafe Hex.string(bytes(number).span)
    let isNegative = unsafe number.map { unsafe $0.pointee.type == V_ASN1_NEG_INTEGER } ?? false
    return (isNegative ? "-" : "") + digits
  }

  /// What a function of libcrypto prints.
  private static func printed(_ print: (OpaquePointer) -> Bool) -> String? {
    guard let target = unsafe BIO_new(BIO_s_mem()) else { return nil }
    defer { unsafe _ = BIO_free(target) }
    guard unsafe print(target) else { return nil }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 256)
    while case let count = unsafe BIO_read(target, &piece, Int32(piece.count)), count > 0 {
      text += piece[..<Int(count)]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
