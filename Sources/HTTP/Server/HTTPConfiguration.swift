/// How a server listens, and how much of anything a client may take.
package struct HTTPConfiguration: Sendable {
  /// An address of this machine, in digits: `127.0.0.1`, `::1`, `0.0.0.0`.
  package var address = "127.0.0.1"
  /// 0: any that is free.
  package var port = 0
  /// `nil`: plain HTTP.
  package var identity: TLSIdentity?
  /// Threads that serve connections: at least so many, and one for each 125 connections.
  package var threads = 2

  /// Connections in all: those beyond wait until the system's queue is full.
  package var connections = 1000
  /// Connections of one address: those beyond are closed at once. All that comes through a proxy has
  /// the proxy's address.
  package var connectionsPerAddress = 256
  /// How long a connection may do nothing.
  package var idleTimeout = Duration.seconds(60)
  /// How long a request may take to come in, byte by byte though it may; a body may take as much longer as
  /// `slowestRate` allows. An answer has as long to leave.
  package var requestTimeout = Duration.seconds(30)
  /// Bytes a second: clients that send or take a body more slowly are cut off.
  package var slowestRate = 1024

  /// What libmicrohttpd keeps for a connection: the header of a request and that of its answer.
  package var bytesPerConnection = 24 << 10
  /// Bytes of a request's target and headers: at most half of `bytesPerConnection`.
  package var largestHeader = 12 << 10
  package var largestTarget = 8 << 10
  package var largestBody = 16 << 20
  /// Bytes of all bodies that come in at the same time.
  package var largestBodiesInAll = 64 << 20
  /// Bytes of answers that are kept compressed.
  package var compressedBytes = 16 << 20

  /// How many slow requests run at the same time.
  package var poolWidth = 2
  /// How many of them may wait for it: those beyond get 503. Each holds its connection, and no more memory than that.
  package var poolQueue = 1000
  /// How long they may: who has not had a turn by then gets 503.
  package var poolPatience = Duration.seconds(2)
  /// What they are told to wait.
  package var retryAfter = Duration.seconds(2)

  /// The hosts that this server is, with a port or for any: `archive.example.org`. None: the names of
  /// this machine for itself, with the port.
  package var hosts: [String] = []
  /// Gets each request once its answer has left or cannot; called on several threads at once.
  package var log: (@Sendable (HTTPLogEntry) -> Void)?

  package init() {}
}
