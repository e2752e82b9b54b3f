internal import Articles

extension Revision {
  /// Whose navigation and notices are in its text: the host of its source or its name, else the folder in which its
  /// name begins; `nil` where it has none of these.
  var site: String? {
    if let host = originalMetadata.source.flatMap(Self.host) { return host }
    guard let name = article?.description else { return nil }
    if let host = Self.host(name) { return host }
    guard let end = name.firstIndex(of: "/"), end > name.startIndex else { return nil }
    return String(name[..<end])
  }

  /// The host of an address, as most write it: in small letters, without "www." and without a port.
  private static func host(_ address: String) -> String? {
    let bytes = Array(address.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8)
    else { return nil }
    var host = bytes[(colon + 3)...].prefix { !"/?#".utf8.contains($0) }
    if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
    if let bracket = host.firstIndex(of: UInt8(ascii: "]")) {
      host = host[...bracket]
    } else {
      host = host.prefix { $0 != UInt8(ascii: ":") }
    }
    var text = String(decoding: host, as: UTF8.self).lowercased()
    if text.hasPrefix("www.") { text.removeFirst(4) }
    return text.isEmpty ? nil : text
  }
}
