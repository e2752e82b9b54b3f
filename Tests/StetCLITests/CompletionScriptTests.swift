import TestSupport
import Testing

@testable import StetCLI

/// What is made from the table of commands has all of it, and is what its reader reads.
struct CompletionScriptTests {
  private static let scripts = [
    ("bash", BashCompletion.script), ("zsh", ZshCompletion.script), ("fish", FishCompletion.script),
  ]

  @Test(arguments: scripts)
  func `each command and each option is in the script`(shell: String, script: String) {
    for command in Command.all {
      #expect(script.contains(command.name))
      for name in (command.options + Command.shared).flatMap(\.names) {
        let spelling =
          shell != "fish"
          ? name : name.hasPrefix("--") ? " -l \(name.dropFirst(2)) " : " -s \(name.dropFirst()) "
        #expect(script.contains(spelling), "\(shell): \(command.name) \(name)")
      }
    }
  }

  @Test(arguments: scripts)
  func `the shell finds no fault with the script`(shell: String, script: String) throws {
    let result = try Program.run(shell, ["-n"], input: Array(script.utf8))
    #expect(result.status == 0 && result.errors == "", "\(result.errors)")
  }
}
