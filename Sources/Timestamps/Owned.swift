internal import CCrypto

/// An object of libcrypto's that is freed with its owner.
@safe
struct Owned<Pointer>: ~Copyable {
  let pointer: Pointer
  private let free: (Pointer) -> Void

  init(_ pointer: Pointer, free: @escaping (Pointer) -> Void) {
    self.pointer = pointer
    self.free = free
  }

  deinit { free(pointer) }
}

/// What every use of libcrypto here needs.
enum Library {
  /// Without a configuration: what is in force is decided here, not in a file that the environment names.
  static let isReady = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

  /// Takes over what a function of libcrypto made.
  ///
  /// - Throws: `.system` where it made nothing.
  static func own<Pointer>(
    _ pointer: Pointer?, free: @escaping (Pointer) -> Void
  ) throws(TimestampError) -> Owned<Pointer> {
    guard isReady, let pointer else { throw .system(reason: words()) }
    return Owned(pointer, free: free)
  }

  /// Reads DER.
  ///
  /// - Throws: `.malformed` where the bytes are something else, or something follows.
  static func decode<Pointer>(
    _ bytes: [UInt8], _ part: TimestampPart,
    _ read: (
      UnsafeMutablePointer<Pointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
    ) -> Pointer?,
    free: @escaping (Pointer) -> Void
  ) throws(TimestampError) -> Owned<Pointer> {
    ERR_clear_error()
    guard isReady else { throw .system(reason: words()) }
    var count = 0
    let made = unsafe bytes.withUnsafeBufferPointer { buffer -> Pointer? in
      let start = buffer.baseAddress
      var next = unsafe start
      let made = unsafe read(nil, &next, buffer.count)
      if let start = unsafe start, let next = unsafe next { count = unsafe next - start }
      return made
    }
    guard let made else { throw .malformed(part, reason: words()) }
    let owned = Owned(made, free: free)
    guard count == bytes.count else {
      throw .malformed(part, reason: "\(bytes.count - count) bytes follow it")
    }
    return owned
  }

  /// The DER of something; empty where there is none.
  static func encode(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32)
    -> [UInt8]
  {
    let count = Int(write(nil))
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var next = buffer.baseAddress
      filled = unsafe max(0, Int(write(&next)))
    }
  }

  /// What went wrong last, in libcrypto's words.
  static func words() -> String {
    let code = ERR_peek_last_error()
    guard code != 0, let words = unsafe ERR_reason_error_string(code) else {
      return "libcrypto gives no reason"
    }
    return unsafe String(cString: words)
  }

  /// What went wrong since errors were last cleared, the first first.
  static func takeErrors() -> [LibraryError] {
    var errors: [LibraryError] = []
    while case let code = ERR_get_error(), code != 0 {
      let words = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
      errors.append(
        LibraryError(library: ERR_GET_LIB(code), reason: ERR_GET_REASON(code), words: words ?? ""))
    }
    return errors
  }
}

struct LibraryError {
  let library: Int32
  let reason: Int32
  let words: String

  func isTimestamp(_ reason: Int32) -> Bool { library == ERR_LIB_TS && self.reason == reason }
}
