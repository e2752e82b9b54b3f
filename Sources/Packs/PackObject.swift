package import Objects

/// An object as it was before it was packed.
package struct PackObject: Equatable, Sendable {
  package let kind: ObjectKind
  package let content: [UInt8]

  package init(kind: ObjectKind, content: [UInt8]) {
    self.kind = kind
    self.content = content
  }
}
