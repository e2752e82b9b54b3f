import DirectoryStorage
import Dispatch
import Foundation
import SimulatedDisk
import Storage
import Synchronization
import TestSupport
import Testing

/// Requests of writers who wait, in a folder of the system's.
struct WaitingFilesTests {
  private let scratch: TemporaryDirectory
  private let storage: DirectoryStorage
  private var folder: String { storage.root + "/stet/waiting" }

  init() throws {
    scratch = try TemporaryDirectory()
    storage = try DirectoryStorage.create(
      at: scratch.url.path() + "archive", files: POSIXFileSystem())
  }

  /// How a wait ended, without the lock.
  private enum End: Equatable, Sendable {
    case lock(left: [UInt8]?)
    case answer([UInt8])
    case refused
    case thrown(StorageError)
  }

  /// Waits on a thread of its own while somebody has the lock, and then does `work` with that lock.
  private func wait(
    asking bytes: [UInt8], timeout: Duration = .seconds(60),
    while work: (DirectoryStorage) throws -> Void
  ) throws -> End {
    let lock = try storage.writerLock(timeout: .zero)
    let end = Mutex<End?>(nil)
    let group = DispatchGroup()
    let root = storage.root
    DispatchQueue.global().async(group: group) {
      let result = Self.end(root, bytes, timeout)
      end.withLock { $0 = result }
    }
    while ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .contains(where: { $0.hasSuffix(".request") }) == false
    { usleep(1000) }
    try work(storage)
    lock.release()
    group.wait()
    return try #require(end.withLock { $0 })
  }

  private static func end(_ root: String, _ bytes: [UInt8], _ timeout: Duration) -> End {
    do throws(StorageError) {
      let storage = try DirectoryStorage.open(at: root, files: POSIXFileSystem())
      switch try storage.writerTurn(timeout: timeout, asking: { bytes }) {
      case .lock(let lock, let left):
        lock.release()
        return .lock(left: left)
      case .answer(let bytes): return .answer(bytes)
      case .refused: return .refused
      }
    } catch {
      return .thrown(error)
    }
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  @Test func `who asks gets the answer, and leaves nothing`() throws {
    let end = try wait(asking: [1, 2]) { storage in
      let requests = try storage.takeRequests()
      #expect(requests.map(\.bytes) == [[1, 2]])
      #expect(try storage.takeRequests() == [])
      try storage.prepareAnswer([3], to: requests[0])
      try storage.prepareAnswer([4, 5], to: requests[0])
      try storage.sendAnswer(to: requests[0])
    }
    #expect(end == .answer([4, 5]))
    #expect(try files() == [])
  }

  @Test func `who is given back its request has the lock next`() throws {
    let end = try wait(asking: [1, 2]) { storage in
      try storage.giveBack(storage.takeRequests()[0])
    }
    #expect(end == .lock(left: nil))
    #expect(try files() == [])
  }

  @Test func `whose request nobody takes has the lock next`() throws {
    #expect(try wait(asking: [1]) { _ in } == .lock(left: nil))
    #expect(try files() == [])
  }

  @Test func `who has the lock after a writer that ended knows what that was about to answer`()
    throws
  {
    let planned = try wait(asking: [1]) { storage in
      try storage.prepareAnswer([9], to: storage.takeRequests()[0])
    }
    #expect(planned == .lock(left: [9]))
    let taken = try wait(asking: [1]) { storage in _ = try storage.takeRequests() }
    #expect(taken == .lock(left: nil))
    #expect(try files() == [])
  }

  @Test func `what was planned for a request that is given back is told, too`() throws {
    let end = try wait(asking: [1]) { storage in
      let request = try storage.takeRequests()[0]
      try storage.prepareAnswer([9], to: request)
      try storage.giveBack(request)
    }
    #expect(end == .lock(left: [9]))
  }

  @Test func `who has no more patience takes its request back, unless somebody has it`() throws {
    let late = try wait(asking: [1], timeout: .milliseconds(20)) { storage in
      while try !files().isEmpty { usleep(1000) }
      #expect(try storage.takeRequests() == [])
    }
    guard case .thrown(.locked) = late else {
      Issue.record("\(late)")
      return
    }
    let taken = try wait(asking: [1], timeout: .milliseconds(200)) { storage in
      let request = try storage.takeRequests()[0]
      usleep(400_000)
      try storage.prepareAnswer([2], to: request)
      try storage.sendAnswer(to: request)
    }
    #expect(taken == .answer([2]))
  }

  @Test func `nothing is done for the dead, and what they left goes`() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let name = "00000000000000aa"
    for part in ["lock", "new", "request", "taken", "plan", "answer"] {
      try Data([1]).write(to: URL(filePath: "\(folder)/\(name).\(part)"))
    }
    try Data([1]).write(to: URL(filePath: "\(folder)/00000000000000bb.request"))
    try Data([1]).write(to: URL(filePath: "\(folder)/somebody's"))
    #expect(try storage.leftovers().unfinished.count == 8)
    #expect(try storage.takeRequests() == [])
    let lock = try storage.writerLock(timeout: .zero)
    #expect(try files() == ["somebody's"])
    lock.release()
  }

  // MARK: Hostile folders

  @Test func `pipes, links and what is too large are no requests, and nobody waits for them`()
    throws
  {
    let secret = scratch.url.path() + "secret"
    try Data([1, 2, 3]).write(to: URL(filePath: secret))
    let end = try wait(asking: [1]) { storage in
      let name = try #require(files().first { $0.hasSuffix(".request") })
      let path = folder + "/" + name
      for kind in ["pipe", "link", "large", "folder"] {
        try FileManager.default.removeItem(atPath: path)
        switch kind {
        case "pipe": _ = try Program.run("mkfifo", [path])
        case "link":
          try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: secret)
        case "large":
          try Data(count: WaitingRequest.largestByteCount + 1).write(to: URL(filePath: path))
        default:
          try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
        }
        #expect(try storage.takeRequests() == [], "\(kind)")
        // It is given back as it is: put it where it was for the next.
        let answer = path.replacingOccurrences(of: ".request", with: ".answer")
        try FileManager.default.moveItem(atPath: answer, toPath: path)
      }
      try FileManager.default.removeItem(atPath: path)
    }
    #expect(end == .lock(left: nil))
    #expect(try Data(contentsOf: URL(filePath: secret)) == Data([1, 2, 3]))
  }

  @Test func `a link in the folder's place leads nowhere`() throws {
    let elsewhere = scratch.url.path() + "elsewhere"
    try FileManager.default.createDirectory(
      atPath: elsewhere, withIntermediateDirectories: false)
    let kept = elsewhere + "/00000000000000aa.request"
    try Data([1]).write(to: URL(filePath: kept))
    try FileManager.default.createSymbolicLink(
      atPath: folder, withDestinationPath: elsewhere)
    let lock = try storage.writerLock(timeout: .zero)
    #expect(try storage.takeRequests() == [])
    let end = Mutex<End?>(nil)
    let group = DispatchGroup()
    let root = storage.root
    DispatchQueue.global().async(group: group) {
      let result = Self.end(root, [1], .seconds(60))
      end.withLock { $0 = result }
    }
    usleep(50_000)
    lock.release()
    group.wait()
    #expect(end.withLock { $0 } == .lock(left: nil))
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).count == 1)
  }

  @Test(arguments: ["request", "taken", "answer", "lock"])
  func `whatever somebody takes away, who asked has its turn`(part: String) throws {
    let end = try wait(asking: [1]) { storage in
      if part == "taken" || part == "answer" {
        let request = try storage.takeRequests()[0]
        if part == "answer" { try storage.giveBack(request) }
      }
      for file in try files() where file.hasSuffix("." + part) {
        try? FileManager.default.removeItem(atPath: folder + "/" + file)
      }
    }
    #expect(end == .lock(left: nil))
  }
}
