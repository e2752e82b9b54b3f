import Testing

@testable import Prose

struct DateRuleTests {
  /// What stands between brackets is the change.
  private func side(_ marked: String) -> ChangedWords {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map {
      Array($0.utf8)
    }
    let start = parts[0].count
    let changed = ChangedTokens(parts.flatMap { $0 }, start..<start + parts[1].count)
    return ChangedWords(changed)
  }

  private func changes(_ old: String, _ new: String) -> Bool {
    DateRule.changes(side(old), side(new))
  }

  @Test func `nothing changes no date`() {
    #expect(!changes("||", "||"))
    #expect(!changes("am 3. Mai||", "am 3. Mai||"))
  }

  @Test(arguments: [
    ("im |Mai| war es", "im |Juni| war es"), ("|lundi| matin", "|mardi| matin"),
    ("el |ayer|", "el |hoy|"), ("12 |января|", "12 |марта|"), ("|yesterday|", "|today|"),
  ])
  func `a month or a day is a date`(old: String, new: String) {
    #expect(changes(old, new))
  }

  @Test(arguments: [("you |may| go", "you |can| go"), ("they |march| on", "they |walk| on")])
  func `a small letter makes another word of a month`(old: String, new: String) {
    #expect(!changes(old, new))
  }

  @Test(arguments: [1500, 1999, 2099])
  func `four figures are a year from 1500 to 2099`(year: Int) {
    #expect(changes("in |\(year)| it was", "in |once| it was"))
  }

  @Test(arguments: ["1499", "2100", "199", "19990", "１９９９"])
  func `other numbers alone are none`(number: String) {
    #expect(!changes("in |\(number)| it was", "in |once| it was"))
  }

  @Test(arguments: ["31.10.2006", "1.2.03"])
  func `three numbers with full stops are a date, but no version of four`(date: String) {
    #expect(changes("vom |\(date)| an", "vom |Anfang| an"))
    #expect(!changes("vom |\(date).7| an", "vom |Anfang| an"))
    #expect(!changes("vom |100\(date)| an", "vom |Anfang| an"))
  }

  @Test(arguments: [
    ("at |10|:30 sharp", "at |11|:30 sharp"), ("um 10:|30|:15", "um 10:|31|:15"),
    ("on |2006|-10-31", "on |2007|-10-31"), ("since 2006-|10| then", "since 2006-|11| then"),
    ("le 31/|10|/2006", "le 31/|11|/2006"),
  ])
  func `numbers that touch marks are a time or a date`(old: String, new: String) {
    #expect(changes(old, new))
  }

  @Test(arguments: [
    ("they won |2|:1 there", "they won |3|:1 there"), ("pages |12|-17", "pages |13|-17"),
    ("call 555-|1234|", "call 555-|9876|"), ("half is |1|/2", "half is |1|/4"),
    ("so |10| : 30", "so |11| : 30"), ("see 1-2-|3|-4", "see 1-2-|5|-4"),
  ])
  func `a score, a range, a telephone number and a fraction are none`(old: String, new: String) {
    #expect(!changes(old, new))
  }

  @Test func `what the rule gets wrong: it sees four tokens before a change and no more`() {
    #expect(changes("see 1-2-3-|4|", "see 1-2-3-|5|"))
  }

  @Test(arguments: [
    ("on |3| May", "on |4| May"), ("May |3|, then", "May |4|, then"),
    ("am |3|. Mai", "am |4|. Mai"),
    ("el |3| de mayo", "el |4| de mayo"), ("le |3| mars", "le |4| mars"),
    ("прибыл |3| марта", "прибыл |4| марта"),
  ])
  func `a day beside a month is a date`(old: String, new: String) {
    #expect(changes(old, new))
  }

  @Test(arguments: [
    ("on |300| May", "on |400| May"), ("in May about |30|", "in May about |40|"),
    ("in May of |30|", "in May of |40|"), ("on Monday |12| left", "on Monday |14| left"),
  ])
  func `a count near a month is none`(old: String, new: String) {
    #expect(!changes(old, new))
  }

  @Test(arguments: [
    ("他|三|月来过", "他|五|月来过"), ("星期|一|", "星期|三|"), ("周|一|见", "周|二|见"),
    ("|12|月3日", "|11|月3日"), ("二十|一|日", "二十|二|日"), ("3月|1|号", "3月|2|号"),
  ])
  func `a number before a Chinese sign of a date is one`(old: String, new: String) {
    #expect(changes(old, new))
  }

  @Test(arguments: [("有|三|个人", "有|五|个人"), ("|一|", "|二|"), ("|山|月", "|水|月")])
  func `a number before another sign is none`(old: String, new: String) {
    #expect(!changes(old, new))
  }

  @Test func `a date that stays among words that changed is none`() {
    #expect(!changes("|early on 3 May|", "|late on 3 May|"))
    #expect(changes("|early on 3 May|", "|late on 4 May|"))
    #expect(changes("|3 May|", "|May 3|"))
  }

  @Test func `what stands beside a change is found up to the edges of the text`() {
    #expect(changes("|3| May", "|4| May"))
    #expect(changes("May |3|", "May |4|"))
    #expect(!changes("|3|", "|4|"))
  }
}
