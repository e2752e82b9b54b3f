internal import CCurl

/// Where to post, as libcurl reads it: nobody else reads it, and reads it otherwise.
@safe
struct Address: ~Copyable {
  let parsed: OpaquePointer
  /// All of the address that is ever printed: no name, no password.
  let host: String
  let isEncrypted: Bool

  init(_ text: String) throws(PostError) {
    guard let parsed = unsafe curl_url() else {
      throw .system(doing: "read the address", words: "no memory is left")
    }
    guard unsafe curl_url_set(parsed, CURLUPART_URL, text, 0) == CURLUE_OK,
      let scheme = unsafe Self.part(CURLUPART_SCHEME, of: parsed),
      let host = unsafe Self.part(CURLUPART_HOST, of: parsed),
      scheme == "http" || scheme == "https"
    else {
      unsafe curl_url_cleanup(parsed)
      throw .usage("the address is none of http or https")
    }
    unsafe self.parsed = unsafe parsed
    self.host = host
    isEncrypted = scheme == "https"
  }

  deinit { unsafe curl_url_cleanup(parsed) }

  private static func part(_ part: CURLUPart, of address: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard unsafe curl_url_get(address, part, &text, 0) == CURLUE_OK, let text = unsafe text else {
      return nil
    }
    defer { unsafe curl_free(text) }
    return unsafe String(cString: text)
  }
}
