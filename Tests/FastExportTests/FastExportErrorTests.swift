import FastExport
import Testing

struct FastExportErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var stream: String
    var problem: FastExportError.Problem
    var line: Int
    var byteOffset: Int

    var testDescription: String { "\(stream.debugDescription): \(problem)" }
  }

  private static func bad(
    _ stream: String, _ problem: FastExportError.Problem, _ line: Int, _ byteOffset: Int
  ) -> Case {
    Case(stream: stream, problem: problem, line: line, byteOffset: byteOffset)
  }

  /// A commit up to its changes: 6 lines, 45 bytes.
  private static let head = "commit r\ncommitter <a> 1 +0000\ndata 2\nm\n"

  private static func badChange(
    _ change: String, _ problem: FastExportError.Problem, _ column: Int
  ) -> Case {
    Case(stream: head + change, problem: problem, line: 5, byteOffset: head.utf8.count + column)
  }

  static let truncated = [
    bad("blo", .unterminatedLine, 1, 3),
    bad("# comment", .unterminatedLine, 1, 9),
    bad("blob\n", .endsBefore("data"), 2, 5),
    bad("blob\ndata 5\nab", .truncatedData(missingByteCount: 3), 3, 14),
    bad("blob\ndata 5\na\nb", .truncatedData(missingByteCount: 2), 4, 15),
    bad("blob\ndata 1000000000\n", .truncatedData(missingByteCount: 1_000_000_000), 3, 21),
    bad("blob\ndata <<END\nab\n", .missingDelimiter("END"), 4, 19),
    bad("blob\ndata <<END\nEND", .unterminatedLine, 3, 19),
    bad("commit r\n", .endsBefore("committer"), 2, 9),
    bad("tag t\n", .endsBefore("from"), 2, 6),
    bad("alias\n", .endsBefore("mark"), 2, 6),
    bad("alias\nmark :1\n", .endsBefore("to"), 3, 14),
    bad("feature done\n", .missingDone, 2, 13),
    bad("feature done\nblob\n", .missingDone, 3, 18),
  ]

  static let commands = [
    bad("\n", .unknownCommand(""), 1, 0),
    bad("checkpoint\n\n\n", .unknownCommand(""), 3, 12),
    bad("blob x\n", .unknownCommand("blob x"), 1, 0),
    bad("tag\n", .unknownCommand("tag"), 1, 0),
    bad("data 3\n", .unknownCommand("data 3"), 1, 0),
    bad("M 644 :1 a\n", .unknownCommand("M 644 :1 a"), 1, 0),
    bad("blob\nmark :1\nmark :2\n", .expected("data"), 3, 13),
    bad("commit r\nauthor <a> 1 +0000\ndata 0\n", .expected("committer"), 3, 28),
    bad("tag t\ndata 0\n", .expected("from"), 2, 6),
    bad("ls :1 a\n", .wantsAnswer("ls"), 1, 0),
    bad("cat-blob :1\n", .wantsAnswer("cat-blob"), 1, 0),
    bad("done-not\n", .unknownCommand("done-not"), 1, 0),
    bad("progress x\nget-mark :1\n", .wantsAnswer("get-mark"), 2, 11),
    bad("feature cat-blob\n", .unsupportedFeature("cat-blob"), 1, 8),
    bad("feature export-marks\n", .unsupportedFeature("export-marks"), 1, 8),
    bad("checkpoint\nfeature done\n", .lateCommand("feature"), 2, 11),
    bad("checkpoint\noption git quiet\n", .lateCommand("option"), 2, 11),
    bad("reset a\0b\n", .nulByte, 1, 7),
    badChange("ls \"a\"\n", .wantsAnswer("ls"), 0),
    badChange("M 644 inline a\ncat-blob :1\n", .wantsAnswer("cat-blob"), 15).onLine(6),
  ]

  static let fields = [
    bad("commit \n", .missingName, 1, 7),
    bad("reset \n", .missingName, 1, 6),
    bad("reset r\nfrom \n", .missingName, 2, 13),
    bad("blob\nmark 1\n", .badMark, 2, 10),
    bad("blob\nmark :0\n", .badMark, 2, 10),
    bad("blob\nmark :1x\n", .badMark, 2, 10),
    bad("blob\nmark :99999999999999999999\n", .badMark, 2, 10),
    bad("reset r\nfrom :x\n", .badMark, 2, 13),
    bad("blob\ndata -1\n", .badByteCount, 2, 10),
    bad("blob\ndata \n", .badByteCount, 2, 10),
    bad("blob\ndata 99999999999999999999\n", .badByteCount, 2, 10),
    bad("blob\ndata 2000000000\n", .dataTooLong(limit: 1 << 30), 2, 10),
    bad("commit r\ncommitter a\n", .badIdentity, 2, 19),
    bad("commit r\ncommitter a<b> 1 +0000\n", .badIdentity, 2, 19),
    bad("commit r\ncommitter >a <b> 1 +0000\n", .badIdentity, 2, 19),
    bad("commit r\ncommitter a <b 1 +0000\n", .badIdentity, 2, 21),
    bad("commit r\ncommitter a <b>1 +0000\n", .badIdentity, 2, 21),
    bad("commit r\ncommitter a <b> 1\n", .badDate, 2, 25),
    bad("feature date-format=x\n", .unknownDateFormat("x"), 1, 8),
  ]

  static let changes = [
    badChange("M 777 :1 a\n", .badMode, 2),
    badChange("M 10064 :1 a\n", .badMode, 2),
    badChange("M 8 :1 a\n", .badMode, 2),
    badChange("M 644\n", .badMode, 2),
    badChange("M 644 x a\n", .badDataReference, 6),
    badChange("M 644 :1\n", .badDataReference, 6),
    badChange("N :0 :1\n", .badDataReference, 2),
    badChange("M 160000 inline a\n", .inlineNotAllowed, 9),
    badChange("M 040000 inline a\n", .inlineNotAllowed, 9),
    badChange("D \"a\n", .badQuoting, 2),
    badChange("D \"\\x\"\n", .badQuoting, 2),
    badChange("D \"\\40\"\n", .badQuoting, 2),
    badChange("D \"\\477\"\n", .badQuoting, 2),
    badChange("D \"a\\\n", .badQuoting, 2),
    badChange("D \"a\"b\n", .garbageAfterPath, 5),
    badChange("R \"a\"b c\n", .garbageAfterPath, 5),
    badChange("R a\n", .missingPath, 3),
    badChange("C \"a\"\n", .missingPath, 5),
    badChange("D /a\n", .badPath, 2),
    badChange("D a/\n", .badPath, 2),
    badChange("D a//b\n", .badPath, 2),
    badChange("M 644 :1 a/../b\n", .badPath, 9),
    badChange("R a ./b\n", .badPath, 4),
    badChange("C .. b\n", .badPath, 2),
    badChange("D \"a\\000b\"\n", .badPath, 2),
  ]

  @Test(arguments: truncated + commands + fields + changes)
  func `what is wrong is named with its line and byte`(_ expected: Case) throws {
    let error = StreamSample.read(Array(expected.stream.utf8)).error
    guard case .malformed(let problem, let position) = error else {
      Issue.record("no error")
      return
    }
    #expect(problem == expected.problem)
    #expect(position == StreamPosition(line: expected.line, byteOffset: expected.byteOffset))
    #expect(error?.description.isEmpty == false)
  }

  /// What is one byte too much, and the same within the limit.
  static let limited: [(String, FastExportError.Problem, Int)] = [
    ("progress 7890123\n", .lineTooLong(limit: 15), 0),
    ("blob\ndata 9\n123456789\n", .dataTooLong(limit: 8), 10),
    ("blob\ndata <<E\n1234\n6789\nE\n", .dataTooLong(limit: 8), 19),
    ("blob\ndata <<E\n1234567890\nE\n", .dataTooLong(limit: 8), 14),
    (head + "M 644 inline a\ndata 8\n12345678\n", .commitTooLarge(limit: 20), head.utf8.count),
  ]

  @Test(arguments: limited)
  func `a limit is kept`(stream: String, problem: FastExportError.Problem, offset: Int) {
    var limits = FastExportReader.Limits()
    switch problem {
    case .lineTooLong(let limit): limits.lineByteCount = limit
    case .dataTooLong(let limit): limits.dataByteCount = limit
    default: limits.commitByteCount = 20
    }
    let error = StreamSample.read(Array(stream.utf8), limits: limits).error
    guard case .malformed(problem, let position) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position.byteOffset == offset)
    #expect(StreamSample.read(Array(stream.utf8)).error == nil)
  }

  @Test func `a reader that has failed reads no further`() throws {
    var rest = Array("oops\nblob\ndata 0\n".utf8)
    var reader = FastExportReader { space in
      for byte in rest { space.append(byte) }
      rest = []
    }
    #expect(throws: FastExportError.self) { try reader.next() }
    #expect(try reader.next() == nil)
  }
}

extension FastExportErrorTests.Case {
  fileprivate func onLine(_ line: Int) -> Self {
    var copy = self
    copy.line = line
    return copy
  }
}
