import Testing

@testable import Prose

struct SpeakerRuleTests {
  @Test(arguments: [
    ("It is over, the farmer said.", "It is over, the lawyer said."),
    ("According to the owner it is over.", "According to the guard it is over."),
    ("Es ist aus, erklärte der Wirt.", "Es ist aus, erklärte der Lehrer."),
    ("Laut dem Bericht ist es aus.", "Laut dem Gutachten ist es aus."),
    ("C'est fini, selon le voisin.", "C'est fini, selon le gardien."),
    ("Se acabó, dijo el dueño.", "Se acabó, dijo el vecino."),
    ("Це кінець, сказав сторож.", "Це кінець, сказав учитель."),
    ("村长说，完了。", "老师说，完了。"), ("根据村民的话，完了。", "根据老师的话，完了。"),
  ])
  func `another speaker is attribution`(old: String, new: String) {
    #expect(classes(old, new) == [.attribution], "\(old) -> \(new)")
  }

  @Test(arguments: [
    ("He said the barn was full.", "He said the hall was full."),
    ("We listened to the bird.", "We listened to the band."),
    ("It stood by the wall.", "It stood by the gate."),
  ])
  func `what is said is not who says it`(old: String, new: String) {
    #expect(classes(old, new) == [.wording], "\(old) -> \(new)")
  }
}
