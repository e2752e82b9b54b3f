internal import JSON
internal import Prose

extension Difference {
  func rendered(
    as f: RenderingFormat, old: RevisionLabel, new: RevisionLabel, options: RenderingOptions
  ) -> [UInt8] {
    f == .json
      ? json(old: old, new: new).encoded() + [10]
      : f == .porcelain
        ? porcelain(old: old, new: new, options: options)
        : f == .unified
          ? unified(old: old, new: new, options: options)
          : wordDiff(old: old, new: new, options: options)
  }
}
extension RevisionComparison { var summary: String { "stub" } }
