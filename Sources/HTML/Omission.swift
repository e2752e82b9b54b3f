/// An element whose content nobody sees, from its start tag to where it ends.
///
/// Without a tree: elements of the same name are counted, and those whose end tag may be left out end
/// where the standard says that they do.
struct Omission {
  private let name: ElementName
  private var depth = 1
  /// Elements open inside in which others of the same name are no neighbours.
  private var containers = 0
  private let rule: Rule?
  /// Whether it began inside `svg` or `math`, with which it ends.
  let isForeign: Bool

  /// How an element ends whose end tag was left out.
  private struct Rule {
    var enders: Set<ElementName>
    var containers: Set<ElementName>
  }

  private static let rules: [ElementName: Rule] = {
    let rows: [(names: String, enders: String, containers: String)] = [
      ("li", "li", "ul ol menu"), ("dt dd", "dt dd", "dl"),
      ("td th", "td th tr tbody thead tfoot", "table"), ("tr", "tr tbody thead tfoot", "table"),
      ("option", "option optgroup", "select datalist"),
    ]
    func set(_ list: String) -> Set<ElementName> {
      Set(list.split(separator: " ").map { ElementName($0) })
    }
    var rules: [ElementName: Rule] = [:]
    for row in rows {
      for name in set(row.names) {
        rules[name] = Rule(enders: set(row.enders), containers: set(row.containers))
      }
    }
    return rules
  }()

  private static let paragraph = ElementName("p")

  init(_ name: ElementName, isForeign: Bool) {
    self.name = name
    self.isForeign = isForeign
    rule = Self.rules[name]
  }

  /// What a tag means for the omission.
  enum Outcome {
    case goesOn
    /// It ended, and the tag is part of what was omitted.
    case endsWith
    /// It ended before the tag.
    case endsBefore
  }

  mutating func meet(startOf other: ElementName, isBlock: Bool) -> Outcome {
    if name == Self.paragraph { return isBlock ? .endsBefore : .goesOn }
    if let rule, containers == 0, rule.enders.contains(other) { return .endsBefore }
    if let rule, rule.containers.contains(other) { containers += 1 }
    if other == name { depth += 1 }
    return .goesOn
  }

  mutating func meet(endOf other: ElementName, isBlock: Bool) -> Outcome {
    if other == name {
      depth -= 1
      return depth == 0 ? .endsWith : .goesOn
    }
    if name == Self.paragraph { return isBlock ? .endsBefore : .goesOn }
    guard let rule, rule.containers.contains(other) else { return .goesOn }
    if containers == 0 { return .endsBefore }
    containers -= 1
    return .goesOn
  }
}
