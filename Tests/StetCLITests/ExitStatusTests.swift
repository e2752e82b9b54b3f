import Foundation
import Testing

@testable import StetCLI

struct ExitStatusTests {
  @Test func `README and help say what each status means`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../README.md").standardizedFileURL
    let readme = try String(contentsOf: page, encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let help = HelpText.overview.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for status in ExitStatus.allCases {
      let words = "\(status.rawValue) \(status.meaning)"
      #expect(readme.contains(words), "README lacks \(words)")
      #expect(help.contains(words), "help lacks \(words)")
    }
    let longest =
      HelpText.overview.split(separator: "\n").filter { $0.contains("; ") }
      .map(\.count).max() ?? 0
    #expect(longest <= 88)
  }
}
