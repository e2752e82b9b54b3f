internal import Stet
internal import Website

extension Option {
  fileprivate static let address = Option(
    "--address", value: "IP",
    help: "listen there (default: 127.0.0.1, which only this machine reaches)")
  static let port = Option(
    "-p", "--port", value: "N", help: "listen there (default: 8080; 0 for any that is free)")
  fileprivate static let tlsCertificate = Option(
    "--tls-certificate", value: "FILE",
    help: "speak TLS: the server's certificate in PEM, then those that vouch for it")
  fileprivate static let tlsKey = Option(
    "--tls-key", value: "FILE", help: "the key to the certificate, in PEM, without a password")
  fileprivate static let siteTitle = Option(
    "--title", value: "TEXT",
    help: "what the archive is called on its pages (default: its folder's name)")
  fileprivate static let origin = Option(
    "--origin", value: "URL",
    help: "where others find it, for feeds and mementos: https://archive.example")
  fileprivate static let host = Option(
    "--host", value: "NAME", help: "answer to that name, too; once for each")
  fileprivate static let noClone = Option(
    "--no-clone", help: "do not let git clone the archive from /archive.git")
  fileprivate static let log = Option(
    "--log", value: "FORM", help: "a line for each request on standard error: common, json or none")
}

extension Command {
  static let serve = Command(
    "serve", count: 0...0,
    summary: "show the archive as pages, feeds and mementos, and let git clone it, over HTTP",
    options: [
      .address, .port, .tlsCertificate, .tlsKey, .siteTitle, .origin, .host, .noClone, .log,
    ],
    examples: [
      ("stet serve", "at http://127.0.0.1:8080/, until it is interrupted"),
      (
        "stet serve --origin https://archive.example --host archive.example",
        "behind a proxy that speaks TLS"
      ),
      (
        "stet serve --address 0.0.0.0 --port 443 --host archive.example --tls-certificate c.pem --tls-key k.pem",
        "by its own TLS"
      ),
      ("stet serve --port 9000 --log common 2>> access.log", "with a log of who asked for what"),
    ]
  ) { arguments, session throws(CommandError) in
    let settings = try settings(arguments, try session.archive())
    try ProgramBeside(.web).become([settings.encoded])
  }

  private static func settings(
    _ arguments: Arguments, _ archive: Archive
  ) throws(CommandError) -> ServerSettings {
    var settings = ServerSettings(
      store: archive.path, title: arguments[.siteTitle] ?? archive.title)
    if let address = arguments[.address] { settings.address = address }
    settings.port = try arguments.serverPort() ?? settings.port
    if let origin = arguments[.origin] {
      guard origin.hasPrefix("https://") || origin.hasPrefix("http://"), !origin.hasSuffix("/"),
        origin.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"<>""#.utf8.contains($0) })
      else {
        throw .usage(
          "--origin takes an address such as https://archive.example, without / at its end: \(origin.visible)",
          hint: nil)
      }
      settings.origin = origin
    }
    settings.hosts = arguments.all(.host)
    settings.identity = try arguments.identityFiles()
    settings.isCloneable = !arguments.has(.noClone)
    if let form = arguments[.log] {
      guard let log = ServerSettings.Log(rawValue: form) else {
        throw .usage("--log takes common, json or none, not '\(form.visible)'", hint: nil)
      }
      settings.log = log
    }
    return settings
  }
}

extension Arguments {
  fileprivate func identityFiles() throws(CommandError) -> ServerSettings.IdentityFiles? {
    switch (self[.tlsCertificate], self[.tlsKey]) {
    case (nil, nil): return nil
    case (let certificates?, let key?):
      return ServerSettings.IdentityFiles(certificates: certificates, key: key)
    default:
      throw .usage("--tls-certificate and --tls-key need each other", hint: nil)
    }
  }

  /// `--port`, if it was given.
  func serverPort() throws(CommandError) -> Int? {
    guard let port = try number(.port, atLeast: 0) else { return nil }
    guard port <= 65_535 else { throw .usage("ports are 0 to 65535: \(port)", hint: nil) }
    return port
  }
}
