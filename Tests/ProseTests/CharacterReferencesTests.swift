import Testing

@testable import Prose

struct CharacterReferencesTests {
  private func resolved(_ text: String) -> String {
    String(decoding: CharacterReferences.resolved(Array(text.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    ("&amp;", "&"), ("&nbsp;", "\u{A0}"), ("&yuml;", "ÿ"), ("&Scaron;", "Š"), ("&diams;", "♦"),
    ("&apos;", "'"), ("&#65;", "A"), ("&#x1F600;", "😀"), ("a&lt;b&gt;c", "a<b>c"),
  ])
  func `a reference is its character`(text: String, character: String) {
    #expect(resolved(text) == character)
  }

  @Test(arguments: [
    "&", "&;", "& amp;", "&amp", "&none;", "&#;", "&#xD800;", "&#99999999;", "a & b; c",
  ])
  func `anything else stays`(text: String) {
    #expect(resolved(text) == text)
  }
}
