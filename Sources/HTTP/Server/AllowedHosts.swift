/// The hosts that a server is. A page of another site may have its name lead to this machine; the browser
/// then sends that name (DNS rebinding).
struct AllowedHosts: Sendable {
  /// In small letters, with the port where it matters.
  private let names: Set<String>

  /// - Parameter hosts: None: this machine's names for itself, and `address`, with the port.
  init(_ hosts: [String], address: String, port: Int) {
    if !hosts.isEmpty {
      names = Set(hosts.map { $0.lowercased() })
      return
    }
    var own = ["localhost", "127.0.0.1", "[::1]"]
    // What stands for all addresses is the name of none.
    if address != "0.0.0.0", address != "::" {
      own.append(address.contains(":") ? "[" + address.lowercased() + "]" : address)
    }
    var names = Set(own.map { $0 + ":" + String(port) })
    if port == 80 { names.formUnion(own) }
    self.names = names
  }

  func contain(_ host: String) -> Bool {
    let host = host.lowercased()
    return names.contains(host) || names.contains(String(host[..<Self.endOfName(host)]))
  }

  /// Where the port begins, if there is one: `[::1]:80` has one, `[::1]` has none.
  private static func endOfName(_ host: String) -> String.Index {
    guard let colon = host.lastIndex(of: ":"), host[colon...].dropFirst().allSatisfy(\.isNumber)
    else { return host.endIndex }
    return colon
  }
}
