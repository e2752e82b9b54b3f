/// A git configuration file: sections, variables, values.
///
/// Source: git-config(1), "Syntax". Includes are not followed.
package struct Configuration: Equatable, Sendable {
  /// Values by lower-case `section.name` or `section.subsection.name`; the last one counts.
  private var values: [String: String] = [:]

  package init() {}

  /// Where a file breaks the syntax.
  package struct SyntaxError: Error, Equatable, Sendable {
    package var line: Int
    package var text: String
  }

  /// The names of a section's variables, in small letters; subsections are others.
  package func names(in section: String) -> [String] {
    let prefix = section.lowercased() + "."
    return values.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .filter { !$0.contains(".") }.sorted()
  }

  /// What stands between a section's name and a variable's, wherever the variable is true: `origin` for
  /// `remote.origin.promisor`.
  package func subsections(of section: String, where variable: String) -> [String] {
    let (prefix, suffix) = (section.lowercased() + ".", "." + variable.lowercased())
    return values.filter { name, value in
      name.utf8.count > prefix.utf8.count + suffix.utf8.count && name.hasPrefix(prefix)
        && name.hasSuffix(suffix) && Configuration.boolean(value) == true
    }.keys.map { String($0.dropFirst(prefix.count).dropLast(suffix.count)) }.sorted()
  }

  /// The value of a variable: `true` where it is only named.
  package subscript(name: String) -> String? { values[Configuration.key(name)] }

  package init(decoding text: String) throws(SyntaxError) {
    var section = ""
    var lines = Configuration.lines(of: text)[...]
    var number = 0
    while let first = lines.popFirst() {
      number += 1
      var line = first
      // A backslash at the end joins the next line on.
      while line.hasSuffix("\\"), !line.hasSuffix("\\\\"), let next = lines.popFirst() {
        line = String(line.dropLast()) + next
        number += 1
      }
      guard read(line, section: &section) else { throw SyntaxError(line: number, text: line) }
    }
  }

  /// Lines end with LF or CR LF, which is one character to Swift; a CR at the end of all is none.
  private static func lines(of text: String) -> [String] {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let ended = lines.dropLast().map { String($0.last == "\r" ? $0.dropLast() : $0) }
    return ended + lines.suffix(1).map { String($0) }
  }

  /// Reads one line; `false` where it breaks the syntax.
  private mutating func read(_ line: String, section: inout String) -> Bool {
    var rest = line.drop(while: Configuration.isSpace)
    if rest.first == "[" {
      guard let end = Configuration.sectionEnd(in: rest),
        let name = Configuration.section(rest[..<end].dropFirst())
      else { return false }
      section = name
      rest = rest[rest.index(after: end)...].drop(while: Configuration.isSpace)
    }
    guard let first = rest.first, first != "#", first != ";" else { return true }
    let name = rest.prefix(while: Configuration.isNameCharacter)
    guard let initial = name.first, initial.isLetter else { return false }
    rest = rest[name.endIndex...].drop(while: Configuration.isSpace)
    let key = Configuration.key(section + "." + name)
    guard rest.first == "=" else {
      guard rest.isEmpty else { return false }
      values[key] = "true"
      return true
    }
    values[key] = Configuration.value(rest.dropFirst())
    return values[key] != nil
  }

  /// Where a section's head ends: the first bracket that no quotation mark takes in.
  private static func sectionEnd(in text: Substring) -> Substring.Index? {
    var isQuoted = false
    var isEscaped = false
    for index in text.indices {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch text[index] {
      case "\\" where isQuoted: isEscaped = true
      case "\"": isQuoted.toggle()
      case "]" where !isQuoted: return index
      default: continue
      }
    }
    return nil
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "-")
  }

  private static func section(_ text: Substring) -> String? {
    guard let quote = text.firstIndex(of: "\"") else {
      let isName = text.allSatisfy { isNameCharacter($0) || $0 == "." }
      return isName && !text.isEmpty ? text.lowercased() : nil
    }
    guard text.last == "\"", text.index(after: quote) < text.endIndex else { return nil }
    // Git wants white space between the two.
    guard text[..<quote].last.map(isSpace) ?? false else { return nil }
    let name = text[..<quote].filter { !isSpace($0) }.lowercased()
    guard !name.isEmpty, name.allSatisfy({ isNameCharacter($0) || $0 == "." }) else { return nil }
    let subsection = text[text.index(after: quote)..<text.index(before: text.endIndex)]
    return name + "." + subsection.replacing("\\", with: "")
  }

  private static func value(_ text: Substring) -> String? {
    var value = ""
    // White space at the end, which is no part of it.
    var spaceCount = 0
    var isQuoted = false
    var characters = text.drop(while: isSpace)[...]
    while let character = characters.popFirst() {
      switch character {
      case "\"": isQuoted.toggle()
      case "\\":
        // One at the end of the last line goes on with nothing.
        guard let next = characters.popFirst() else { continue }
        guard let escaped = escape(next) else { return nil }
        value.append(escaped)
        spaceCount = 0
        continue
      case "#" where !isQuoted, ";" where !isQuoted: characters = ""
      default:
        value.append(character)
        spaceCount = isQuoted || !isSpace(character) ? 0 : spaceCount + 1
      }
    }
    if isQuoted { return nil }
    return String(value.dropLast(spaceCount))
  }

  private static func escape(_ character: Character) -> Character? {
    switch character {
    case "n": "\n"
    case "t": "\t"
    case "b": "\u{8}"
    case "\\", "\"": character
    default: nil
    }
  }

  /// What git takes a value for that is to be true or false; `nil` where it refuses it.
  package static func boolean(_ value: String) -> Bool? {
    switch value.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off", "": false
    default: Int32(value).map { $0 != 0 }
    }
  }

  private static func isSpace(_ character: Character) -> Bool {
    character == " " || character == "\t"
  }

  /// Section and variable names do not tell case apart; what stands between them does.
  private static func key(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 2 else {
      return name.lowercased()
    }
    let middle = parts.dropFirst().dropLast().joined(separator: ".")
    return first.lowercased() + "." + middle + "." + last.lowercased()
  }
}
