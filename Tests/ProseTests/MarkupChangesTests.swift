import Prose
import Testing

struct MarkupChangesTests {
  private func counts(_ old: String, _ new: String) -> [MarkupChanges.Kind: Int]? {
    Difference.visible(old: Array(old.utf8), .html, new: Array(new.utf8), .html).sources?.markup
      .counts
  }

  @Test func `what another value took the place of is one change`() {
    #expect(counts("<p class=a id=b>", "<p class=c id=b>") == [.attribute: 1])
    #expect(counts("<b>x</b>", "<i>x</i>") == [.element: 1])
    #expect(counts("<!--a--><!--b-->", "<!--a--><!--c--><!--d-->") == [.comment: 2])
  }

  @Test func `each kind is counted for itself`() {
    #expect(
      counts(
        "<a href=1>x</a><img src=1><script>1</script><style>1</style><p hidden>1</p>",
        "<a href=2>x</a><img src=2><script>2</script><style>2</style><p hidden>2</p>") == [
          .linkTarget: 1, .media: 1, .script: 1, .style: 1, .hiddenText: 1,
        ])
  }

  @Test func `order, quotation marks, letters of names and white space are no changes`() {
    #expect(counts("<p class=a id='b'>x", "<P ID=b\n CLASS=\"a\" >x") == [:])
    #expect(counts("<a title='&amp;'>", "<a title='&#38;'>") == [:])
  }

  @Test func `a picture that another program delivers is the same picture`() {
    #expect(counts("<img src='/a.png?v=1'>", "<img src='/a.png?v=2'>") == [.attribute: 1])
  }
}
