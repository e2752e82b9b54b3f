import Testing

@testable import Prose

struct AlikeRuleTests {
  @Test(arguments: [
    // Composed and not: Latin, Cyrillic, Greek, Hangul.
    ("une te\u{302}te dure", "une t\u{EA}te dure"), ("Йод и ёж", "И\u{306}од и е\u{308}ж"),
    ("η ζωή μου", "η ζωη\u{301} μου"), ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
    // Ligatures and letters in two parts.
    ("the \u{FB02}ag \u{FB03}x", "the flag ffix"), ("un b\u{153}uf", "un boeuf"),
    ("vit\u{E6} et \u{C6}sop", "vitae et AEsop"),
    // Full width.
    ("共１２页", "共12页"), ("ＡＢ册", "AB册"),
  ])
  func `the same text in other characters is spelling`(old: String, new: String) {
    #expect(classes(old, new) == [.spelling], "\(old) -> \(new)")
    #expect(classes(new, old) == [.spelling], "\(new) -> \(old)")
  }

  @Test(arguments: [
    "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}", "\u{200C}", "\u{200E}", "\u{FE0F}", "\u{E0041}",
    "\u{180E}", "\u{34F}",
  ])
  func `a character that cannot be seen is spelling`(invisible: String) {
    #expect(classes("an un\(invisible)seen guest", "an unseen guest") == [.spelling])
    #expect(classes("wait here now", "wait\(invisible) here now") == [.spelling])
    #expect(classes("图\(invisible)书", "图书") == [.spelling])
  }

  @Test func `what turns the text round or makes another picture is seen`() {
    #expect(classes("pay 100 now", "pay \u{202E}100 now") != [.spelling])
    let (england, scotland) = ("\u{1F3F4}\u{E0065}\u{E007F}", "\u{1F3F4}\u{E0073}\u{E007F}")
    #expect(classes("flag \(england) here", "flag \(scotland) here") == [.wording])
  }

  @Test func `bytes that are no UTF-8 are not all alike`() {
    let edits = Difference.between(
      old: Array("caf".utf8) + [0xE9], new: Array("caf".utf8) + [0xE8]
    ).edits
    #expect(edits.compactMap(\.changeClass).allSatisfy { $0 == .wording })
  }

  @Test(arguments: [
    ("&auml;lter", "älter"), ("fish &amp; chips", "fish & chips"), ("it&#39;s", "it's"),
    ("5 &euro;", "5 €"), ("a&nbsp;b", "a\u{A0}b"), ("&#x201C;yes&#x201D;", "“yes”"),
    ("&laquo;oui&raquo; &amp; non", "«oui» & non"),
  ])
  func `a character reference is the character`(old: String, new: String) {
    #expect(classes(old, new) == [.spelling], "\(old) -> \(new)")
    #expect(classes(new, old) == [.spelling], "\(new) -> \(old)")
  }

  @Test func `another character reference is another character`() {
    #expect(classes("it is &lt;5 mg", "it is &gt;5 mg") != [.spelling])
    #expect(classes("&eacute;t&eacute;", "&egrave;t&eacute;") != [.spelling])
  }

  @Test(arguments: [
    ("old rules here", "Old Rules Here"), ("stop now", "STOP NOW"), ("über uns", "Über uns"),
    ("нова школа", "Нова Школа"),
    (
      "it is a rule that all of us who live in here must keep",
      "IT IS A RULE THAT ALL OF US WHO LIVE IN HERE MUST KEEP"
    ),
  ])
  func `capital letters are case`(old: String, new: String) {
    #expect(classes(old, new) == [.case], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("eat more turkey today", "eat more Turkey today"), ("in march we go", "in March we go"),
  ])
  func `a capital that makes another word is no case`(old: String, new: String) {
    #expect(classes(old, new) == [.wording])
  }

  @Test func `a capital from a title, a sentence or a shout makes no other word`() {
    #expect(classes("How to polish a boat", "How to Polish a Boat") == [.case])
    #expect(classes("polish it", "Polish it") == [.case])
    #expect(classes("we polish it", "we POLISH it") == [.case])
  }

  @Test(arguments: [
    ("their co-operation ended", "their cooperation ended"),
    ("send an email now", "send an e-mail now"),
    ("the U.S. Army left", "the US Army left"), ("we came; we saw", "we came, we saw"),
    ("im Haus bleiben", "im Haus, bleiben"), ("他来了,走了", "他来了，走了"), ("wait - now", "wait — now"),
    ("• one", "- one"),
  ])
  func `marks are punctuation`(old: String, new: String) {
    #expect(classes(old, new) == [.punctuation], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("a **big** boat", "a big boat"), ("a _big_ boat", "a *big* boat"),
    ("run `ls` now", "run ls now"),
    ("# Rules\n\nNone.", "## Rules\n\nNone."),
  ])
  func `the marks of Markdown are markup`(old: String, new: String) {
    #expect(classes(old, new) == [.markup], "\(old) -> \(new)")
  }
}
