/// Numbers for readers.
package enum Quantity {
  /// `1 byte`, `2,245 bytes`.
  package static func text(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// With a comma between groups of three digits.
  package static func grouped(_ count: Int) -> String {
    var result = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0, digit != "-" { result = "," + result }
      result = String(digit) + result
    }
    return result
  }

  /// A share from 0 to 1: never 100% where something is missing, nor 0% where something is there.
  package static func percent(_ share: Double) -> String {
    let rounded = Int((share * 100).rounded())
    if share < 1, rounded == 100 { return "99%" }
    return share > 0 && rounded == 0 ? "1%" : "\(rounded)%"
  }
}
