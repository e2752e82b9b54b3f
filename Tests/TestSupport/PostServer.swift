/// A server on this machine that answers what is posted to it, well and badly.
///
/// `/echo` gives back what it got, `/status/N` answers so, `/large` sends more than anybody takes, `/slow` waits, `/silent`
/// names no media type, `/odd` one with signs for terminals, `/to/N/TARGET` redirects with N to TARGET. It prints a line for
/// each request: method, path, user agent, media type, what is accepted, whether there is a cookie or a name.
public enum PostServer {
  public static let script = """
    import http.server, ssl, sys, time
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            self.answer(b"")
        def do_POST(self):
            self.answer(self.rfile.read(int(self.headers["Content-Length"])))
        def answer(self, body):
            h = self.headers
            print(self.command, self.path, h["User-Agent"], h["Content-Type"], h["Accept"],
                  h["Cookie"], h["Authorization"], sep="|")
            parts = self.path.split("/")
            status, kind, extra = 200, "text/plain", []
            if parts[1] == "status":
                status = int(parts[2])
            elif parts[1] == "to":
                status = int(parts[2])
                extra = [("Location", self.path.split("/", 3)[3]), ("Set-Cookie", "a=b")]
            elif parts[1] == "large":
                body = b"x" * ((1 << 20) + 1)
            elif parts[1] == "full":
                body = b"x" * (1 << 20)
            elif parts[1] == "slow":
                time.sleep(20)
            elif parts[1] == "silent":
                kind = None
            elif parts[1] == "odd":
                kind = "text/\\x1b[2Jplain"
            self.send_response(status)
            for name, value in extra + ([("Content-Type", kind)] if kind else []):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                pass
        def log_message(self, *words):
            pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if len(sys.argv) > 1:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_address[1])
    server.serve_forever()
    """
}
