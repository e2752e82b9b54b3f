internal import JSON

/// What a server is told when it starts: `stet serve` puts it together, and `stet-web` takes nothing else.
package struct ServerSettings: Equatable, Sendable {
  /// The archive's folder.
  package var store: String
  package var address = "127.0.0.1"
  package var port = 8080
  /// The files by which it speaks TLS; plain HTTP where it is `nil`.
  package var identity: IdentityFiles?
  /// What the archive is called.
  package var title: String
  /// Before every address in feeds and mementos: `https://archive.example`; made of address and port where it is `nil`.
  package var origin: String?
  /// Names by which others may ask for it, beside those of this machine.
  package var hosts: [String] = []
  /// Whether git may clone the archive.
  package var isCloneable = true
  package var log = Log.none

  /// The form of the access log, on standard error.
  package enum Log: String, CaseIterable, Sendable {
    case none, common, json
  }

  /// Where a server's certificates and its key are, in PEM. The key itself is nothing for a command line.
  package struct IdentityFiles: Equatable, Sendable {
    package var certificates: String
    package var key: String

    package init(certificates: String, key: String) {
      self.certificates = certificates
      self.key = key
    }
  }

  package init(store: String, title: String) {
    self.store = store
    self.title = title
  }
}

extension ServerSettings {
  package var encoded: String {
    let json: JSON = [
      "store": .string(store), "address": .string(address), "port": .integer(port),
      "title": .string(title), "origin": origin.map { .string($0) } ?? .null,
      "hosts": .array(hosts.map { .string($0) }), "cloneable": .bool(isCloneable),
      "log": .string(log.rawValue),
      "certificates": identity.map { .string($0.certificates) } ?? .null,
      "key": identity.map { .string($0.key) } ?? .null,
    ]
    return String(decoding: json.encoded(), as: UTF8.self)
  }

  /// `nil` for anything that `encoded` did not write.
  package init?(decoding text: String) {
    guard let json = try? JSON(decoding: Array(text.utf8)), let store = json["store"]?.stringValue,
      let title = json["title"]?.stringValue, let address = json["address"]?.stringValue,
      let port = json["port"]?.integerValue, let hosts = json["hosts"]?.arrayValue,
      let isCloneable = json["cloneable"]?.boolValue,
      let log = json["log"]?.stringValue.flatMap(Log.init)
    else { return nil }
    self.init(store: store, title: title)
    (self.address, self.port, self.isCloneable, self.log) = (address, port, isCloneable, log)
    self.hosts = hosts.compactMap(\.stringValue)
    origin = json["origin"]?.stringValue
    if let certificates = json["certificates"]?.stringValue, let key = json["key"]?.stringValue {
      identity = IdentityFiles(certificates: certificates, key: key)
    }
  }

  /// Before every address that is told to others.
  package func origin(port: Int) -> String {
    if let origin { return origin }
    let host = address.contains(":") ? "[\(address)]" : address
    return "\(identity == nil ? "http" : "https")://\(host):\(port)"
  }
}
