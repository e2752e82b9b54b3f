extension Configuration {
  /// From how many objects with pieces of their own on they are gathered; `nil` for never.
  ///
  /// Source: git-config(1), "gc.auto".
  package var looseObjectLimit: Int? {
    guard let limit = self["gc.auto"].flatMap({ Int($0) }) else { return 2048 }
    return limit > 0 ? limit : nil
  }

  /// How many packs there may be before they are gathered, those that somebody keeps aside; `nil` for any number.
  ///
  /// A commit is a pack, and whoever opens an archive opens all of them: more often than git, which
  /// packs a push, and at 50.
  ///
  /// Source: git-config(1), "gc.autoPackLimit".
  package var packLimit: Int? {
    guard let limit = self["gc.autopacklimit"].flatMap({ Int($0) }) else { return 32 }
    return limit > 0 ? limit : nil
  }

  /// For how many seconds what nothing reaches is kept: `nil` where it is not set, or not as git
  /// writes it; `.max` for ever.
  ///
  /// Source: git-config(1), "gc.pruneExpire": `now`, `never`, `2.weeks.ago`.
  package var pruningGrace: Int? {
    guard let text = self["gc.pruneexpire"]?.lowercased() else { return nil }
    switch text {
    case "now", "all": return 0
    case "never", "false": return .max
    default: break
    }
    let words = text.split { $0 == "." || $0 == " " }
    guard words.count == 3, words[2] == "ago", let count = Int(words[0]), count >= 0 else {
      return nil
    }
    let unit = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
    guard let seconds = Self.units[String(unit)] else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: seconds)
    return overflow ? .max : product
  }

  private static let units = [
    "second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000,
    "year": 31_536_000,
  ]
}
