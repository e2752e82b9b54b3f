/// An object as it is kept: what it is and what it holds.
package struct StoredObject: Equatable, Sendable {
  package var kind: ObjectKind
  package var content: [UInt8]

  package init(kind: ObjectKind, content: [UInt8]) {
    self.kind = kind
    self.content = content
  }
}
