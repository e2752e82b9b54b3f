package import JSON
package import Stet

extension NotedHead {
  /// A head that was noted, for programs.
  package var json: JSON {
    [
      "commit": .string(id.description),
      "noted": noted.map { .string($0.description) } ?? .null,
    ]
  }
}
