import Foundation
import TestSupport
import Testing

@testable import StetCLI

/// What commands have of the network, by the program beside this one.
struct NetworkProgramTests {
  private let server: PythonServer

  init() throws {
    server = try PythonServer(PostServer.script)
  }

  private func post(
    _ path: String, _ body: [UInt8] = [1, 2, 3], timeout: Int = 20
  ) throws -> (status: Int, type: String, body: [UInt8]) {
    try NetworkProgram().post(
      body, type: "text/x-test", accept: nil, to: "http://127.0.0.1:\(server.port)\(path)",
      timeout: timeout)
  }

  private func report(_ body: () throws -> Void) -> ErrorReport? {
    do {
      try body()
      return nil
    } catch {
      return (error as? CommandError)?.report
    }
  }

  @Test func `an answer comes back with its status, its type and all its bytes`() throws {
    let body = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0) }
    let answer = try post("/echo", body)
    #expect(answer.status == 200 && answer.type == "text/plain" && answer.body == body)
    #expect(try post("/status/409").status == 409)
    #expect(try post("/silent").type == "-")
  }

  @Test func `where the network refuses, the status is 6 and the words are its own`() throws {
    let slow = report { _ = try post("/slow", timeout: 1) }
    #expect(slow?.status == .systemRefused && slow?.message.contains("timed out") == true)
    server.stop()
    let refused = report { _ = try post("/echo") }
    #expect(refused?.status == .systemRefused)
    #expect(refused?.message.hasPrefix("cannot post to 127.0.0.1: ") == true)
  }

  @Test(arguments: ["-o", "--help", "", "ftp://a/", "a", "http://a\0b/"])
  func `what is no address is used wrongly`(url: String) throws {
    let program = try NetworkProgram()
    let report = report {
      _ = try program.post([1], type: "a/b", accept: nil, to: url, timeout: 1)
    }
    #expect(report?.status == .usedWrongly)
  }

  @Test func `no shell reads an address`() throws {
    let folder = try TemporaryDirectory()
    let mark = folder.url.appending(path: "mark").path(percentEncoded: false)
    _ = report {
      _ = try post("/echo;touch$IFS\(mark)`touch$IFS\(mark)`$(touch$IFS\(mark))")
    }
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func `a request that is not read does not end this program`() throws {
    let large = [UInt8](repeating: 1, count: 1 << 20)
    let report = report {
      _ = try NetworkProgram().post(large, type: "none", accept: nil, to: "http://a/", timeout: 1)
    }
    #expect(report?.status == .usedWrongly)
  }

  @Test func `a program that is missing is told with its package`() {
    let report = CommandError.noProgramBeside("/usr/bin/stet-post", package: "stet-post").report
    #expect(report.status == .notFound && report.message.contains("/usr/bin/stet-post"))
    #expect(report.hint?.contains("the package `stet-post` has it") == true)
  }
}
