import Testing

@testable import Prose

struct SignRuleTests {
  @Test(arguments: [
    ("it fell to -12 there", "it fell to 12 there"),
    ("it fell to −12 there", "it fell to 12 there"),
    ("a loss of -$30m", "a loss of $30m"), ("about -.5 volts", "about .5 volts"),
    ("about .5 volts", "about 5 volts"), ("give <2 ml of it", "give >2 ml of it"),
    ("give < 2 ml of it", "give > 2 ml of it"), ("if x ≤ 9 then", "if x ≥ 9 then"),
    ("if a < b then", "if a > b then"), ("a ⅓ share", "a ⅔ share"), ("2 m² of it", "2 m³ of it"),
    ("it rose by 5% then", "it rose by 5 then"), ("it cost $5 then", "it cost €5 then"),
    ("it cost ¥5 then", "it cost 5 then"), ("at 9° there", "at 9 there"), ("水温-3度", "水温3度"),
    ("rooms 4–6 there", "rooms 4, 6 there"), ("a ratio of 3:1 is", "a ratio of 3/1 is"),
    ("it grew +3 points", "it grew 3 points"), ("a sum of ±3 is", "a sum of 3 is"),
    ("give ≥2 of it", "give 2 of it"), ("at 3‰ now", "at 3% now"),
  ])
  func `a sign of a number is number`(old: String, new: String) {
    #expect(classes(old, new) == [.number], "\(old) -> \(new)")
    #expect(classes(new, old) == [.number], "\(new) -> \(old)")
  }

  @Test(arguments: [
    ("it fell to -12 there", "it fell to −12 there"), ("rooms 4-6 there", "rooms 4–6 there"),
    ("a well-known man", "a well–known man"), ("COVID-19 came", "COVID–19 came"),
    ("50％", "50%"), ("5, then", "5; then"), ("say (5) here", "say 5 here"),
    ("- 5 boats", "• 5 boats"), ("> 5 boats", "5 boats"), ("Home > Boats", "Home › Boats"),
  ])
  func `another form of a sign, or a mark that is none, is not`(old: String, new: String) {
    #expect(classes(old, new) == [.punctuation], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("dogs ✓", "dogs ✗"), ("go ↑ there", "go ↓ there"), ("☐ sugar", "☑ sugar"),
    ("we ~~pay~~ you", "we pay you"),
  ])
  func `a symbol that says something is wording`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test func `a sign that changes with words is seen as well`() {
    #expect(classes("it sank to -5 then", "it climbed to 5 then") == [.wording, .number])
  }
}
