import Bytes
import Testing

@testable import Objects

/// Git is asked the same in `SignedCommitInteropTests`.
struct SignedCommitTests {
  private static let start = """
    tree \(String(repeating: "ab", count: 32))
    author A <a@b> 1 +0000
    committer A <a@b> 1 +0000

    """

  private func takenApart(_ text: String) -> (payload: String, signature: String)? {
    SignedCommit(Array(text.utf8).span).map {
      (String(decoding: $0.payload, as: UTF8.self), String(decoding: $0.signature, as: UTF8.self))
    }
  }

  @Test func `what is signed is the commit without the header and the lines that go on with it`()
    throws
  {
    let signed = Self.start + "gpgsig-sha256 one\n  two\n \n three\nx y\n\nmessage\n  gpgsig z\n"
    let parts = try #require(takenApart(signed))
    #expect(parts.signature == "one\n two\n\nthree\n")
    #expect(parts.payload == Self.start + "x y\n\nmessage\n  gpgsig z\n")
  }

  @Test func `headers of other signatures are no part of what is signed, wherever they stand`()
    throws
  {
    for headers in [
      "gpgsig a\n b\ngpgsig-sha256 one\n two\n", "gpgsig-sha256 one\n two\ngpgsig a\n b\n",
      "gpgsig-sha256 one\ngpgsigned x\n y\ngpgsig-sha256 two\n",
      "gpgsig-sha256x a\n b\ngpgsig-sha256 one\n two\n",
    ] {
      let parts = try #require(takenApart(Self.start + headers + "\nmessage"))
      #expect(parts.signature == "one\ntwo\n", "\(headers)")
      #expect(parts.payload == Self.start + "\nmessage", "\(headers)")
    }
  }

  @Test func `a commit without the header of its own hash is not signed`() throws {
    for text in [
      Self.start + "\nmessage", Self.start + "gpgsig a\n b\n\nmessage",
      Self.start + "mergetag x\n gpgsig-sha256 y\n\nmessage",
      Self.start + "\ngpgsig-sha256 x\n\nmessage", Self.start, "",
    ] {
      #expect(takenApart(text) == nil, "\(text)")
      if let commit = try? Commit(decoding: Array(text.utf8).span) { #expect(!commit.isSigned) }
    }
    let signed = Self.start + "x y\ngpgsig-sha256 x\n\nmessage"
    #expect(try Commit(decoding: Array(signed.utf8).span).isSigned)
  }

  @Test func `a commit that ends within the signature is taken apart all the same`() throws {
    let parts = try #require(takenApart(Self.start + "gpgsig-sha256 one\n tw"))
    #expect(parts.signature == "one\ntw")
    #expect(parts.payload == Self.start)
  }
}
