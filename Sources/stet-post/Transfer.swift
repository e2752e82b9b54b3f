internal import CCurl
internal import Glibc

/// An answer of HTTP.
struct Answer {
  let status: Int
  /// `-` where the server names none.
  let mediaType: String
  let body: [UInt8]
}

/// One request and its answer, by libcurl.
enum Transfer {
  /// Posts, and waits for the answer.
  ///
  /// At most three redirects are followed. The request is posted again, but for 303, which says that the answer is to be
  /// fetched elsewhere; nothing leads from https to http.
  static func post(
    _ request: [UInt8], _ arguments: PostArguments, to address: borrowing Address
  ) throws(PostError) -> Answer {
    guard let transfer = unsafe curl_easy_init() else {
      throw .system(doing: "start libcurl", words: "no memory is left")
    }
    defer { unsafe curl_easy_cleanup(transfer) }
    let headers = unsafe headers(arguments)
    defer { unsafe curl_slist_free_all(headers) }
    let received = ReceivedBody()
    let words = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    defer { unsafe words.deallocate() }
    unsafe words.initialize(repeating: 0)

    var result = unsafe configure(transfer, arguments, address)
    if result == CURLE_OK { result = unsafe stet_curl_set_headers(transfer, headers) }
    if result == CURLE_OK {
      result = unsafe stet_curl_set_body(transfer, request, request.count)
    }
    if result == CURLE_OK {
      result = unsafe stet_curl_set_receiver(
        transfer, receive, Unmanaged.passUnretained(received).toOpaque())
    }
    if result == CURLE_OK { result = unsafe stet_curl_set_words(transfer, words.baseAddress) }
    if result == CURLE_OK {
      result = withExtendedLifetime(received) { unsafe curl_easy_perform(transfer) }
    }
    guard result == CURLE_OK else {
      if received.isTooLarge {
        throw .network(
          host: address.host,
          words: "the answer has more than the \(Limits.answerByteCount) bytes that are taken")
      }
      let own = unsafe words.baseAddress.map { unsafe String(cString: $0) } ?? ""
      let general = unsafe String(cString: curl_easy_strerror(result))
      throw .network(host: address.host, words: own.isEmpty ? general : own)
    }
    return unsafe answer(transfer, received)
  }

  private static func configure(
    _ transfer: UnsafeMutableRawPointer, _ arguments: PostArguments, _ address: borrowing Address
  ) -> CURLcode {
    let redirects = address.isEncrypted ? "https" : "http,https"
    let texts = [
      (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_REDIR_PROTOCOLS_STR, redirects),
      (CURLOPT_USERAGENT, "stet/\(PostProgram.version)"),
    ]
    let milliseconds = 1000
    let numbers = [
      (CURLOPT_POST, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 1),
      (CURLOPT_MAXREDIRS, Limits.redirectCount),
      (CURLOPT_POSTREDIR, Int(CURL_REDIR_POST_301 | CURL_REDIR_POST_302)),
      (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
      (CURLOPT_TIMEOUT_MS, arguments.timeout * milliseconds),
      (
        CURLOPT_CONNECTTIMEOUT_MS,
        min(arguments.timeout, Limits.connectSeconds) * milliseconds
      ),
    ]
    var result = unsafe stet_curl_set_address(transfer, address.parsed)
    for (option, text) in texts where result == CURLE_OK {
      result = unsafe stet_curl_set_text(transfer, option, text)
    }
    for (option, number) in numbers where result == CURLE_OK {
      result = unsafe stet_curl_set_number(transfer, option, number)
    }
    // As the programs of OpenSSL and of curl do: who has an authority of his own names it so.
    if result == CURLE_OK, let file = unsafe getenv("SSL_CERT_FILE") {
      result = unsafe stet_curl_set_text(transfer, CURLOPT_CAINFO, file)
    }
    return result
  }

  private static func headers(_ arguments: PostArguments) -> UnsafeMutablePointer<curl_slist>? {
    // Nobody is asked whether he wants what is sent: it is small.
    let lines =
      ["Content-Type: \(arguments.mediaType)", "Expect:"]
      + (arguments.accepted.map { ["Accept: \($0)"] } ?? [])
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = unsafe curl_slist_append(list, line) else { break }
      unsafe list = unsafe longer
    }
    return unsafe list
  }

  private static func answer(
    _ transfer: UnsafeMutableRawPointer, _ received: ReceivedBody
  ) -> Answer {
    var status = 0
    unsafe _ = stet_curl_get_number(transfer, CURLINFO_RESPONSE_CODE, &status)
    var type: UnsafeMutablePointer<CChar>?
    unsafe _ = stet_curl_get_text(transfer, CURLINFO_CONTENT_TYPE, &type)
    // One line, whatever the server has sent.
    let words = unsafe type.map { unsafe PostArguments.printable(String(cString: $0)) } ?? ""
    return Answer(
      status: status,
      mediaType: words.isEmpty ? "-" : String(words.prefix(Limits.mediaTypeByteCount)),
      body: received.bytes)
  }
}

/// What has come of an answer.
private final class ReceivedBody {
  var bytes: [UInt8] = []
  var isTooLarge = false
}

/// What libcurl calls with each piece of an answer.
private func receive(
  _ start: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context, let start = unsafe start else { return 0 }
  let received = unsafe Unmanaged<ReceivedBody>.fromOpaque(context).takeUnretainedValue()
  let byteCount = size * count
  guard received.bytes.count + byteCount <= Limits.answerByteCount else {
    received.isTooLarge = true
    return 0
  }
  unsafe received.bytes.append(
    contentsOf: UnsafeRawBufferPointer(start: start, count: byteCount))
  return byteCount
}
