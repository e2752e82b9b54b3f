internal import CMicroHTTPD
internal import Glibc

/// A socket that takes connections. The system's calls want pointers; nothing of them gets out of here.
struct ListeningSocket: ~Copyable {
  let descriptor: Int32
  let port: Int

  init(address: String, port: Int) throws(HTTPServerError) {
    guard (0...65_535).contains(port) else { throw .notAPort }
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(address, String(port), &hints, &found) == 0,
      let info = unsafe found?.pointee
    else { throw .notAnAddress }
    defer { unsafe freeaddrinfo(found) }
    let kind = unsafe info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = unsafe socket(info.ai_family, kind, 0)
    guard descriptor >= 0 else { throw HTTPServerError(code: errno) }
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // Else a server cannot start again while the old one's connections run out.
    unsafe _ = setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
    guard unsafe bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, 511) == 0,
      let bound = Self.port(of: descriptor)
    else {
      let error = HTTPServerError(code: errno)
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.port = bound
  }

  private static func port(of descriptor: Int32) -> Int? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe getsockname(descriptor, address, &size) == 0 else { return nil }
        return unsafe Self.text(address, size, wantsPort: true).flatMap { Int($0) }
      }
    }
  }

  /// The digits of an address, or of its port.
  static func text(
    _ address: UnsafePointer<sockaddr>, _ size: socklen_t, wantsPort: Bool = false
  ) -> String? {
    var digits = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let count = socklen_t(digits.count)
    let result =
      wantsPort
      ? unsafe getnameinfo(address, size, nil, 0, &digits, count, NI_NUMERICSERV)
      : unsafe getnameinfo(address, size, &digits, count, nil, 0, NI_NUMERICHOST)
    guard result == 0 else { return nil }
    let bytes = digits.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The digits of a peer's address; an IPv4 address stays one where it came in by IPv6.
  static func peer(_ address: UnsafePointer<sockaddr>?) -> String {
    guard let address = unsafe address else { return "" }
    let isLong = unsafe Int32(address.pointee.sa_family) == AF_INET6
    let size = isLong ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
    let text = unsafe text(address, socklen_t(size)) ?? ""
    return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
  }
}

extension HTTPServerError {
  /// What the system's number for an error means.
  init(code: Int32) {
    self =
      switch code {
      case EADDRINUSE: .addressInUse
      case EACCES, EPERM: .denied
      case EADDRNOTAVAIL, EAFNOSUPPORT: .notAnAddress
      default: unsafe .refused(reason: String(cString: strerror(code)))
      }
  }
}
