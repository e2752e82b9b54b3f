public import Objects

/// An object as it was before it was packed.
public struct PackObject: Equatable, Sendable {
  public let kind: ObjectKind
  public let content: [UInt8]

  public init(kind: ObjectKind, content: [UInt8]) {
    self.kind = kind
    self.content = content
  }
}
