internal import Glibc
internal import Synchronization
internal import Threads

/// A server that answers by a handler, from its making until it is stopped or let go of.
package final class HTTPServer: Sendable {
  /// Where it listens.
  package let port: Int
  private let service: Service
  private let daemon: Daemon
  private let sweeper: Sweeper
  private let isStopped = Mutex(false)

  package init(
    _ configuration: HTTPConfiguration, handler: any HTTPHandler
  ) throws(HTTPServerError) {
    guard configuration.isPossible else { throw .notAConfiguration }
    let socket = try ListeningSocket(address: configuration.address, port: configuration.port)
    port = socket.port
    service = Service(configuration, port: socket.port, handler: handler)
    sweeper = try Sweeper(service)
    do throws(HTTPServerError) {
      daemon = try Daemon(service, socket: socket)
    } catch {
      sweeper.stop()
      throw error
    }
  }

  deinit { stop(within: .zero) }

  /// Takes no more connections, lets the requests end that are being answered, and closes.
  ///
  /// - Parameter limit: What takes longer gets no answer but 503; a handler that runs beside the connections
  ///   is waited for.
  package func stop(within limit: Duration) {
    isStopped.withLock { isStopped in
      guard !isStopped else { return }
      isStopped = true
      service.beginStopping()
      daemon.quiesce()
      let end = ContinuousClock.now + limit
      while !service.isIdle, .now < end { usleep(2000) }
      service.abandonWaiting()
      let last = ContinuousClock.now + min(limit, .milliseconds(200))
      while !service.isIdle, .now < last { usleep(2000) }
      sweeper.stop()
      daemon.stop()
    }
  }
}

/// Cuts off who is overdue, and sends away who has waited too long: a few times a second.
private final class Sweeper: Sendable {
  private let isStopped = Atomic(false)

  init(_ service: Service) throws(HTTPServerError) {
    let hasStarted = Thread.start { [self] in
      while !isStopped.load(ordering: .relaxed) {
        usleep(250_000)
        // libmicrohttpd sees the end of it, and closes.
        service.connections.forOverdue(at: .now) { _ = shutdown($0, Int32(SHUT_RDWR)) }
        service.refuseOverdue(at: .now)
      }
    }
    guard hasStarted else { throw .refused(reason: "no thread") }
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }
}

extension HTTPConfiguration {
  /// libmicrohttpd asks for 128 events at a time. Where there are exactly 128, it asks for more before it looks at those,
  /// and waits until something else happens, for a minute where nothing does. A thread with 125 connections
  /// has 127 at most, with those of the listening socket and its own.
  var threadCount: Int { max(threads, (connections + 124) / 125) }

  /// Whether a server can be made of it.
  var isPossible: Bool {
    let counts = [
      threads, connections, connectionsPerAddress, slowestRate, largestHeader, largestTarget,
      poolWidth,
    ]
    let most = 1 << 20
    return counts.allSatisfy { (1...most).contains($0) } && threads <= connections
      && (4096...most).contains(bytesPerConnection) && largestHeader <= bytesPerConnection / 2
      && largestBody >= 0 && poolQueue >= 0
      && (Duration.zero...(.seconds(86_400))).contains(idleTimeout)
      && (Duration.zero...(.seconds(86_400))).contains(requestTimeout)
      && (Duration.zero...(.seconds(86_400))).contains(poolPatience)
  }
}
