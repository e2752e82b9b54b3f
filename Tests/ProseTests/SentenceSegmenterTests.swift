import Testing

@testable import Prose

struct SentenceSegmenterTests {
  private func sentences(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return sentenceRanges(in: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test func `stops followed by a capital end sentences`() {
    #expect(
      sentences("It rained. We left! Why? No idea…") == [
        "It rained.", "We left!", "Why?", "No idea…",
      ])
  }

  @Test func `titles and initials end none`() {
    #expect(sentences("Dr. J. R. Smith met Mrs. Jones. They spoke.").count == 2)
  }

  @Test func `decimals, versions and domains end none`() {
    #expect(sentences("It cost 3.50 at www.example.com. Cheap.").count == 2)
  }

  @Test func `a German list that ends in usw. ends its sentence`() {
    #expect(sentences("Wir haben Brot usw. Diese Zeile ist neu.").count == 2)
  }

  @Test func `German ordinals before a month end none`() {
    #expect(sentences("Am 3. Oktober wird gefeiert. Dann nicht mehr.").count == 2)
  }

  @Test func `numbers before other words do`() {
    #expect(sentences("They lost by 5. The others won.").count == 2)
  }

  @Test func `an abbreviation before a number ends none`() {
    #expect(sentences("See Art. 5 and p. 12 there. Then stop.").count == 2)
  }

  @Test func `closing quotation marks belong to their sentence`() {
    #expect(
      sentences("“We won.” Nobody cheered. (Not one.) He sat down.") == [
        "“We won.”", "Nobody cheered.", "(Not one.)", "He sat down.",
      ])
  }

  @Test func `a small letter after a stop goes on`() {
    #expect(sentences("“What?” he asked. Yahoo! was bought.").count == 2)
  }

  @Test func `Chinese and Japanese stops need no space`() {
    #expect(sentences("他来了。我走了！「好。」是吗？") == ["他来了。", "我走了！", "「好。」", "是吗？"])
  }

  @Test func `blank lines and list marks part sentences`() {
    #expect(sentences("A heading\n\nsome text\n- one item\n- another").count == 4)
  }

  @Test func `wrapped lines do not`() {
    let wrapped = """
      This line is wrapped by an editor at some seventy characters, as
      Many editors do, and a capital at the start of a line means nothing.
      """
    #expect(sentences(wrapped).count == 1)
  }

  @Test func `three stops in a row are one stop`() {
    #expect(sentences("And so on . . . Then it ended.").count == 2)
  }

  @Test func `a sentence that ends in an abbreviation is joined to the next`() {
    // What the rules get wrong: only the sense could tell.
    #expect(sentences("He was made a Rev. Smith was not.").count == 1)
  }

  @Test func `no bytes have no sentence`() {
    #expect(sentenceRanges(in: []).isEmpty)
    #expect(sentenceRanges(in: [0x20, 0x0A]).isEmpty)
  }

  @Test(arguments: [
    ("The walk is long (see Map. Bridge). It was warm.", 2),
    ("Rules [cf. Annex. Two] apply to all.", 1),
    // Whole sentences in brackets are sentences.
    ("(It was warm. Nobody came.) They left.", 3),
  ])
  func `a stop inside brackets ends no sentence`(text: String, count: Int) {
    #expect(sentenceRanges(in: Array(text.utf8)).count == count)
  }

  @Test func `a blank line behind a full line ends no clause`() {
    let line = "The harbour was closed for most of the winter, and nobody knew"
    #expect(sentenceRanges(in: Array("\(line)\n\nwhen it would open.".utf8)).count == 1)
    #expect(sentenceRanges(in: Array("\(line)\n\nWhen it opened".utf8)).count == 2)
    #expect(sentenceRanges(in: Array("\(line).\n\nwhen it opened".utf8)).count == 2)
    #expect(sentenceRanges(in: Array("milk\n\nbread".utf8)).count == 2)
  }
}
