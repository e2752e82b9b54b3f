import Foundation

/// An authority that dates what it is asked to (RFC 3161), made by the `openssl` program in a folder of its own.
public final class TimestampAuthority: @unchecked Sendable {
  /// How an authority is made.
  public struct Options: Sendable {
    /// RSA, or ECDSA over P-256.
    public var usesRSA = false
    /// From when to when its certificate is valid, seconds from now.
    public var validity = -3600..<86_400
    /// Whether there is a certificate between its own and the root, which its tokens bring along.
    public var hasIntermediate = false
    /// The hashes that it dates.
    public var hashes = "sha256, sha384, sha512"
    /// Digits of a second in the times that it gives.
    public var fractionDigits = 3

    public init() {}
  }

  public let folder: TemporaryDirectory
  /// The certificates that are to be trusted, in PEM.
  public let roots: [UInt8]
  /// The authority's own certificate, in PEM.
  public let certificate: [UInt8]
  private let lock = NSLock()

  public init(_ options: Options = Options()) throws {
    let folder = try TemporaryDirectory()
    self.folder = folder
    try folder.write(Array(Self.configuration(options).utf8), to: "openssl.cnf")
    for name in ["index.txt", "index.txt.attr"] { try folder.write([], to: name) }
    try folder.write(Array("01\n".utf8), to: "serial")
    func openssl(_ words: String...) throws { _ = try Self.openssl(words, in: folder.url) }
    let key = options.usesRSA ? ["rsa:2048"] : ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    func request(_ name: String, _ subject: String, _ more: [String]) throws {
      let words =
        ["req", "-config", "openssl.cnf", "-nodes", "-newkey"] + key
        + ["-subj", subject, "-keyout", "\(name).key"] + more
      _ = try Self.openssl(words, in: folder.url)
    }
    let long = ["-x509", "-days", "3650", "-extensions", "root"]
    try request("root", "/O=Stet tests/CN=Root", long + ["-out", "root.pem"])
    let issuer = options.hasIntermediate ? "between" : "root"
    if options.hasIntermediate {
      try request("between", "/O=Stet tests/CN=Between", ["-out", "between.csr"])
      try openssl(
        "ca", "-batch", "-notext", "-config", "openssl.cnf", "-cert", "root.pem", "-keyfile",
        "root.key", "-days", "3650", "-extensions", "between", "-in", "between.csr", "-out",
        "between.pem")
    }
    try request("authority", "/O=Stet tests/CN=Authority", ["-out", "authority.csr"])
    try openssl(
      "ca", "-batch", "-notext", "-config", "openssl.cnf", "-cert", "\(issuer).pem", "-keyfile",
      "\(issuer).key", "-startdate", Self.date(options.validity.lowerBound), "-enddate",
      Self.date(options.validity.upperBound), "-extensions", "authority", "-in", "authority.csr",
      "-out", "authority.pem")
    roots = try folder.read("root.pem")
    certificate = try folder.read("authority.pem")
  }

  /// What the authority answers, as `application/timestamp-reply`.
  public func reply(to request: [UInt8]) throws -> [UInt8] {
    lock.lock()
    defer { lock.unlock() }
    try folder.write(request, to: "request.tsq")
    try openssl(
      "ts", "-reply", "-config", "openssl.cnf", "-queryfile", "request.tsq", "-out", "reply.tsr")
    return try folder.read("reply.tsr")
  }

  /// Runs openssl in the authority's folder.
  @discardableResult
  public func openssl(_ words: String...) throws -> Program.Result {
    try Self.openssl(words, in: folder.url)
  }

  /// Serves the authority over HTTP until the result is let go of.
  ///
  /// - Returns: The server, and its address.
  public func serve() throws -> (server: PythonServer, url: String) {
    let server = try PythonServer(Self.script, in: folder.url)
    return (server, "http://127.0.0.1:\(server.port)/tsa")
  }

  private static func openssl(_ words: [String], in folder: URL) throws -> Program.Result {
    // Without the system's own settings, by which some numbers have names.
    let result = try Program.run(
      "openssl", words, in: folder, environment: ["OPENSSL_CONF": "/dev/null"])
    guard result.status == 0 else {
      throw Program.Failure(command: ["openssl"] + words, result: result)
    }
    return result
  }

  /// A time so many seconds from now, as openssl reads it.
  private static func date(_ seconds: Int) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "yyyyMMddHHmmss'Z'"
    return formatter.string(from: Date(timeIntervalSinceNow: Double(seconds)))
  }

  private static func configuration(_ options: Options) -> String {
    """
    [req]
    distinguished_name = name
    [name]
    [root]
    basicConstraints = critical, CA:TRUE
    keyUsage = critical, keyCertSign
    subjectKeyIdentifier = hash
    [between]
    basicConstraints = critical, CA:TRUE
    keyUsage = critical, keyCertSign
    [authority]
    keyUsage = critical, digitalSignature
    extendedKeyUsage = critical, timeStamping
    [web]
    extendedKeyUsage = serverAuth
    subjectAltName = IP:127.0.0.1
    [ca]
    default_ca = issuer
    [issuer]
    database = index.txt
    new_certs_dir = .
    rand_serial = yes
    default_md = sha256
    policy = policy
    unique_subject = no
    [policy]
    organizationName = optional
    commonName = supplied
    [tsa]
    default_tsa = dating
    [dating]
    serial = serial
    signer_cert = authority.pem
    signer_key = authority.key
    signer_digest = sha256
    default_policy = 1.2.3.4.1
    digests = \(options.hashes)
    accuracy = secs:1
    clock_precision_digits = \(options.fractionDigits)
    tsa_name = yes
    ess_cert_id_alg = sha256
    \(options.hasIntermediate ? "certs = between.pem" : "")

    """
  }

  private static let script = """
    import http.server, subprocess, tempfile, threading
    lock = threading.Lock()
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers["Content-Type"] != "application/timestamp-query":
                self.send_error(415)
                return
            with lock, tempfile.NamedTemporaryFile() as query:
                query.write(body)
                query.flush()
                reply = subprocess.run(["openssl", "ts", "-reply", "-config", "openssl.cnf", "-queryfile", query.name],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1])
    server.serve_forever()
    """
}
