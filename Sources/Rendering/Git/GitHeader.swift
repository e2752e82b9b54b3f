internal import Prose

/// The lines that git and `patch` read before and above the hunks.
enum GitHeader {
  /// Exact bytes for programs, and for a terminal what it may see of them.
  static func shown(_ bytes: [UInt8], _ options: RenderingOptions) -> [UInt8] {
    options.isTerminal ? Array(VisibleText.neutralised(bytes[...]).utf8) : bytes
  }

  /// `--- a/NAME` and `+++ b/NAME`.
  static func fileLines(_ old: RevisionLabel, _ new: RevisionLabel) -> [UInt8] {
    line("--- ", "a/", old.name) + line("+++ ", "b/", new.name)
  }

  /// `diff --git a/NAME b/NAME`, and git's `index` line where both blobs are known.
  static func gitLines(_ old: RevisionLabel, _ new: RevisionLabel) -> [UInt8] {
    let names = quoted("a/" + old.name) + " " + quoted("b/" + new.name)
    var output = Array("diff --git \(names)\n".utf8)
    if let oldBlob = old.blobID, let newBlob = new.blobID {
      output += Array("index \(oldBlob.prefix(7))..\(newBlob.prefix(7)) 100644\n".utf8)
    }
    return output
  }

  /// `Binary files a/NAME and b/NAME differ`.
  static func binaryLine(_ old: RevisionLabel, _ new: RevisionLabel) -> [UInt8] {
    Array("Binary files \(quoted("a/" + old.name)) and \(quoted("b/" + new.name)) differ\n".utf8)
  }

  /// `@@ -start,count +start,count @@`, counting lines from one.
  static func hunkLine(_ hunk: LineHunk, heading: ArraySlice<UInt8>) -> [UInt8] {
    var output = Array("@@ -\(span(hunk.old)) +\(span(hunk.new)) @@".utf8)
    if !heading.isEmpty {
      output.append(UInt8(ascii: " "))
      output += heading
    }
    output.append(newline)
    return output
  }

  /// A count of one is left out; an empty range names the line before it.
  private static func span(_ lines: Range<Int>) -> String {
    switch lines.count {
    case 0: "\(lines.lowerBound),0"
    case 1: "\(lines.lowerBound + 1)"
    case let count: "\(lines.lowerBound + 1),\(count)"
    }
  }

  /// A name with a space is followed by a tab, or `patch` would stop reading at the space.
  private static func line(_ mark: String, _ side: String, _ name: String) -> [UInt8] {
    let path = quoted(side + name)
    let needsTab = !path.hasPrefix("\"") && path.utf8.contains(UInt8(ascii: " "))
    return Array((mark + path + (needsTab ? "\t" : "") + "\n").utf8)
  }

  /// The name as git prints it: in double quotes with C escapes if any byte needs one.
  ///
  /// Source: git-config(1), "core.quotePath"; git's quote.c.
  static func quoted(_ path: String) -> String {
    var result = ""
    var needsQuotes = false
    for byte in path.utf8 {
      if let escape = escape(byte) {
        result += escape
        needsQuotes = true
      } else {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return needsQuotes ? "\"\(result)\"" : result
  }

  private static func escape(_ byte: UInt8) -> String? {
    switch byte {
    case 0x07: return "\\a"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0B: return "\\v"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case 0..<0x20, 0x7F...0xFF:
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    default: return nil
    }
  }
}

extension LineComparison {
  /// For each hunk the last line before it that begins with a letter, as git shows it after `@@`.
  ///
  /// Source: git's xdiff/xemit.c, `def_ff`: at most 80 bytes, without white space at the end.
  /// - Complexity: O(lines): a hunk looks back only as far as the one before it.
  func headings(of hunks: [LineHunk]) -> [ArraySlice<UInt8>] {
    var heading: ArraySlice<UInt8> = []
    var searched = 0
    return hunks.map { hunk in
      for line in (searched..<max(searched, hunk.old.lowerBound)).reversed() {
        let bytes = difference.old[old.bytes(of: line..<line + 1)]
        guard let first = bytes.first, isHeadingStart(first) else { continue }
        heading = bytes.prefix(80)
        while let last = heading.last, isSpace(last) { heading.removeLast() }
        break
      }
      searched = max(searched, hunk.old.lowerBound)
      return heading
    }
  }

  private func isHeadingStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
