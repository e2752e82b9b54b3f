import Foundation
import JSON
import TestSupport

/// An archive that the built `stet serve` serves, asked by Python's HTTP client; the server ends with it.
final class ServedArchive: @unchecked Sendable {
  let archive: StetArchive
  private let process = Process()
  private let files: TemporaryDirectory
  private(set) var port = 0

  struct Reply: Sendable {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]

    var json: JSON { (try? JSON(decoding: body)) ?? .null }
    /// The last word of the problem's address.
    var problem: String? {
      json["type"]?.stringValue?.split(separator: "/").last.map(String.init)
    }
  }

  struct NotServed: Error {
    let words: String
  }

  init(_ archive: StetArchive, _ options: [String] = []) throws {
    self.archive = archive
    files = try TemporaryDirectory()
    let errors = try files.write([], to: "errors")
    process.executableURL = StetProgram.url
    process.arguments = ["serve", "--port", "0"] + options
    process.currentDirectoryURL = archive.folder.url
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TZ": "UTC"]
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    for _ in 0..<600 where port == 0 {
      usleep(50_000)
      let words = String(decoding: try files.read("errors"), as: UTF8.self)
      let address = words.split(separator: "\n").first { $0.contains(" at http") }
      port = address.flatMap { $0.split(separator: ":").last?.dropLast() }.flatMap { Int($0) } ?? 0
      if !process.isRunning { throw NotServed(words: words) }
    }
    if port == 0 { throw NotServed(words: "no port") }
  }

  deinit { stop() }

  /// Bytes of memory that are the server's alone: no file's, which the system takes back when it needs the room.
  var ownByteCount: Int {
    get throws {
      let status = try String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
      return 1024 * (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    }
  }

  /// As a service is ended; returns its exit status.
  @discardableResult
  func stop() -> Int32 {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    return process.terminationStatus
  }

  func ask(
    _ target: String, method: String = "GET", headers: [(String, String)] = [],
    body: [UInt8] = []
  ) throws -> Reply {
    let lines = headers.flatMap { [$0.0, $0.1] }
    let result = try Program.run(
      "python3", ["-c", Self.client, String(port), method, target] + lines, input: body)
    guard result.status == 0 else {
      throw Program.Failure(command: ["python3", target], result: result)
    }
    let json = try JSON(decoding: result.output)
    let fields = json["headers"]?.objectValue?.map { ($0.name, $0.value.stringValue ?? "") } ?? []
    let hex = json["body"]?.stringValue ?? ""
    let digits = Array(hex.utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    return Reply(
      status: json["status"]?.integerValue ?? 0,
      headers: Dictionary(fields) { first, _ in first }, body: bytes)
  }

  /// Records a text of an article.
  func post(
    _ article: String, _ text: String, token: String?, query: String = "",
    headers: [(String, String)] = []
  ) throws -> Reply {
    try ask(
      "/api/v1/articles/\(article)/revisions\(query)", method: "POST",
      headers: headers + (token.map { [("Authorization", "Bearer \($0)")] } ?? []),
      body: Array(text.utf8))
  }

  private static let client = """
    import http.client, json, sys
    port, method, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.putrequest(method, target)
    body = sys.stdin.buffer.read()
    if method == "POST":
        connection.putheader("Content-Length", str(len(body)))
    for name, value in zip(sys.argv[4::2], sys.argv[5::2]):
        connection.putheader(name, value)
    try:
        connection.endheaders(body if body else None)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = connection.getresponse()
    content = answer.read()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    print(json.dumps({"status": answer.status, "headers": headers, "body": content.hex()}))
    """
}
