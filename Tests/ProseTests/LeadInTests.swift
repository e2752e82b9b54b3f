import Testing

@testable import Prose

struct LeadInTests {
  /// The words that lead into a sentence that begins with all of `text`.
  private func leadIn(_ text: String) -> String {
    let text = tokenised(text)
    return text.words(0..<LeadIn.count(text, 0..<text.tokens.count))
  }

  private func leadOut(_ text: String, hasLeadIn: Bool = false) -> String {
    let text = tokenised(text)
    let count = LeadIn.countBehind(text, 0..<text.tokens.count, hasLeadIn: hasLeadIn)
    return text.words(text.tokens.count - count..<text.tokens.count)
  }

  @Test(arguments: [
    ("OSLO (NTB) — Der", "OSLO ( NTB ) —"), ("Rosa: Wir", "Rosa :"), ("(12) Ein", "( 12 )"),
    ("7. Ein", "7 ."), ("§ 9 Die", "§ 9"), ("Art. 4. – Les", "Art . 4 . –"),
    ("Art. 7 Wer", "Art . 7"), ("Article 9 The", "Article 9"),
    ("**Note:** Bring", "* * Note : * *"), ("Rosa: \"Wir", "Rosa : \""),
    ("- Brot", "-"), ("[09:30] Beginn", "[ 09 : 30 ]"), ("\"Wir", "\""), ("问：为什么", "问 ："),
    ("【東京】今日", "【 東 京 】"), ("<p>Text", "< p >"), ("# 5 – Rechte", "# 5 –"),
  ])
  func `what stands before a sentence leads into it`(text: String, expected: String) {
    #expect(leadIn(text) == expected)
  }

  @Test(arguments: ["", "The mayor", "However, the", "well-known", "5 people", "12:30"])
  func `words, a comma and a hyphen lead into nothing`(text: String) {
    #expect(["", "12 : 30"].contains(leadIn(text)))
  }

  @Test func `a lead-in is short`() {
    #expect(
      leadIn("one two three four five six seven eight nine ten eleven: twelve")
        == "one two three four five six seven eight nine ten eleven :")
    #expect(leadIn("one two three four five six seven eight nine ten eleven twelve: so").isEmpty)
  }

  @Test(arguments: [
    ("kam an,\" sagte Rosa.", ", \" sagte Rosa ."), ("kam an (siehe dort).", "( siehe dort ) ."),
    ("kam an.</p>", "< / p >"), ("kam an — Reuters", "— Reuters"),
  ])
  func `what stands behind a sentence leads out of it`(text: String, expected: String) {
    #expect(leadOut(text) == expected)
  }

  @Test func `a quotation mark alone stays only with the one in front`() {
    #expect(leadOut("kam an.\"").isEmpty)
    #expect(leadOut("kam an.\"", hasLeadIn: true) == "\"")
  }
}
