/// What people type who know other programs, and what does it here.
enum FamiliarWords {
  /// Commands of git's, of backup programs and of archives.
  private static let commands: [String: String] = [
    "add": "`stet commit FILE` records it at once",
    "annotate": "`stet blame REV`", "praise": "`stet blame REV`",
    "cat-file": "`stet cat REV` prints the bytes, `stet show REV` what is known of them",
    "check": verify, "fsck": verify, "validate": verify,
    "checkout": restore, "get": restore, "restore": restore,
    "clone": "an archive is a git repository: `git clone --bare .stet COPY`",
    "compare": "`stet diff OLD NEW`",
    "censor": erase, "forget": erase, "purge": erase, "redact": erase, "shred": erase,
    "delete": remove, "remove": remove, "rm": remove,
    "edit":
      "`stet amend REV` corrects what is known of a revision; a new text is `stet commit FILE`",
    "gc": maintain, "prune": maintain, "repack": maintain,
    "grep": search, "search": search,
    "history": "`stet log NAME`", "revisions": "`stet log NAME`",
    "ls": list, "ls-files": list, "articles": list,
    "mv": "`stet rename OLD NEW`", "move": "`stet rename OLD NEW`",
    "record": "`stet commit FILE`", "save": "`stet commit FILE`",
    "status": "`stet stats` tells how the archive is, `stet log -1` what was recorded last",
  ]

  /// Options, each without what is attached to it.
  private static let options: [String: String] = [
    "-S": search, "-G": search,
    "-U": "`--format unified` has three lines of context, for patch",
    "-a": "changed files are not looked for: name each",
    "-b": whitespace, "-w": whitespace,
    "-p": "`stet log NAME --stat` counts changes, `stet diff NAME` draws them",
    "-q": "its output can go to /dev/null",
    "--follow": "it does: `--no-follow` stops at a rename",
    "--all": "one log has all that was recorded", "--graph": "one log has all that was recorded",
    "--name-only": list, "--word-diff": "`--format word-diff`", "--patch": "`stet diff NAME`",
    "--side-by-side": "`--format side-by-side`", "--unified": "`--format unified`",
    "--html": "`--format html`", "-y": "`--format side-by-side`",
  ]

  private static let erase = "`stet erase REV --reason TEXT`: for ever, because the law says so"
  private static let list = "`stet list` lists the articles"
  private static let maintain = "`stet maintain`"
  private static let remove = "`stet commit --withdrawn NAME`: what was recorded stays"
  private static let restore = "`stet cat REV -o FILE`"
  private static let search = "there is no search in the archive yet"
  private static let verify = "`stet verify`"
  private static let whitespace = "`--whitespace ignore`"

  static func hint(forCommand name: String) -> String? { commands[name] }
  static func hint(forOption name: String) -> String? { options[name] }
}
