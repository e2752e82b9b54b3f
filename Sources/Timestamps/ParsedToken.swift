internal import CCrypto

/// A token that libcrypto has taken apart.
@safe
struct ParsedToken: ~Copyable {
  let message: Owned<UnsafeMutablePointer<PKCS7>>
  /// What is signed.
  let statement: Owned<OpaquePointer>
  /// The one who signed. Part of the message, as is what it was found in.
  let signer: UnsafeMutablePointer<PKCS7_SIGNER_INFO>
  let signed: UnsafeMutablePointer<PKCS7_SIGNED>

  static func reading(_ bytes: [UInt8]) throws(TimestampError) -> ParsedToken {
    guard bytes.count <= TimestampToken.byteLimit else {
      throw .tooLarge(.token, byteCount: bytes.count, limit: TimestampToken.byteLimit)
    }
    let message = try unsafe Library.decode(bytes, .token, { unsafe d2i_PKCS7($0, $1, $2) }) {
      unsafe PKCS7_free($0)
    }
    guard unsafe Library.encode({ unsafe i2d_PKCS7(message.pointer, $0) }) == bytes else {
      throw .malformed(.token, reason: "it is not DER")
    }
    guard unsafe OBJ_obj2nid(message.pointer.pointee.type) == NID_pkcs7_signed,
      let signed = unsafe message.pointer.pointee.d.sign
    else { throw .malformed(.token, reason: "it is not signed data") }
    guard let content = unsafe PKCS7_to_TS_TST_INFO(message.pointer) else {
      throw .malformed(.token, reason: Library.words())
    }
    let statement = unsafe Owned(content) { unsafe TS_TST_INFO_free($0) }
    let signer = try unsafe Self.signer(of: signed)
    let token = unsafe ParsedToken(
      message: message, statement: statement, signer: signer, signed: signed)
    try token.checkForm()
    return token
  }

  private static func signer(
    of signed: UnsafeMutablePointer<PKCS7_SIGNED>
  ) throws(TimestampError) -> UnsafeMutablePointer<PKCS7_SIGNER_INFO> {
    guard unsafe OPENSSL_sk_num(signed.pointee.signer_info) == 1,
      let signer = unsafe OPENSSL_sk_value(signed.pointee.signer_info, 0)
    else { throw .malformed(.token, reason: "not one has signed it") }
    return unsafe signer.assumingMemoryBound(to: PKCS7_SIGNER_INFO.self)
  }

  /// Checks what is written outside of all that is signed.
  private func checkForm() throws(TimestampError) {
    guard unsafe ASN1_INTEGER_get(signed.pointee.version) == 3,
      unsafe ASN1_INTEGER_get(signer.pointee.version) == 1,
      unsafe TS_TST_INFO_get_version(statement.pointer) == 1
    else { throw .malformed(.token, reason: "it has a version that RFC 3161 does not know") }
    guard unsafe OPENSSL_sk_num(signer.pointee.auth_attr) > 0 else {
      throw .malformed(.token, reason: "its signature names no certificate")
    }
    guard unsafe OPENSSL_sk_num(signed.pointee.md_algs) == 1,
      let listed = unsafe OPENSSL_sk_value(signed.pointee.md_algs, 0),
      let hash = unsafe Self.plain(listed.assumingMemoryBound(to: X509_ALGOR.self)),
      let own = unsafe Self.plain(signer.pointee.digest_alg),
      let signature = unsafe Self.plain(signer.pointee.digest_enc_alg), hash == own
    else { throw .malformed(.token, reason: "its algorithms do not fit together") }
    let names = Self.algorithm(ofSignature: signature)
    guard signature == NID_rsaEncryption || names?.hash == hash else {
      throw .malformed(.token, reason: "its signature is of another hash")
    }
  }

  /// The number by which libcrypto knows an algorithm; nil where there are parameters.
  private static func plain(_ algorithm: UnsafeMutablePointer<X509_ALGOR>?) -> Int32? {
    guard let algorithm = unsafe algorithm else { return nil }
    var identifier: OpaquePointer?
    var kind: Int32 = 0
    unsafe X509_ALGOR_get0(&identifier, &kind, nil, algorithm)
    guard kind == V_ASN1_NULL || kind == V_ASN1_UNDEF else { return nil }
    return unsafe OBJ_obj2nid(identifier)
  }

  private static func algorithm(ofSignature number: Int32) -> (hash: Int32, key: Int32)? {
    var (hash, key): (Int32, Int32) = (0, 0)
    guard unsafe OBJ_find_sigid_algs(number, &hash, &key) == 1 else { return nil }
    return (hash, key)
  }
}

extension ParsedToken {
  /// - Throws: `.malformed` where it is no time in UTC.
  func time() throws(TimestampError) -> TimestampTime {
    let written = unsafe TS_TST_INFO_get_time(statement.pointer)
    let text = unsafe Text.bytes(written)
    let epoch = try unsafe Library.own(ASN1_TIME_set(nil, 0)) { unsafe ASN1_STRING_free($0) }
    var (days, seconds): (Int32, Int32) = (0, 0)
    guard text.last == UInt8(ascii: "Z"),
      unsafe ASN1_TIME_diff(&days, &seconds, epoch.pointer, written) == 1
    else { throw .malformed(.token, reason: "its time is none in UTC") }
    let fraction = text.dropLast().drop { $0 != UInt8(ascii: ".") }.dropFirst().prefix(9)
    let nanoseconds = (0..<9).reduce(0) { sum, place in
      let digit = place < fraction.count ? fraction[fraction.startIndex + place] - 0x30 : 0
      return sum * 10 + Int(digit)
    }
    return TimestampTime(
      seconds: Int(days) * 86_400 + Int(seconds), nanoseconds: nanoseconds)
  }

  func imprint() throws(TimestampError) -> TimestampImprint {
    let imprint = unsafe TS_TST_INFO_get_msg_imprint(statement.pointer)
    guard let imprint = unsafe imprint, let hash = unsafe TS_MSG_IMPRINT_get_algo(imprint),
      let algorithm = unsafe Text.dotted(hash.pointee.algorithm)
    else { throw .malformed(.token, reason: "it does not say what it dates") }
    return TimestampImprint(
      algorithm: algorithm, bytes: unsafe Text.bytes(TS_MSG_IMPRINT_get_msg(imprint)))
  }

  /// - Throws: `.unsupportedHash`, where it is not of SHA-2.
  func signatureHash() throws(TimestampError) -> String {
    let identifier = unsafe signer.pointee.digest_alg?.pointee.algorithm
    let name = unsafe Text.dotted(identifier) ?? ""
    guard unsafe [NID_sha256, NID_sha384, NID_sha512].contains(OBJ_obj2nid(identifier)) else {
      throw .unsupportedHash(name)
    }
    return name
  }

  /// The certificate that the signature names, in the token or among others; it stays theirs.
  func signerCertificate(among others: OpaquePointer?) -> OpaquePointer? {
    guard let names = unsafe signer.pointee.issuer_and_serial,
      let found = unsafe X509_find_by_issuer_and_serial(
        signed.pointee.cert, names.pointee.issuer, names.pointee.serial)
        ?? X509_find_by_issuer_and_serial(others, names.pointee.issuer, names.pointee.serial)
    else { return nil }
    return unsafe found
  }

  /// Whether the signature names the certificate byte for byte, and is of its sort of key.
  ///
  /// Libcrypto compares names as people do, and does not look at the name of the signature's algorithm.
  func names(_ certificate: OpaquePointer) -> Bool {
    guard let names = unsafe signer.pointee.issuer_and_serial,
      let key = unsafe X509_get0_pubkey(certificate)
    else { return false }
    let issuer = unsafe Library.encode { unsafe i2d_X509_NAME(names.pointee.issuer, $0) }
    let own = unsafe Library.encode {
      unsafe i2d_X509_NAME(X509_get_issuer_name(certificate), $0)
    }
    let signature = unsafe OBJ_obj2nid(signer.pointee.digest_enc_alg?.pointee.algorithm)
    let sort = Self.algorithm(ofSignature: signature)?.key ?? signature
    return unsafe issuer == own && sort == EVP_PKEY_get_base_id(key)
  }
}
