/// What fish is told of the commands and options: a line of `complete` each.
enum FishCompletion {
  static var script: String {
    let commands = Command.all.map { command in
      "complete -c stet -n '__stet_is \"\"' -a \(command.name) -d \(quoted(command.summary))"
    }
    let shared = Command.shared.map { complete($0, of: nil) }
    let own = Command.all.map { command in
      (command.options.map { complete($0, of: command) } + [words(command)])
        .joined(separator: "\n")
    }
    return """
      # What fish completes for stet; `stet completion fish` makes it from the program's own table.

      \(functions)

      complete -c stet -f
      \((commands + shared + own).joined(separator: "\n"))

      """
  }

  private static func complete(_ option: Option, of command: Command?) -> String {
    let condition = command.map { " -n '__stet_is \($0.name)'" } ?? ""
    let names = option.names.map { name in
      name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
    }.joined()
    let value = option.value == nil ? "" : " " + values(option.candidates)
    return "complete -c stet\(condition)\(names)\(value) -d \(quoted(option.help))"
  }

  /// The words of a command, and what they are where an option makes them something else.
  private static func words(_ command: Command) -> String {
    let changes = command.options.filter { $0.value == nil && $0.candidates != .free }
    let unchanged = changes.map { "; and not __stet_has \($0.names.joined(separator: " "))" }
    var lines = [
      "complete -c stet -n '__stet_is \(command.name)\(unchanged.joined())' "
        + offer(command.candidates)
    ]
    for option in changes {
      let names = option.names.joined(separator: " ")
      lines.append(
        "complete -c stet -n '__stet_is \(command.name); and __stet_has \(names)' "
          + offer(option.candidates))
    }
    return lines.joined(separator: "\n")
  }

  private static func values(_ candidates: Candidates) -> String {
    candidates == .files ? "-r -F" : "-x " + offer(candidates)
  }

  private static func offer(_ candidates: Candidates) -> String {
    switch candidates {
    case .free: "-f"
    case .files: "-F"
    case .folders: "-a '(__fish_complete_directories)'"
    case .articles: "-a '(__stet_ask articles)'"
    case .revisions: "-k -a '(__stet_ask revisions)'"
    case .commands: "-a '\(Command.all.map(\.name).joined(separator: " "))'"
    case .words(let words): "-a '\(words.joined(separator: " "))'"
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }

  private static var functions: String {
    let names = Command.shared.filter { $0.value != nil }.flatMap(\.names)
    return #"""
      # The command that was typed: the first word that is no option and no option's value.
      function __stet_command
          set -l words (commandline -opc)
          set -e words[1]
          while set -q words[1]
              switch $words[1]
                  case \#(names.joined(separator: " "))
                      set -e words[1]
                  case '-*'
                  case '*'
                      echo $words[1]
                      return
              end
              set -q words[1]; and set -e words[1]
          end
      end

      function __stet_is
          set -l found (__stet_command)
          test "$found" = "$argv[1]"
      end

      function __stet_has
          set -l words (commandline -opc)
          for name in $argv
              contains -- $name $words; and return 0
          end
          return 1
      end

      # Asks the program for what the archive has.
      function __stet_ask
          set -l words (commandline -opc)
          set -l typed (commandline -ct)
          set -l store
          for index in (seq 2 (count $words))
              switch $words[$index]
                  case --store
                      set store "--store="$words[(math $index + 1)]
                  case '--store=*'
                      set store $words[$index]
              end
          end
          $words[1] completion "--$argv[1]=$typed" $store 2>/dev/null
      end
      """#
  }
}
