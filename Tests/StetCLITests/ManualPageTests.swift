import TestSupport
import Testing

@testable import StetCLI

/// What the pages of the manual have, as a reader sees them.
struct ManualPageTests {
  private static let pages =
    [("stet", ManualPage.overview)]
    + Command.all.map { ("stet-" + $0.name, ManualPage.page(of: $0)) }

  @Test(arguments: pages)
  func `the page is one that mandoc has no warning for`(name: String, page: String) throws {
    let result = try Program.run("mandoc", ["-Tlint", "-Wwarning"], input: Array(page.utf8))
    // A page without a date is the same whenever it is made.
    let warnings = result.text.split(separator: "\n").filter { !$0.contains("missing date") }
    #expect(warnings.isEmpty, "\(name): \(warnings)")
  }

  @Test(arguments: Command.all.map(\.name))
  func `a command's page has its options, examples and words as they are typed`(
    name: String
  ) throws {
    let command = try #require(Command.named(name))
    let page = try Self.read(ManualPage.page(of: command))
    for option in command.options + Command.shared {
      #expect(page.contains(option.spelling), "\(option.spelling)")
      #expect(page.contains(option.help.replacing("`", with: "")), "\(option.help)")
    }
    for example in command.examples { #expect(page.contains(example.line), "\(example.line)") }
    #expect(page.contains(("stet \(name) " + command.words).trimmingSuffix(while: \.isWhitespace)))
    for part in ["NAME", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"] { #expect(page.contains(part)) }
  }

  @Test func `the first page has every command`() throws {
    let page = try Self.read(ManualPage.overview)
    for command in Command.all {
      #expect(page.contains("stet \(command.name)") && page.contains("stet-\(command.name)(1)"))
    }
  }

  /// As a reader sees it, on one endless line.
  private static func read(_ page: String) throws -> String {
    let result = try Program.run(
      "mandoc", ["-Tutf8", "-O", "width=1000"], input: Array(page.utf8))
    var text = ""
    for character in result.text {
      // Bold is a letter upon itself.
      if character == "\u{8}" { text.removeLast() } else { text.append(character) }
    }
    return text
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }
}
