/// Words of the form `--name value`, and a command after `--`.
struct Options {
  private var values: [String: String] = [:]
  let command: [String]

  init(_ words: [String]) throws(BenchmarkError) {
    let end = words.firstIndex(of: "--") ?? words.count
    command = Array(words[end...].dropFirst())
    var position = 0
    while position < end {
      guard words[position].hasPrefix("--"), position + 1 < end else {
        throw .usage("--NAME VALUE, not '\(words[position])'")
      }
      values[String(words[position].dropFirst(2))] = words[position + 1]
      position += 2
    }
  }

  subscript(name: String) -> String? { values[name] }

  func text(_ name: String) throws(BenchmarkError) -> String {
    guard let text = values[name] else { throw .usage("--\(name) is missing") }
    return text
  }

  func number(_ name: String, default standard: Int? = nil) throws(BenchmarkError) -> Int {
    guard let text = values[name] else {
      if let standard { return standard }
      throw .usage("--\(name) is missing")
    }
    guard let number = Int(text), number > 0 else {
      throw .usage("--\(name) takes a number from 1, not '\(text)'")
    }
    return number
  }
}
