import Testing

@testable import Prose

struct NameRuleTests {
  @Test(arguments: [
    ("from the United Nations then", "from the United States then"),
    ("we met Clara there", "we met Peter there"), ("they flew to Rome", "they flew to Vienna"),
    ("Clara shut the door.", "Peter shut the door."), ("Rome is old.", "Vienna is old."),
    ("It rained. Clara slept.", "It rained. Peter slept."), ("Ivan dormait.", "Lucie dormait."),
    ("Олена спала.", "Богдан спала."), ("von Herrn Maier und uns", "von Herrn Schulze und uns"),
    ("sie ist aus Graz gekommen", "sie ist aus Linz gekommen"),
    ("die NATO sagt es nicht", "die OSZE sagt es nicht"),
  ])
  func `a name for a name is name`(old: String, new: String) {
    #expect(classes(old, new) == [.name], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("Users left.", "Guests left."), ("She slept.", "He slept."), ("Prices rose.", "They rose."),
    ("Information is kept.", "Correspondence is kept."), ("Shut the door.", "They shut the door."),
  ])
  func `a capital from a sentence's start makes no name`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("das alte Haus steht", "das alte Schloss steht"),
    ("er hat einen Hund bei sich", "er hat einen Vogel bei sich"),
    ("im Wald ist es still", "im Park ist es still"),
    ("mit Freiheit und Glück", "mit Sicherheit und Glück"),
  ])
  func `a German noun is no name by its capital`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("Text.\n\nGetting Started\n\nMore.", "Text.\n\nGetting Going\n\nMore."),
    ("# About Boats\n\nMore.", "# About Ships\n\nMore."),
    ("<h2>Your Rights</h2> apply.", "<h2>Your Duties</h2> apply."),
    ("One.\n\nTwo.", "One.\n\nContact Details\n\nTwo."),
  ])
  func `a heading is no name by its capitals`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test func `a name in a heading of small words is one`() {
    #expect(
      classes("Fire destroys hall in Lyon\n\nMore.", "Fire destroys hall in Turin\n\nMore.") == [
        .name
      ])
  }
}
