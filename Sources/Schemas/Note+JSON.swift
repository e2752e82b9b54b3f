package import JSON
package import Stet

extension Note {
  /// - Parameter explanation: What the shell says of it.
  package func json(explanation: String) -> JSON {
    switch self {
    case .recordedAhead(let time):
      [
        "kind": "recorded ahead", "recorded": .string(time.description),
        "explanation": .string(explanation),
      ]
    }
  }
}
