import Testing

@testable import Prose

struct SenseWordsTests {
  @Test(arguments: [
    ("he can go", "he can't go"), ("she was sure", "she wasn’t sure"),
    ("we always pay", "we never pay"),
    ("with some hope", "with no hope"), ("Er war nicht dort gewesen", "Er war dort gewesen"),
    ("es gab eine Pause", "es gab keine Pause"), ("il est venu", "il n'est pas venu"),
    ("elle dort encore", "elle ne dort jamais"), ("siempre duerme", "nunca duerme"),
    ("vino con pan", "vino sin pan"), ("він спить", "він не спить"),
    ("тут є вода", "тут немає води"),
    ("она спит", "она не спит"), ("他没来过", "他来过"), ("他是老师", "他不是老师"),
  ])
  func `a word that denies is negation`(old: String, new: String) {
    #expect(classes(old, new) == [.negation], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("see No. 5 below", "see number 5 below"), ("天很冷", "天非常冷"), ("I don't know", "I do not know"),
    ("他想来", "他特别想来"), ("a knot there", "a rope there"),
  ])
  func `what only looks like denying is none`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("you can ask us", "you should ask us"), ("we will delete it", "we may delete it"),
    ("sie kann gehen", "sie muss gehen"), ("man soll klopfen", "man darf klopfen"),
    ("il peut partir", "il doit partir"), ("elle devra payer", "elle pourra payer"),
    ("puede entrar", "debe entrar"), ("він може піти", "він повинен піти"),
    ("можна курити", "заборонено курити"),
    ("он может уйти", "он должен уйти"), ("你可以走", "你必须走"), ("应该付款", "可能付款"),
  ])
  func `a word that allows or demands is modality`(old: String, new: String) {
    #expect(classes(old, new) == [.modality], "\(old) -> \(new)")
  }

  @Test(arguments: [("in May we go", "in June we go"), ("on May 3 we go", "on June 3 we go")])
  func `May is a month`(old: String, new: String) {
    #expect(classes(old, new) == [.date], "\(old) -> \(new)")
  }

  @Test func `Will is a name, and a part of another word allows nothing`() {
    #expect(classes("we met Will there", "we met Tom there") == [.name])
    #expect(classes("他的能力强", "他的力量强") == [.wording])
  }
}
