/// The four kinds of object that git keeps.
public enum ObjectKind: String, CaseIterable, Sendable {
  case commit, tree, blob, tag
}
