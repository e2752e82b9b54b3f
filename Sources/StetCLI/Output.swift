internal import Glibc

/// Where a command's output goes: standard output, a pager before it, or a transcript.
final class Output {
  private var pending: [UInt8] = []
  /// `nil` collects everything.
  private let descriptor: Int32?
  /// Started with the first bytes: what says nothing shows nothing.
  private var pager: Pager?
  private var runningPager: RunningPager?

  init(descriptor: Int32?) {
    self.descriptor = descriptor
  }

  /// From now on the output goes through this pager; through none for `nil`.
  func page(through pager: Pager?) { self.pager = pager }

  func write(_ bytes: [UInt8]) throws(CommandError) {
    pending += bytes
    if pending.count >= 1 << 16 { try flush() }
  }

  func flush() throws(CommandError) {
    guard let descriptor, !pending.isEmpty else { return }
    let bytes = pending
    pending = []
    startPager()
    guard let runningPager else {
      return try Files.write(bytes, descriptor: descriptor, path: "standard output")
    }
    try show(unread: try runningPager.write(bytes))
  }

  /// Gives out what is left, and waits for a pager's reader.
  func finish() throws(CommandError) {
    try flush()
    guard let pager = runningPager else { return }
    runningPager = nil
    try show(unread: pager.finish())
  }

  private func startPager() {
    guard let pager else { return }
    self.pager = nil
    runningPager = RunningPager(pager)
    if runningPager == nil, pager.isChosen {
      Warning.write("cannot start the pager '\(pager.words.last ?? "")'")
    }
  }

  /// Shows without a pager what it was given and could not show.
  private func show(unread bytes: [UInt8]?) throws(CommandError) {
    guard let bytes, let descriptor else { return }
    runningPager = nil
    try Files.write(bytes, descriptor: descriptor, path: "standard output")
  }

  /// What was collected.
  func transcript() -> [UInt8] {
    defer { pending = [] }
    return pending
  }
}
