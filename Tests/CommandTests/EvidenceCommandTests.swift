import Foundation
import JSON
import TestSupport
import Testing

/// Keys, checkpoints, witnesses, timestamps and evidence, as the built program has them, with the programs of others.
struct EvidenceCommandTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    try archive.commit("bridge", "The bridge is open.\n")
    try archive.commit("bridge", "The bridge is closed.\n")
  }

  private func path(_ name: String) -> String {
    archive.folder.url.path(percentEncoded: false) + name
  }

  private func makePolicy() throws {
    try archive.stet(["key", "new", "example.org/news"])
    try archive.folder.write(archive.stet(["key", "policy"]).output, to: "policy")
  }

  private func json(_ arguments: String...) throws -> JSON {
    try JSON(decoding: archive.stet(arguments).output)
  }

  /// Unpacks a bundle as any program would, and has it checked by what is in it.
  private func python(_ bundle: String) throws -> Program.Result {
    let program = """
      import subprocess, sys, zipfile
      zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[1] + ".d")
      sys.exit(subprocess.run([sys.executable, sys.argv[1] + ".d/verify.py", sys.argv[2]]).returncode)
      """
    return try Program.run("python3", ["-c", program, path(bundle), path("policy")])
  }

  @Test func `a revision, an edit and an absence are checked without the archive`() throws {
    try makePolicy()
    #expect(
      try archive.stet(["checkpoint"]).text.hasPrefix(
        "checkpoint of 3 commits of example.org/news: "))
    try archive.stet(["evidence", "bridge@1", "-o", "one.zip"])
    try archive.stet(["evidence", "bridge@1", "bridge@2", "-o", "edit.zip"])
    try archive.stet(["evidence", "tunnel", "--as-of", "2099-01-01", "-o", "none.zip"])
    let alone = try TemporaryDirectory()
    for (bundle, words) in [
      ("one.zip", "proved: bridge was these 20 bytes"),
      ("edit.zip", "proved: bridge was these 22 bytes"),
      ("none.zip", "proved: tunnel was not there"),
    ] {
      // Where there is no archive.
      let result = try StetProgram.run(
        ["verify", "--evidence", path(bundle), "--policy", path("policy")], in: alone.url)
      #expect(result.status == 0 && result.text.contains(words), "\(result)")
      let python = try python(bundle)
      #expect(python.status == 0 && python.text.contains("PROVED: "), "\(python)")
    }
    #expect(try archive.fsck() == "")
    #expect(try archive.stet(["verify"]).text.contains("no damage"))
  }

  @Test func `what proves nothing has status 4 and says why`() throws {
    try makePolicy()
    try archive.stet(["checkpoint"])
    try archive.stet(["evidence", "bridge", "-o", "e.zip"])
    var bytes = try archive.folder.read("e.zip")
    bytes[bytes.count / 2] ^= 1
    try archive.folder.write(bytes, to: "broken.zip")
    let broken = try archive.attempt(["verify", "--evidence", "broken.zip", "--policy", "policy"])
    #expect(broken.status == 4 && broken.errors.contains("proves nothing"), "\(broken)")
    let policy = try String(decoding: archive.folder.read("policy"), as: UTF8.self)
    try archive.folder.write(
      Array(policy.replacing("example.org/news", with: "example.org/else").utf8), to: "else")
    let other = try archive.attempt(["verify", "--evidence", "e.zip", "--policy", "else"])
    #expect(other.status == 2 && other.errors.contains("line 1"), "\(other)")
    #expect(try archive.attempt(["verify", "--evidence", "e.zip"]).status == 2)
    #expect(try archive.attempt(["verify", "--policy", "policy"]).status == 2)
  }

  @Test
  func `without a key, before a checkpoint, and of what it does not cover there is no evidence`()
    throws
  {
    let none = try archive.attempt(["checkpoint"])
    #expect(none.status == 3 && none.errors.contains("stet key new"), "\(none)")
    try makePolicy()
    #expect(try archive.attempt(["evidence", "bridge", "-o", "e.zip"]).status == 3)
    try archive.stet(["checkpoint"])
    try archive.commit("bridge", "The bridge is gone.\n")
    let late = try archive.attempt(["evidence", "bridge", "-o", "e.zip"])
    #expect(late.status == 3 && late.errors.contains("no checkpoint was made since"), "\(late)")
    #expect(try archive.stet(["checkpoint"]).text.contains("of 5 commits"))
    #expect(try archive.stet(["checkpoint"]).text.contains("nothing new"))
  }

  @Test func `the key is nobody else's, and no copy has it`() throws {
    try makePolicy()
    let file = archive.gitDirectory + "/stet/signing-keys"
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o400)
    try archive.stet(["checkpoint"])
    let copy = try TemporaryDirectory()
    let clone = copy.url.path(percentEncoded: false) + "copy.git"
    try archive.git(["clone", "--quiet", "--bare", archive.gitDirectory, clone])
    #expect(try StetProgram.run(["verify", "--store", clone], in: copy.url).status == 0)
    let signed = try StetProgram.run(["checkpoint", "--store", clone], in: copy.url)
    #expect(signed.status == 3, "\(signed)")
    let made = try StetProgram.run(
      ["key", "new", "example.org/news", "--store", clone], in: copy.url)
    #expect(made.status == 5 && made.errors.contains("this is a copy"), "\(made)")
    // A copy gives out evidence all the same.
    let evidence = try StetProgram.run(
      ["evidence", "bridge", "-o", path("copy.zip"), "--store", clone], in: copy.url)
    #expect(evidence.status == 0, "\(evidence)")
    #expect(try python("copy.zip").status == 0)
    let listed = try StetProgram.run(["key", "list", "--store", clone], in: copy.url)
    #expect(listed.text.contains("signs elsewhere"))
  }

  @Test func `another archive takes over what is signed only where it is the very same`() throws {
    try makePolicy()
    try archive.stet(["checkpoint"])
    let stream = try archive.stet(["export", "--fast-export"]).output
    let same = try StetArchive()
    try same.stet(["import", "-"], input: stream)
    #expect(try same.git(["rev-parse", "main"]).text == archive.git(["rev-parse", "main"]).text)
    #expect(try same.stet(["verify"]).text.contains("no damage"))
    let other = try StetArchive()
    try other.commit("own", "It was here before.\n")
    try other.stet(["import", "-"], input: stream)
    #expect(try other.attempt(["list", "stet:*"]).status == 3)
    #expect(try other.stet(["verify"]).text.contains("no damage"))
    #expect(try other.stet(["cat", "bridge"]).text == "The bridge is closed.")
  }

  @Test func `authorities date the signed note, and openssl believes it`() throws {
    try makePolicy()
    let authority = try TimestampAuthority()
    let (server, url) = try authority.serve()
    try archive.folder.write(authority.roots, to: "roots.pem")
    let made = try archive.stet(["checkpoint", "--tsa", url, "--tsa", url, "--roots", "roots.pem"])
    #expect(made.text.split(separator: "\n").count == 3, "\(made)")
    #expect(try archive.stet(["verify"]).text.contains("no damage"))
    try archive.stet(["evidence", "bridge@1", "-o", "e.zip"])
    let checked = try archive.stet([
      "verify", "--evidence", "e.zip", "--policy", "policy", "--roots", "roots.pem",
    ])
    #expect(checked.text.contains("dated      20") && !checked.text.contains("not checked"))
    let unchecked = try archive.stet(["verify", "--evidence", "e.zip", "--policy", "policy"])
    #expect(unchecked.text.contains("not checked"))
    #expect(try python("e.zip").status == 0)
    for name in ["timestamp.1", "timestamp.2"] {
      let result = try Program.run(
        "openssl",
        [
          "ts", "-verify", "-data", path("e.zip.d/checkpoint"), "-in", path("e.zip.d/" + name),
          "-token_in", "-CAfile", path("roots.pem"),
        ])
      #expect(result.status == 0, "\(result)")
    }
    // Somebody who is not trusted dates nothing, and nothing is recorded.
    let stranger = try TimestampAuthority()
    try archive.folder.write(stranger.roots, to: "others.pem")
    try archive.commit("bridge", "The bridge is painted.\n")
    let refused = try archive.attempt(["checkpoint", "--tsa", url, "--roots", "others.pem"])
    #expect(refused.status == 6 && refused.errors.contains("does not fit"), "\(refused)")
    #expect(
      try archive.stet(["log", "stet:checkpoint/tsr", "--oneline"]).text.split(separator: "\n")
        .count == 2)
    // The oldest checkpoint that is dated says most of when it was there.
    try archive.stet(["evidence", "bridge@1", "-o", "e2.zip", "--json"])
    #expect(try python("e2.zip").text.contains("of the 3 in the log"))
    withExtendedLifetime(server) {}
  }

  @Test func `a timestamp is asked for and recorded by hand, too`() throws {
    try makePolicy()
    let authority = try TimestampAuthority()
    try archive.stet(["checkpoint", "--tsq", "c.tsq"])
    try archive.folder.write(authority.reply(to: archive.folder.read("c.tsq")), to: "c.tsr")
    #expect(try archive.stet(["checkpoint", "--tsr", "c.tsr"]).text.hasPrefix("timestamp of 20"))
    #expect(try archive.stet(["verify"]).text.contains("no damage"))
    try archive.folder.write(Array("no answer".utf8), to: "c.tsr")
    #expect(try archive.attempt(["checkpoint", "--tsr", "c.tsr"]).status == 6)
    let other = try StetArchive()
    try other.commit("a", "1")
    try other.stet(["key", "new", "example.org/other"])
    try other.stet(["checkpoint", "--tsq", "c.tsq"])
    try archive.folder.write(authority.reply(to: other.folder.read("c.tsq")), to: "c.tsr")
    let strange = try archive.attempt(["checkpoint", "--tsr", "c.tsr"])
    #expect(strange.status == 6 && strange.errors.contains("no checkpoint"), "\(strange)")
  }

  @Test func `a witness signs, tells its size, and what it signs is evidence of more`() throws {
    try makePolicy()
    try archive.stet(["checkpoint"])
    let witness = try PythonServer(Self.witness)
    let key = try #require(try witness.lines.first)
    let url = "http://127.0.0.1:\(witness.port)/w"
    let words = ["witness", "add-checkpoint", url, "--key", key]
    #expect(try archive.stet(words).text.contains("signed the checkpoint of 3 commits"))
    #expect(try archive.stet(["cat", "stet:checkpoint"]).text.contains("— witness.example "))
    try archive.commit("bridge", "The bridge is painted.\n")
    try archive.stet(["checkpoint"])
    let signed = try JSON(decoding: archive.stet(words + ["--json"]).output)
    #expect(signed["size"] == 6 && signed["signers"] == ["example.org/news", "witness.example"])
    // It forgets what it signed last, and asks for another size: once more, from there.
    let forgetful = try PostProgram.run(["--type", "text/plain", url + "/forget"])
    try #require(forgetful.status == 0)
    try archive.commit("bridge", "The bridge is gone.\n")
    try archive.stet(["checkpoint"])
    #expect(try archive.stet(words).status == 0)
    try archive.stet(["evidence", "bridge@1", "-o", "e.zip"])
    let policy = try String(decoding: archive.stet(["key", "policy"]).output, as: UTF8.self)
      .replacing("quorum none", with: "witness w \(key)\ngroup g any w\nquorum g")
    try archive.folder.write(Array(policy.utf8), to: "policy")
    #expect(
      try archive.stet(["verify", "--evidence", "e.zip", "--policy", "policy"]).text.contains(
        "witnessed  witness.example"))
    #expect(try python("e.zip").status == 0)
    #expect(try archive.stet(["verify"]).text.contains("no damage"))
    let unknown = try archive.attempt(["witness", "add-checkpoint", url + "/404", "--key", key])
    #expect(unknown.status == 6 && unknown.errors.contains("does not know the log"), "\(unknown)")
    let wrong = try archive.attempt(["witness", "add-checkpoint", url + "/422", "--key", key])
    #expect(wrong.status == 6 && wrong.errors.contains("does not go on"), "\(wrong)")
    let silent = try archive.attempt([
      "witness", "add-checkpoint", "http://127.0.0.1:1/", "--key", key,
    ])
    #expect(silent.status == 6, "\(silent)")
    #expect(try archive.attempt(["witness", "add-checkpoint", url]).status == 2)
  }

  @Test func `maintenance makes the checkpoint of the day`() throws {
    #expect(try !archive.stet(["maintain"]).text.contains("checkpoint"))
    try makePolicy()
    #expect(try archive.stet(["maintain"]).text.contains("checkpoint of 3 commits"))
    #expect(try !archive.stet(["maintain"]).text.contains("checkpoint"))
  }

  /// A witness of c2sp.org/tlog-witness in Python, that keeps the size that it signed, and checks the form, not the proof.
  private static let witness = """
    import base64, hashlib, http.server, subprocess, tempfile, time
    folder = tempfile.mkdtemp()
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", folder + "/key"], check=True)
    der = subprocess.run(["openssl", "pkey", "-in", folder + "/key", "-pubout", "-outform", "DER"],
                         stdout=subprocess.PIPE, check=True).stdout
    public, name, size = b"\\x04" + der[-32:], "witness.example", 0
    number = hashlib.sha256(name.encode() + b"\\n" + public).digest()[:4]
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self, status, body, kind="text/plain"):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_POST(self):
            global size
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = self.path.split("/")
            if parts[2] == "forget":
                size = 0
                return self.answer(200, b"")
            if parts[2] != "add-checkpoint":
                return self.answer(int(parts[2]), b"")
            head, _, note = body.decode().partition("\\n\\n")
            old, *hashes = head.split("\\n")
            new = int(note.split("\\n")[1])
            if int(old[4:]) != size:
                return self.answer(409, b"%d\\n" % size, "text/x.tlog.size")
            if not hashes and 0 < size < new:
                return self.answer(422, b"")
            size, now = new, int(time.time())
            text = note[:note.rindex("\\n\\n") + 1].encode()
            with open(folder + "/message", "wb") as file:
                file.write(b"cosignature/v1\\ntime %d\\n" % now + text)
            signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", folder + "/key",
                                        "-in", folder + "/message"], stdout=subprocess.PIPE, check=True).stdout
            data = base64.b64encode(number + now.to_bytes(8, "big") + signature).decode()
            self.answer(200, f"— {name} {data}\\n".encode())
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1])
    print("%s+%s+%s" % (name, number.hex(), base64.b64encode(public).decode()))
    server.serve_forever()
    """
}
