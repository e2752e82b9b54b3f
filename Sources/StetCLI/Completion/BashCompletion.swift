/// What bash is told of the commands and options: cases made from the table, and a function that asks them.
///
/// What comes from an archive is compared and quoted, and never expanded by the shell.
enum BashCompletion {
  static var script: String {
    """
    # What bash completes for stet; `stet completion bash` makes it from the program's own table.

    # What the value of an option is; fails for an option without one.
    _stet_value()
    {
      case "$1 $2" in
    \(values)
        *) return 1 ;;
      esac
    }

    # What the words of a command are, beside the options that were given.
    _stet_kind()
    {
      case $1 in
    \(kinds)
      esac
      case "$1 $2" in
    \(changedKinds)
      esac
    }

    _stet_options()
    {
      case $1 in
    \(options)
        *) choices='\(names(Command.shared))' ;;
      esac
    }

    _stet_commands='\(Command.all.map(\.name).joined(separator: " "))'

    \(functions)

    """
  }

  private static var values: String {
    let shared = Command.shared.filter { $0.value != nil }.map {
      line(patterns($0, of: "*"), $0.candidates)
    }
    let own = Command.all.flatMap { command in
      command.options.filter { $0.value != nil }.map {
        line(patterns($0, of: "'\(command.name)'"), $0.candidates)
      }
    }
    return (shared + own).joined(separator: "\n")
  }

  private static func patterns(_ option: Option, of command: String) -> String {
    option.names.map { "\(command)' \($0)'" }.joined(separator: " | ")
  }

  private static var kinds: String {
    Command.all.map { line($0.name, $0.candidates) }.joined(separator: "\n")
  }

  private static var changedKinds: String {
    Command.all.flatMap { command in
      command.options.filter { $0.value == nil && $0.candidates != .free }.flatMap { option in
        option.names.map { line("'\(command.name) '*' \($0) '*", option.candidates) }
      }
    }.joined(separator: "\n")
  }

  private static var options: String {
    Command.all.map { "    \($0.name)) choices='\(names($0.options + Command.shared))' ;;" }
      .joined(separator: "\n")
  }

  private static func names(_ options: [Option]) -> String {
    options.flatMap(\.names).joined(separator: " ")
  }

  private static func line(_ pattern: String, _ candidates: Candidates) -> String {
    let kind =
      switch candidates {
      case .free: "free"
      case .files: "files"
      case .folders: "folders"
      case .articles: "articles"
      case .revisions: "revisions"
      case .commands: "words choices=$_stet_commands"
      case .words(let words): "words choices='\(words.joined(separator: " "))'"
      }
    return "    \(pattern)) kind=\(kind) ;;"
  }

  private static let functions = #"""
    # Puts together again what COMP_WORDBREAKS, which has @ and =, took apart.
    _stet_words()
    {
      local index word rest=$COMP_LINE
      for ((index = 0; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((index > 0)) && [[ $rest == "${rest#[[:space:]]}" && $rest ]]; then
          words[${#words[@]} - 1]+=$word
        else
          words+=("$word")
        fi
        rest=${rest#"${rest%%[![:space:]]*}"}
        rest=${rest#"$word"}
      done
    }

    # A word without the quotation marks and backslashes around it.
    _stet_plain()
    {
      REPLY=${1#[\"\']}
      REPLY=${REPLY%[\"\']}
      REPLY=${REPLY//\\/}
      REPLY=${REPLY/#\~\//$HOME/}
    }

    # Offers a word if it begins as what was typed; the second is how it is inserted.
    _stet_offer()
    {
      local full=$lead$2
      [[ $1 == "$typed"* && $full == "$before"* ]] && COMPREPLY+=("${full#"$before"}")
    }

    # Asks the program for what the archive has.
    _stet_ask()
    {
      local name quoted
      while IFS=$'\t' read -r name _; do
        quoted=$name
        [[ $typed_raw == [\"\']* ]] || printf -v quoted %q "$name"
        _stet_offer "$name" "$quoted"
      done < <("$program" completion "--$kind=$typed" ${store:+"--store=$store"} 2>/dev/null)
    }

    # What stands before the part of the word that readline replaces: an @ belongs to that, = does not.
    _stet_before()
    {
      local index mark
      [[ $typed_raw == [\"\']* ]] && return
      for ((index = ${#typed_raw}; index > 0; index--)); do
        mark=${typed_raw:index - 1:1}
        if [[ $mark == [=:@] && $COMP_WORDBREAKS == *"$mark"* ]]; then
          [[ $mark == @ ]] && ((index--))
          before=${typed_raw:0:index}
          return
        fi
      done
    }

    _stet_candidates()
    {
      local word
      case $kind in
        words) for word in $choices; do _stet_offer "$word" "$word"; done ;;
        articles | revisions) _stet_ask ;;
        files | folders)
          compopt -o filenames 2>/dev/null
          local letter=f
          [[ $kind == folders ]] && letter=d
          while IFS= read -r word; do
            _stet_offer "$word" "$word"
          done < <(compgen -$letter -- "$typed")
          ;;
      esac
    }

    _stet()
    {
      local IFS=$' \t\n' program=${1/#\~\//$HOME/} words=() command= store= seen=' ' kind= choices=
      local index word is_value= lead= typed_raw typed before= REPLY
      COMPREPLY=()
      _stet_words
      local last=$((${#words[@]} - 1))
      for ((index = 1; index < last; index++)); do
        word=${words[index]}
        case $word in
          --store=*) store=${word#*=} ;;
          -?*)
            seen+="$word "
            if _stet_value "$command" "$word"; then
              ((++index == last)) && is_value=1
              [[ $word == --store ]] && store=${words[index]}
            fi
            ;;
          *) command=${command:-$word} ;;
        esac
      done
      _stet_plain "$store"
      store=$REPLY
      typed_raw=${words[last]}
      _stet_before
      if [[ ! $is_value ]]; then
        kind=words
        if [[ $typed_raw == --*=* ]]; then
          lead=${typed_raw%%=*}=
          typed_raw=${typed_raw#*=}
          _stet_value "$command" "${lead%=}" || return 0
        elif [[ $typed_raw == -* ]]; then
          _stet_options "$command"
        elif [[ ! $command ]]; then
          choices=$_stet_commands
        else
          kind=free
          _stet_kind "$command" "$seen"
        fi
      fi
      _stet_plain "$typed_raw"
      typed=$REPLY
      _stet_candidates
    }

    complete -F _stet stet
    """#
}
