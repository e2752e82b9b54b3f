internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

// libmicrohttpd, and all that is unsafe about it. It carries three pointers to Swift's objects: the service, which
// `HTTPServer` holds until the threads have ended; a connection, held while libmicrohttpd has it open (`noteConnection`);
// and a request's exchange, held from the first line (`beginRequest`) until libmicrohttpd says that it has ended
// (`endRequest`), which it says once for each. Its callbacks are free functions that no actor isolates: they run on its
// threads.

/// A running libmicrohttpd.
@safe struct Daemon: @unchecked Sendable {
  private let daemon: OpaquePointer
  private let identity: IdentityText

  /// - Parameter service: Has to live until `stop` has returned.
  init(_ service: Service, socket: consuming ListeningSocket) throws(HTTPServerError) {
    let configuration = service.configuration
    identity = IdentityText(configuration.identity)
    let settings = unsafe stet_mhd_settings(
      listening_socket: socket.descriptor, threads: UInt32(configuration.threadCount),
      connections: UInt32(configuration.connections),
      connections_per_address: UInt32(configuration.connectionsPerAddress),
      idle_seconds: UInt32(max(1, configuration.idleTimeout.components.seconds)),
      bytes_per_connection: configuration.bytesPerConnection,
      certificates: identity.certificates, key: identity.key)
    let context = unsafe Unmanaged.passUnretained(service).toOpaque()
    guard
      let daemon = unsafe stet_mhd_start(
        settings, context, beginRequest, proceedWithRequest, endRequest, noteConnection)
    else {
      // It may have closed the socket, or not: to close another's in its place would be worse than to leave it.
      throw HTTPServerError(code: errno)
    }
    unsafe self.daemon = daemon
  }

  /// Takes no more connections.
  func quiesce() {
    let descriptor = unsafe MHD_quiesce_daemon(daemon)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Closes all connections, and returns when its threads have ended. Nobody may be waiting.
  func stop() { unsafe MHD_stop_daemon(daemon) }
}

/// A server's certificates and key, as C has text, for as long as libmicrohttpd may look at them.
@safe private final class IdentityText: @unchecked Sendable {
  let certificates: UnsafeMutablePointer<CChar>?
  let key: UnsafeMutablePointer<CChar>?

  init(_ identity: TLSIdentity?) {
    unsafe certificates = identity.flatMap { unsafe Self.text($0.certificates) }
    unsafe key = identity.flatMap { unsafe Self.text($0.key) }
  }

  deinit {
    unsafe free(certificates)
    if let key = unsafe key { unsafe explicit_bzero(key, strlen(key)) }
    unsafe free(key)
  }

  /// Ends at the first NUL, which PEM has none of.
  private static func text(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    unsafe strdup(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self))
  }
}

/// A connection out of libmicrohttpd's way, until it is resumed.
@safe private struct SuspendedConnection: @unchecked Sendable {
  private let connection: OpaquePointer

  init(_ connection: OpaquePointer) {
    unsafe self.connection = connection
    unsafe MHD_suspend_connection(connection)
  }

  func resume() { unsafe MHD_resume_connection(connection) }
}

private func service(_ context: UnsafeMutableRawPointer) -> Service {
  unsafe Unmanaged<Service>.fromOpaque(context).takeUnretainedValue()
}

private func exchange(_ pointer: UnsafeMutableRawPointer) -> Exchange {
  unsafe Unmanaged<Exchange>.fromOpaque(pointer).takeUnretainedValue()
}

private func bytes(_ text: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
  guard let text = unsafe text else { return [] }
  return unsafe Array(UnsafeRawBufferPointer(start: text, count: count))
}

// MARK: Callbacks

private func noteConnection(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ event: MHD_ConnectionNotificationCode
) {
  guard let context = unsafe context, let connection = unsafe connection else { return }
  let service = unsafe service(context)
  if event == .CONNECTION_NOTIFY_STARTED {
    let opened = unsafe service.open(
      stet_mhd_socket(connection), address: ListeningSocket.peer(stet_mhd_peer(connection)))
    unsafe own?.pointee = Unmanaged.passRetained(opened).toOpaque()
  } else if let pointer = unsafe own?.pointee {
    service.connections.close(unsafe Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue())
    unsafe own?.pointee = nil
  }
}

private func beginRequest(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?,
  _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context = unsafe context, let connection = unsafe connection,
    let own = unsafe stet_mhd_own(connection)
  else { return nil }
  let target = unsafe bytes(target, target.map { unsafe strlen($0) } ?? 0)
  let exchange = unsafe service(context).begin(
    target: target, on: Unmanaged<Connection>.fromOpaque(own).takeUnretainedValue())
  return unsafe Unmanaged.passRetained(exchange).toOpaque()
}

private func proceedWithRequest(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ target: UnsafePointer<CChar>?, _ method: UnsafePointer<CChar>?,
  _ version: UnsafePointer<CChar>?, _ upload: UnsafePointer<CChar>?,
  _ uploadCount: UnsafeMutablePointer<Int>?,
  _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let context = unsafe context, let connection = unsafe connection,
    let count = unsafe uploadCount?.pointee, let pointer = unsafe own?.pointee
  else { return .NO }
  let service = unsafe service(context)
  let exchange = unsafe exchange(pointer)
  if count > 0 {
    let body = unsafe bytes(upload, count)
    exchange.state.withLock { state in
      if case .reading = state.phase { state.body += body }
    }
    unsafe uploadCount?.pointee = 0
    return .YES
  }
  if exchange.takesHead() {
    let draft = unsafe draft(exchange, connection, target, method, version)
    guard let answer = service.take(draft, of: exchange) else { return .YES }
    return unsafe queue(answer, connection)
  }
  switch service.proceed(exchange) {
  case .answer(let answer): return unsafe queue(answer, connection)
  case .wait(let work):
    let suspended = unsafe SuspendedConnection(connection)
    service.run(work, for: exchange) { suspended.resume() }
    return .YES
  }
}

private func endRequest(
  _ context: UnsafeMutableRawPointer?, _: OpaquePointer?,
  _ own: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
  guard let context = unsafe context, let pointer = unsafe own?.pointee else { return }
  unsafe service(context).end(
    exchange(pointer), isComplete: reason == .REQUEST_TERMINATED_COMPLETED_OK)
  unsafe Unmanaged<Exchange>.fromOpaque(pointer).release()
  unsafe own?.pointee = nil
}

// MARK: Reading

private func draft(
  _ exchange: Exchange, _ connection: OpaquePointer, _ target: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?
) -> RequestHead.Draft {
  var draft = RequestHead.Draft()
  draft.target = exchange.target
  unsafe draft.method = method.map { unsafe String(cString: $0) } ?? ""
  unsafe draft.version = version.map { unsafe String(cString: $0) } ?? ""
  // Target and version stand in one line. What else is between them comes after a NUL, at which a target ends.
  if let target = unsafe target, let version = unsafe version {
    draft.isPlain = unsafe target + exchange.target.count + 1 == version
  }
  unsafe withUnsafeMutablePointer(to: &draft) { pointer in
    _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, takeHeader, pointer)
  }
  return draft
}

private func takeHeader(
  _ context: UnsafeMutableRawPointer?, _: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
  _ nameCount: Int, _ value: UnsafePointer<CChar>?, _ valueCount: Int
) -> MHD_Result {
  guard let draft = unsafe context?.assumingMemoryBound(to: RequestHead.Draft.self) else {
    return .NO
  }
  unsafe draft.pointee.headers.append((bytes(name, nameCount), bytes(value, valueCount)))
  if unsafe !stet_mhd_is_one_line(name, nameCount, value) { unsafe draft.pointee.isPlain = false }
  return .YES
}

// MARK: Answering

/// What libmicrohttpd reads an answer from that is too large to copy, or is no bytes yet.
private final class Content: Sendable {
  let body: HTTPBody
  let range: Range<Int>

  init(_ answer: Answer) {
    body = answer.content
    range = answer.range
  }
}

private func queue(_ answer: Answer, _ connection: OpaquePointer) -> MHD_Result {
  guard let response = unsafe response(answer) else { return .NO }
  defer { unsafe MHD_destroy_response(response) }
  for (name, value) in answer.sentHeaders {
    guard unsafe MHD_add_response_header(response, name, value) == .YES else { return .NO }
  }
  if answer.closes {
    guard unsafe MHD_add_response_header(response, "Connection", "close") == .YES else {
      return .NO
    }
  }
  return unsafe MHD_queue_response(connection, UInt32(answer.status), response)
}

private func response(_ answer: Answer) -> OpaquePointer? {
  let count = answer.range.count
  guard !answer.isHeadersOnly, count <= 64 << 10, case .bytes(let bytes) = answer.content else {
    let content = unsafe Unmanaged.passRetained(Content(answer))
    guard
      let response = unsafe MHD_create_response_from_callback(
        UInt64(count), 64 << 10, readContent, content.toOpaque(), releaseContent)
    else {
      unsafe content.release()
      return nil
    }
    return unsafe response
  }
  return unsafe bytes.withUnsafeBytes { buffer in
    let part = unsafe UnsafeMutableRawBufferPointer(
      mutating: UnsafeRawBufferPointer(rebasing: buffer[answer.range]))
    return unsafe MHD_create_response_from_buffer(count, part.baseAddress, .RESPMEM_MUST_COPY)
  }
}

private func readContent(
  _ context: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
  _ limit: Int
) -> Int {
  guard let context = unsafe context, let buffer = unsafe buffer else { return -2 }
  let content = unsafe Unmanaged<Content>.fromOpaque(context).takeUnretainedValue()
  let start = content.range.lowerBound + Int(position)
  let count = min(limit, content.range.upperBound - start)
  guard count > 0 else { return -1 }
  // The length is told already: where a byte cannot be had, the connection ends early, and the client knows.
  guard let part = content.body.bytes(in: start..<start + count), part.count == count else {
    return -2
  }
  unsafe part.withUnsafeBytes { source in
    unsafe UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(from: source)
  }
  return count
}

private func releaseContent(_ context: UnsafeMutableRawPointer?) {
  guard let context = unsafe context else { return }
  unsafe Unmanaged<Content>.fromOpaque(context).release()
}
