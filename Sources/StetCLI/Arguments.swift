internal import Stet

/// The words of one command, told apart into options and the rest.
struct Arguments {
  private(set) var words: [String] = []
  /// What may be asked for.
  private let options: [Option]
  /// By the first name of the option.
  private var values: [String: [String]] = [:]

  /// Options may stand before or after other words; `--` ends them; `-` is a word; `--name=value`
  /// and `--name value` are the same, and so are `-n5` and `-n 5`.
  init(_ line: [String], options: [Option]) throws(CommandError) {
    self.options = options
    var rest = line[...]
    while let word = rest.popFirst() {
      if word == "--" {
        words += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        words.append(word)
        continue
      }
      let (name, attached) = Arguments.split(word, among: options)
      guard let option = Arguments.option(name, among: options) else {
        throw Arguments.unknown(name, among: options)
      }
      try take(option, name, attached, &rest)
    }
  }

  /// Takes off the options that stand before the command, each with its value.
  static func leadingOptions(
    _ line: [String], among options: [Option]
  ) throws(CommandError) -> (options: [String], rest: ArraySlice<String>) {
    var end = 0
    while end < line.count, line[end].hasPrefix("-") {
      let (name, attached) = split(line[end], among: options)
      guard let option = option(name, among: options) else {
        throw unknown(name, among: options)
      }
      end += option.value != nil && attached == nil ? 2 : 1
    }
    end = min(end, line.count)
    return (Array(line[..<end]), line[end...])
  }

  private static func option(_ name: String, among options: [Option]) -> Option? {
    options.first { $0.names.contains(name) }
  }

  private mutating func take(
    _ option: Option, _ name: String, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(CommandError) {
    guard let valueName = option.value else {
      if attached != nil { throw .usage("\(name) takes no value", hint: nil) }
      return values[option.names[0], default: []].append("")
    }
    guard let value = attached ?? rest.popFirst() else {
      throw .usage("\(name) needs a value: \(valueName)", hint: nil)
    }
    values[option.names[0], default: []].append(value)
  }

  /// Tells a name from what is attached to it; `-3` is `-n 3` where that is an option.
  private static func split(
    _ word: String, among options: [Option]
  ) -> (name: String, value: String?) {
    if word.dropFirst().allSatisfy({ ("0"..."9").contains($0) }),
      option("-n", among: options) != nil
    {
      return ("-n", String(word.dropFirst()))
    }
    if word.hasPrefix("--") {
      guard let equals = word.firstIndex(of: "=") else { return (word, nil) }
      return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
    let rest = word.unicodeScalars.dropFirst(2)
    return (String(word.unicodeScalars.prefix(2)), rest.isEmpty ? nil : String(rest))
  }

  private static func unknown(_ name: String, among options: [Option]) -> CommandError {
    // To a name of one letter any other is as similar as the next.
    let isLong = name.hasPrefix("--")
    let similar = isLong ? Similarity.closest(to: name, among: options.flatMap(\.names)) : []
    return .usage(
      "unknown option \(name.visible)",
      hint: FamiliarWords.hint(forOption: name) ?? similar.first.map { "did you mean \($0)?" })
  }

  /// The last value given for an option.
  subscript(option: Option) -> String? { all(option).last }

  /// Every value given for an option, in order.
  func all(_ option: Option) -> [String] {
    precondition(option.value != nil, "\(option.names[0]) has no value")
    return given(option) ?? []
  }

  func has(_ option: Option) -> Bool { given(option) != nil }

  /// Whether no form for programs was asked for, whatever the command calls it.
  var areForPeople: Bool {
    ["--json", "--format", "--batch"].allSatisfy { values[$0] == nil }
  }

  /// `nil` where the option was not given. An option that the command does not list could never be
  /// given, so to ask for it is a mistake in the command.
  private func given(_ option: Option) -> [String]? {
    precondition(options.contains(option), "\(option.names[0]) is not in the command's table")
    return values[option.names[0]]
  }

  /// The value as a number.
  func number(_ option: Option, atLeast least: Int) throws(CommandError) -> Int? {
    guard let text = self[option] else { return nil }
    guard let number = Int(text), number >= least else {
      throw .usage(
        "\(option.names[0]) takes a number from \(least) up, not '\(text.visible)'", hint: nil)
    }
    return number
  }

  /// The value as a time.
  ///
  /// - Parameter now: What `3 days ago` counts from.
  func time(_ option: Option, now: Timestamp) throws(CommandError) -> Timestamp? {
    guard let text = self[option] else { return nil }
    guard let time = Timestamp(words: text, now: now, localZone: Surroundings.localZone) else {
      throw .usage(
        "\(option.names[0]) takes a time, not '\(text.visible)'",
        hint:
          "write 2011-11-24, 2011-11-24T17:27, 2011-11-24T17:27:00+02:00, yesterday, '3 days ago' or"
          + " 'Thu, 24 Nov 2011 17:27:00 GMT'")
    }
    return time
  }

  /// The values as ids of commits, written in full: they come from elsewhere.
  func heads(_ option: Option) throws(CommandError) -> [RevisionID] {
    var heads: [RevisionID] = []
    for text in all(option) {
      guard let id = RevisionID(text) else {
        throw .usage(
          "\(option.names[0]) takes a commit's id of 64 digits, not '\(text.visible)'", hint: nil)
      }
      heads.append(id)
    }
    return heads
  }

  /// Refuses words that the command has no use for.
  func expect(_ counts: ClosedRange<Int>, _ usage: String) throws(CommandError) {
    if words.count < counts.lowerBound { throw .usage("something is missing", hint: usage) }
    if words.count > counts.upperBound {
      throw .usage("'\(words[counts.upperBound].visible)' is one word too many", hint: usage)
    }
  }
}
