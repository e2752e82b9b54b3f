/// What zsh is told of the commands and options: a list for `_arguments` of each command.
enum ZshCompletion {
  static var script: String {
    """
    #compdef stet
    # What zsh completes for stet; `stet completion zsh` makes it from the program's own table.

    typeset -ga _stet_commands=(\(Command.all.map(\.name).joined(separator: " ")))

    \(functions)

    _stet()
    {
      local -a _stet_line=("${words[@]}") commands
      local curcontext=$curcontext state line
      _arguments -C -S : \\
    \(specifications(Command.shared))
        '(-): :->command' '(-)*:: :->argument' && return
      case $state in
        (command)
          commands=(
    \(commands)
          )
          _describe -t commands command commands
          ;;
        (argument)
          case $words[1] in
    \(Command.all.map(branch).joined(separator: "\n"))
          esac
          ;;
      esac
    }

    if [[ $funcstack[1] == _stet ]]; then _stet "$@"; else compdef _stet stet; fi

    """
  }

  private static var commands: String {
    Command.all.map { "        " + quoted("\($0.name):\($0.summary)") }.joined(separator: "\n")
  }

  private static func branch(_ command: Command) -> String {
    let changes = command.options.filter { $0.value == nil && $0.candidates != .free }
    let kinds = changes.flatMap { option in
      option.names.map { "\($0) \(kind(option.candidates))" }
    }
    let action =
      switch command.candidates {
      case .free: " "
      case .words(let words): "(\(words.joined(separator: " ")))"
      default: " _stet_words \(([kind(command.candidates)] + kinds).joined(separator: " "))"
      }
    return """
            (\(command.name))
              _arguments -S : \\
      \(specifications(command.options + Command.shared))
                \(quoted("*:word:\(action)"))
              ;;
      """
  }

  /// A line for each name; a value may be given again, an option without one may not.
  private static func specifications(_ options: [Option]) -> String {
    options.flatMap { option in
      option.names.map { name in
        let help = "[\(escaped(option.help))]"
        guard let value = option.value else {
          return quoted("(\(option.names.joined(separator: " ")))\(name)\(help)")
        }
        let attached = name.hasPrefix("--") ? "=" : "+"
        return quoted("*\(name)\(attached)\(help):\(escaped(value)):\(action(option.candidates))")
      }
    }.map { "            \($0) \\" }.joined(separator: "\n")
  }

  private static func action(_ candidates: Candidates) -> String {
    switch candidates {
    case .free: " "
    case .words(let words): "(\(words.joined(separator: " ")))"
    default: " _stet_words \(kind(candidates))"
    }
  }

  private static func kind(_ candidates: Candidates) -> String {
    switch candidates {
    case .free, .words: "free"
    case .files: "files"
    case .folders: "folders"
    case .articles: "articles"
    case .revisions: "revisions"
    case .commands: "commands"
    }
  }

  /// What `_arguments` would take for its own.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]:\\".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  private static let functions = #"""
    # Asks the program for what the archive has.
    _stet_ask()
    {
      local -a names shown store
      local name text
      local -i index
      for ((index = 2; index <= $#_stet_line; index++)); do
        case $_stet_line[index] in
          (--store) store=(--store "${${(Q)_stet_line[index + 1]}/#\~\//$HOME/}") ;;
          (--store=*) store=("${(Q)_stet_line[index]}") ;;
        esac
      done
      while IFS=$'\t' read -r name text; do
        names+=("$name")
        shown+=("$name${text:+  -- $text}")
      done < <("${_stet_line[1]/#\~\//$HOME/}" completion "--$1=${(Q)PREFIX}" $store 2>/dev/null)
      compadd -l -d shown -a names
    }

    # Completes a kind, or that of the last option that is there: KIND [OPTION KIND]...
    _stet_words()
    {
      local kind=$1
      shift
      while (($#)); do
        ((${words[(I)$1]})) && kind=$2
        shift 2
      done
      case $kind in
        (files) _files ;;
        (folders) _files -/ ;;
        (commands) compadd -a _stet_commands ;;
        (articles | revisions) _stet_ask $kind ;;
      esac
    }
    """#
}
