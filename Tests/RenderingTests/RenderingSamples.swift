import Foundation
import Prose
import Rendering
import TestSupport

/// A step of a difference written by hand.
enum Step {
  case keep(String)
  case delete(String, ChangeClass = .wording)
  case insert(String, ChangeClass = .wording)
  /// The old place of move 0, 1, …
  case from(Int, String)
  /// The new place of a move, with the edits inside it.
  case to(Int, [Step])
}

extension Difference {
  /// Puts the texts together from steps; the move ids must be 0, 1, … in any order.
  init(_ steps: [Step]) {
    var builder = DifferenceBuilder()
    builder.locateSources(steps)
    for step in steps { builder.append(step) }
    let moves = builder.moves.sorted { $0.key < $1.key }.map(\.value)
    self.init(old: builder.old, new: builder.new, edits: builder.edits, moves: moves)
  }

  init(bytes steps: [(kind: Edit.Kind, bytes: [UInt8])]) {
    var builder = DifferenceBuilder()
    for step in steps { builder.append(step.kind, step.bytes, .wording) }
    self.init(old: builder.old, new: builder.new, edits: builder.edits)
  }
}

private struct DifferenceBuilder {
  var old: [UInt8] = []
  var new: [UInt8] = []
  var edits: [Edit] = []
  var moves: [Int: Move] = [:]
  private var sources: [Int: Range<Int>] = [:]

  mutating func locateSources(_ steps: [Step]) {
    var offset = 0
    for step in steps {
      switch step {
      case .keep(let text), .delete(let text, _): offset += text.utf8.count
      case .from(let id, let text):
        sources[id] = offset..<offset + text.utf8.count
        offset += text.utf8.count
      case .insert, .to: break
      }
    }
  }

  mutating func append(_ step: Step) {
    switch step {
    case .keep(let text): append(.keep, Array(text.utf8), nil)
    case .delete(let text, let sort): append(.delete, Array(text.utf8), sort)
    case .insert(let text, let sort): append(.insert, Array(text.utf8), sort)
    case .from(let id, let text): append(.moveSource(id), Array(text.utf8), .wording)
    case .to(let id, let inner): appendTarget(id, inner)
    }
  }

  mutating func append(_ kind: Edit.Kind, _ bytes: [UInt8], _ sort: ChangeClass?) {
    var isOld = false
    var isNew = false
    switch kind {
    case .keep: (isOld, isNew) = (true, true)
    case .delete, .moveSource: isOld = true
    case .insert, .moveTarget: isNew = true
    }
    let oldRange = old.count..<old.count + (isOld ? bytes.count : 0)
    let newRange = new.count..<new.count + (isNew ? bytes.count : 0)
    if isOld { old += bytes }
    if isNew { new += bytes }
    edits.append(Edit(kind, old: oldRange, new: newRange, changeClass: sort))
  }

  private mutating func appendTarget(_ id: Int, _ inner: [Step]) {
    let source = sources[id] ?? 0..<0
    var part = DifferenceBuilder()
    for step in inner { part.append(step) }
    let shifted = part.edits.map { edit in
      Edit(
        edit.kind, old: edit.old.shifted(by: source.lowerBound),
        new: edit.new.shifted(by: new.count), changeClass: edit.changeClass)
    }
    let target = new.count..<new.count + part.new.count
    moves[id] = Move(source: source, target: target, edits: shifted)
    append(.moveTarget(id), part.new, .wording)
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}

extension SeededGenerator {
  /// Words, line breaks and odd bytes, kept, deleted and inserted at random.
  mutating func difference() -> Difference {
    let steps = (0..<Int.random(in: 1...14, using: &self)).map { _ in
      (kind: kind(), bytes: (0..<Int.random(in: 1...6, using: &self)).flatMap { _ in token() })
    }
    return Difference(bytes: steps)
  }

  /// Sentences of which some moved and some changed, compared by the engine.
  mutating func shuffledSentences() -> Difference {
    let nouns = ["house", "river", "minister", "<b>", "letter", "5 & 6", "market", "teacher"]
    var sentences = (0..<Int.random(in: 4...40, using: &self)).map { index in
      let words = (0..<6).map { _ in nouns.randomElement(using: &self) ?? "" }
      return "Sentence \(index) has " + words.joined(separator: " ") + "."
    }
    let old = sentences.joined(separator: " ")
    for _ in 0..<3 {
      let sentence = sentences.remove(at: Int.random(in: sentences.indices, using: &self))
      sentences.insert(
        sentence.replacing("house", with: "home"),
        at: Int.random(in: 0...sentences.count, using: &self))
    }
    return .between(old: Array(old.utf8), new: Array(sentences.joined(separator: " ").utf8))
  }

  private mutating func kind() -> Edit.Kind {
    [.keep, .keep, .delete, .insert].randomElement(using: &self) ?? .keep
  }

  private mutating func token() -> [UInt8] {
    let tokens: [[UInt8]] = [
      Array("a".utf8), Array("b\n".utf8), Array("\n".utf8), Array("\n".utf8), Array("b".utf8),
      Array("a\n".utf8), Array("c\r\n".utf8), Array(" ".utf8), Array("~\n".utf8),
      Array("-x\n".utf8), Array("\\ No\n".utf8), [1], [0xFF, 0x0A], Array("é".utf8),
    ]
    return tokens.randomElement(using: &self) ?? []
  }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "prose-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The bytes of a file, none where it is missing.
  func read(_ name: String) -> [UInt8] {
    (try? Data(contentsOf: url.appending(path: name))).map(Array.init) ?? []
  }

  /// Runs a program in the folder and returns its exit status and standard output.
  func run(_ arguments: String...) throws -> (status: Int32, output: [UInt8]) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = url
    let output = url.appending(path: ".output-\(UUID().uuidString)")
    try Data().write(to: output)
    let handle = try FileHandle(forWritingTo: output)
    process.standardOutput = handle
    process.standardError = handle
    var environment = ProcessInfo.processInfo.environment
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    environment["GIT_CONFIG_NOSYSTEM"] = "1"
    environment["GIT_CEILING_DIRECTORIES"] = url.deletingLastPathComponent().path
    environment["LC_ALL"] = "C"
    process.environment = environment
    try process.run()
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: output) }
    return (process.terminationStatus, read(output.lastPathComponent))
  }
}
