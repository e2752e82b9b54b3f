/// The four kinds of object that git keeps.
package enum ObjectKind: String, CaseIterable, Sendable {
  case commit, tree, blob, tag
}
