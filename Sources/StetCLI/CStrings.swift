/// Lists of strings as the system wants them of programs that are started.
enum CStrings {
  /// Calls `body` with the strings as C has a list of them, ended by null.
  static func withPointers(
    _ strings: [[CChar]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Int32
  ) -> Int32 {
    var text = strings.flatMap { $0 }
    return unsafe text.withUnsafeMutableBufferPointer { buffer in
      var offset = 0
      var pointers = unsafe strings.map { string -> UnsafeMutablePointer<CChar>? in
        defer { offset += string.count }
        return unsafe buffer.baseAddress.map { unsafe $0 + offset }
      }
      unsafe pointers.append(nil)
      return unsafe body(pointers)
    }
  }
}
