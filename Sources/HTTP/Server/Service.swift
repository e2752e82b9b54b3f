internal import Glibc
internal import Synchronization

/// What a server does with each request, whoever brings it: reads its head, finds who answers, and keeps to the
/// limits. Knows nothing of libmicrohttpd.
final class Service: Sendable {
  let configuration: HTTPConfiguration
  let connections = ConnectionTable()
  private let handler: any HTTPHandler
  private let hosts: AllowedHosts
  private let pool: WorkPool
  private let compressed: CompressedBodies
  private let bodyBytes = Atomic(0)
  /// Requests whose head is read and whose answer has not left.
  private let inFlight = Atomic(0)
  private let isStopping = Atomic(false)
  private let waiting = Mutex(WaitingRequests())

  /// A request that somebody works on, and how its connection goes on.
  private struct Waiting {
    var exchange: Exchange
    var resume: @Sendable () -> Void
    /// Until when its turn has to come; `nil` once it has.
    var deadline: ContinuousClock.Instant?
  }

  private struct WaitingRequests {
    var requests: [ObjectIdentifier: Waiting] = [:]
    /// Nobody may wait any more.
    var isClosed = false
  }

  /// What becomes of a request that is read whole.
  enum Step {
    case answer(Answer)
    /// The work is done elsewhere, once the connection is out of the way.
    case wait(@Sendable () -> Answer)
  }

  init(_ configuration: HTTPConfiguration, port: Int, handler: any HTTPHandler) {
    self.configuration = configuration
    self.handler = handler
    hosts = AllowedHosts(configuration.hosts, address: configuration.address, port: port)
    pool = WorkPool(width: configuration.poolWidth, queue: configuration.poolQueue)
    compressed = CompressedBodies(byteCount: configuration.compressedBytes)
  }

  // MARK: Coming in

  func open(_ descriptor: Int32, address: String) -> Connection {
    let connection = Connection(descriptor, address: address, until: nextRequestDeadline)
    connections.open(connection)
    return connection
  }

  func begin(target: [UInt8], on connection: Connection) -> Exchange {
    Exchange(target: target, connection: connection, time: time(nil))
  }

  /// Looks at a request's head.
  ///
  /// - Returns: An answer that has to go before the body is read, and ends the connection.
  func take(_ draft: RequestHead.Draft, of exchange: Exchange) -> Answer? {
    inFlight.add(1, ordering: .relaxed)
    exchange.state.withLock { $0.method = draft.method }
    var head: RequestHead?
    var (refused, following) = (Answer?.none, Following.nothing)
    do throws(Refusal) {
      let read = try RequestHead(draft, hosts: hosts, limits: configuration)
      head = read
      // Who may not send a body takes no room for one.
      if read.bodyCount > 0, let response = handler.refusal(of: request(read, [], exchange)) {
        following = Following(draft)
        refused = checked(Answer(response, isHead: false), exchange, true)
      } else {
        try reserve(read.bodyCount, for: exchange)
      }
    } catch {
      if case .ambiguous = error { following = .much } else { following = Following(draft) }
      refused = answer(to: exchange, refusing: error, closes: following != .nothing)
    }
    exchange.state.withLock { state in
      state.referrer = head?.headers["referer"]
      state.agent = head?.headers["user-agent"]
      state.phase = refused.map { .refused($0) } ?? head.map { .reading($0) } ?? .given
    }
    if let count = head?.bodyCount, count > 0 {
      exchange.connection.set(deadline: deadline(byteCount: count))
    }
    return following == .much ? refused.map { give($0, to: exchange) } : nil
  }

  /// What follows the head of a request that is refused.
  private enum Following {
    case nothing
    /// Short, and ends for certain: who is refused reads the answer only after sending all.
    case little
    case much

    init(_ draft: RequestHead.Draft) {
      let headers = HTTPHeaders(
        draft.headers.map {
          (String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
        })
      let lengths = headers.values(of: "content-length")
      self =
        switch (headers["transfer-encoding"], lengths.count) {
        case (nil, 0): .nothing
        case (nil, 1): Int(lengths[0]) ?? Int.max <= 64 << 10 ? .little : .much
        default: .much
        }
    }
  }

  private func reserve(_ count: Int, for exchange: Exchange) throws(Refusal) {
    guard count > 0 else { return }
    let sum = bodyBytes.add(count, ordering: .relaxed).newValue
    guard sum <= max(configuration.largestBodiesInAll, configuration.largestBody) else {
      bodyBytes.subtract(count, ordering: .relaxed)
      throw .busy
    }
    exchange.state.withLock { $0.reservedCount = count }
  }

  // MARK: Answering

  /// Answers a request that is read whole, or says that it has to wait.
  func proceed(_ exchange: Exchange) -> Step {
    let (phase, body) = exchange.state.withLock { state in
      let body = state.body
      state.body = []
      return (state.phase, body)
    }
    switch phase {
    case .answered(let answer), .refused(let answer): return .answer(give(answer, to: exchange))
    case .reading(let head):
      let step = step(for: request(head, body, exchange), closes: head.bodyCount > 0, exchange)
      switch step {
      case .answer(let answer): return .answer(give(answer, to: exchange))
      case .wait:
        exchange.connection.set(deadline: nil)
        exchange.state.withLock { $0.phase = .waiting }
        return step
      }
    case .begun, .waiting, .given:
      return .answer(give(answer(to: exchange, refusing: .failed, closes: true), to: exchange))
    }
  }

  private func request(_ head: RequestHead, _ body: [UInt8], _ exchange: Exchange) -> HTTPRequest {
    HTTPRequest(
      method: head.method, target: head.target, path: head.parts.path, query: head.parts.query,
      headers: head.headers, body: body, address: exchange.connection.address)
  }

  /// - Parameter closes: What followed a body is never taken for a request: two programs may see its end
  ///   differently, and who sent the body could so have slipped in a request of somebody else's.
  private func step(for request: HTTPRequest, closes: Bool, _ exchange: Exchange) -> Step {
    var response: HTTPResponse
    switch handler.reply(to: request) {
    case .slow(let make):
      guard pool.takePlace() else {
        return .answer(answer(to: exchange, refusing: .busy, closes: closes))
      }
      return .wait { [self] in checked(select(make(), request).answer(), exchange, closes) }
    case .ready(let ready): response = ready
    }
    let selection = select(response, request)
    guard selection.isSlow else { return .answer(checked(selection.answer(), exchange, closes)) }
    if pool.takePlace() {
      return .wait { [self] in checked(selection.answer(), exchange, closes) }
    }
    response.isCompressible = false
    return .answer(checked(select(response, request).answer(), exchange, closes))
  }

  private func select(_ response: HTTPResponse, _ request: HTTPRequest) -> ResponseSelection {
    ResponseSelection(response, for: request, compressed: compressed, now: time(nil))
  }

  private func checked(_ answer: Answer, _ exchange: Exchange, _ closes: Bool) -> Answer {
    guard answer.fits(in: configuration.bytesPerConnection / 4) else {
      return self.answer(to: exchange, refusing: .failed, closes: true)
    }
    var answer = answer
    answer.closes = answer.closes || closes
    return answer
  }

  private func answer(to exchange: Exchange, refusing refusal: Refusal, closes: Bool) -> Answer {
    var response = handler.response(
      refusing: refusal.status, path: RequestTarget.path(in: exchange.target))
    response.status = refusal.status
    if case .busy = refusal {
      response.headers.removeAll { $0.name.isHeader("retry-after") }
      let seconds = max(1, configuration.retryAfter.components.seconds)
      response.headers.append(("Retry-After", String(seconds)))
    }
    let isHead = exchange.state.withLock { $0.method == "HEAD" }
    return Answer(response, isHead: isHead, closes: closes)
  }

  /// What is given leaves now.
  private func give(_ answer: Answer, to exchange: Exchange) -> Answer {
    var answer = answer
    answer.closes = answer.closes || isStopping.load(ordering: .relaxed)
    exchange.connection.set(deadline: deadline(byteCount: answer.sentCount))
    exchange.state.withLock { state in
      state.phase = .given
      state.status = answer.status
      state.sentCount = answer.sentCount
    }
    return answer
  }

  // MARK: Waiting

  /// Does the work of `Step.wait` in its turn.
  ///
  /// - Parameter resume: Has `proceed` called again; is called while the connection is sure to be there.
  func run(
    _ work: @escaping @Sendable () -> Answer, for exchange: Exchange,
    resume: @escaping @Sendable () -> Void
  ) {
    let request = Waiting(
      exchange: exchange, resume: resume, deadline: .now + configuration.poolPatience)
    let mayWait = waiting.withLock { waiting in
      if !waiting.isClosed { waiting.requests[ObjectIdentifier(exchange)] = request }
      return !waiting.isClosed
    }
    if !mayWait { abandon(request) }
    pool.run { [self] in
      guard begin(request) else { return }
      finish(request, with: work())
      waiting.withLock { _ = $0.requests.removeValue(forKey: ObjectIdentifier(exchange)) }
    }
  }

  /// Whether a request whose turn has come still wants its answer.
  private func begin(_ request: Waiting) -> Bool {
    waiting.withLock { waiting in
      let place = ObjectIdentifier(request.exchange)
      guard waiting.requests[place] != nil else { return false }
      waiting.requests[place]?.deadline = nil
      return true
    }
  }

  /// Answers who has waited too long for a turn: that it comes again is better than that it gives up unheard.
  func refuseOverdue(at now: ContinuousClock.Instant) {
    let overdue = waiting.withLock { waiting in
      let overdue = waiting.requests.filter { $0.value.deadline.map { $0 < now } ?? false }
      for place in overdue.keys { waiting.requests[place] = nil }
      return Array(overdue.values)
    }
    for request in overdue {
      finish(request, with: answer(to: request.exchange, refusing: .busy, closes: false))
    }
  }

  private func finish(_ waiting: Waiting, with answer: Answer) {
    // The connection goes on under the lock: whoever takes back the wait knows then that it was woken.
    waiting.exchange.state.withLock { state in
      guard case .waiting = state.phase else { return }
      state.phase = .answered(answer)
      waiting.resume()
    }
  }

  // MARK: Ending

  /// The answer has left, or cannot.
  func end(_ exchange: Exchange, isComplete: Bool) {
    let state = exchange.state.withLock { $0 }
    bodyBytes.subtract(state.reservedCount, ordering: .relaxed)
    exchange.connection.set(deadline: nextRequestDeadline)
    if case .begun = state.phase {} else { inFlight.subtract(1, ordering: .relaxed) }
    guard let log = configuration.log else { return }
    let (seconds, attoseconds) = exchange.start.duration(to: .now).components
    log(
      HTTPLogEntry(
        time: exchange.time, peer: exchange.connection.address, method: state.method,
        target: String(decoding: exchange.target, as: UTF8.self), status: state.status,
        bytes: state.sentCount,
        microseconds: Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000),
        referrer: state.referrer, agent: state.agent, isComplete: isComplete))
  }

  /// From now on each answer ends its connection.
  func beginStopping() { isStopping.store(true, ordering: .relaxed) }

  var isIdle: Bool { inFlight.load(ordering: .relaxed) == 0 }

  /// Answers at once who still waits, and who would. What works for them goes on, and nobody hears of it.
  func abandonWaiting() {
    let requests = waiting.withLock { waiting in
      waiting.isClosed = true
      return Array(waiting.requests.values)
    }
    for request in requests { abandon(request) }
  }

  private func abandon(_ request: Waiting) {
    finish(request, with: answer(to: request.exchange, refusing: .busy, closes: true))
  }

  // MARK: Time

  /// A connection may do nothing, and then send a request as slowly as any.
  private var nextRequestDeadline: ContinuousClock.Instant {
    .now + configuration.idleTimeout + configuration.requestTimeout
  }

  private func deadline(byteCount: Int) -> ContinuousClock.Instant {
    .now + configuration.requestTimeout + .seconds(byteCount / max(1, configuration.slowestRate))
  }
}
