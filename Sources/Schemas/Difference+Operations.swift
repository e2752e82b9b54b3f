package import JSON
package import Prose

extension Difference {
  /// The edits as `diff --batch` writes them: arrays of a mark and texts.
  package var operations: JSON {
    .array(edits.map(operation))
  }

  private func operation(_ edit: Edit) -> JSON {
    switch edit.kind {
    case .keep: ["=", text(old, edit.old)]
    case .delete: ["-", text(old, edit.old)]
    case .insert: ["+", text(new, edit.new)]
    case .moveSource(let move): ["<", .integer(move), text(old, edit.old)]
    case .moveTarget(let move):
      [
        ">", .integer(move), text(new, edit.new),
        .array(moves[move].edits.map(operation)),
      ]
    }
  }

  /// A part of a text: as it is, or with signs for what is no UTF-8.
  private func text(_ bytes: [UInt8], _ range: Range<Int>) -> JSON {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span.extracting(range))
    } catch {
      return .string(String(decoding: bytes[range], as: UTF8.self))
    }
    return .utf8(bytes[range])
  }
}
