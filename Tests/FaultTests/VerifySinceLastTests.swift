import Foundation
import TestSupport
import Testing

/// Verifying little by little finds what verifying everything finds, in so many runs.
struct VerifySinceLastTests {
  private let archive: StetArchive

  init() throws {
    archive = try StetArchive()
    for number in 1...6 {
      try archive.commit("bridge", "The bridge on day \(number) of the year.")
      try archive.commit("ferry", "The ferry on day \(number) of the year.")
    }
  }

  private func verify(_ options: String...) throws -> Program.Result {
    try archive.attempt(["verify", "--since-last"] + options)
  }

  private func objects(_ result: Program.Result) throws -> Int {
    let words = result.text.split(separator: " ").map(String.init)
    let place = try #require(words.firstIndex { $0.hasPrefix("object") }, "\(result)")
    return try #require(Int(words[place - 1].replacing(",", with: "")))
  }

  @Test func `the first run reads all, later ones what is new and a share`() throws {
    let all = try objects(try archive.attempt(["verify"]))
    let first = try verify()
    #expect(first.status == 0 && first.text.hasPrefix("verified \(all) objects"))
    try archive.stet(["maintain", "--full"])
    #expect(try verify().status == 0)
    for text in ["a", "b"] { try archive.commit("mill", "The mill, \(text).") }
    let second = try verify("--shares", "1000")
    #expect(second.status == 0 && second.text.contains("share 3 of 1000"), "\(second)")
    #expect(try objects(second) < all / 2, "\(second.text) of \(all)")
    // One share of one is everything.
    #expect(try objects(verify("--shares", "1")) == objects(try archive.attempt(["verify"])))
  }

  @Test(arguments: ["a pack each", "one pack", "a file each"])
  func `what rots is found within as many runs as there are shares`(form: String) throws {
    let isPacked = form != "a file each"
    if form == "one pack" { try archive.stet(["maintain", "--full"]) }
    if !isPacked { _ = try archive.file(ofObject: archive.git(["rev-parse", "main"]).text) }
    #expect(try verify().status == 0)
    let folder = archive.gitDirectory + "/objects"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { isPacked ? $0.hasSuffix(".pack") : $0.utf8.count == 65 }.sorted()
    let path = folder + "/" + files[files.count / 2]
    let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count / 2] ^= 4
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(filePath: path))
    let before = try #require(time as? Date).addingTimeInterval(-100)
    try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: path)
    var statuses: [Int32] = []
    for _ in 0..<8 where statuses.last != 4 { statuses.append(try verify("--shares", "8").status) }
    #expect(statuses.last == 4, "\(statuses)")
    #expect(statuses.dropLast().allSatisfy { $0 == 0 })
    // It is not forgotten, and said as `verify` says it.
    #expect(try verify("--shares", "8").text == archive.attempt(["verify"]).text)
  }

  @Test func `a new commit that does not record what it says is found at once`() throws {
    #expect(try verify().status == 0)
    let tree = try archive.git(["rev-parse", "HEAD^{tree}"]).text
    let message = "forged\n\nArticle: castle\n"
    let commit = try archive.git(
      ["commit-tree", tree, "-p", "HEAD"], input: Array(message.utf8)
    ).text
    try archive.git(["update-ref", "refs/heads/main", commit])
    let found = try verify()
    #expect(found.status == 4 && found.text.contains("broken log"), "\(found)")
  }

  @Test func `a branch set back behind the last success is found`() throws {
    #expect(try verify().status == 0)
    let old = try archive.git(["rev-parse", "HEAD~3"]).text
    try archive.git(["update-ref", "refs/heads/main", old])
    let found = try verify()
    #expect(found.status == 4 && found.text.contains("does not hold"), "\(found)")
  }

  @Test func `noted heads count, and what is remembered need not be there`() throws {
    let other = String(repeating: "7", count: 64)
    #expect(try verify().status == 0)
    #expect(try verify("--contains", other).status == 4)
    let second = try archive.git(["rev-parse", "HEAD~4"]).text
    #expect(try verify("--contains", second).status == 0)
    try archive.stet(["note-head"])
    #expect(try verify().status == 0)
    let memory = archive.gitDirectory + "/stet/last-verification"
    let began = "head \(other)\nbegan 2011-11-24T00:00:00Z\n"
    let shares = ["0 0", "10 10", "-1 10", "\(Int.max) 10", "\(Int.max) \(Int.max)", "1"]
    for text in ["", "head x\n"] + shares.map({ began + "share \($0)\n" }) {
      try FileManager.default.removeItem(atPath: memory)
      try Data(text.utf8).write(to: URL(filePath: memory))
      let result = try verify()
      #expect(result.status == 0 && !result.text.contains("share"), "\(text) \(result)")
    }
    #expect(try archive.attempt(["verify", "--shares", "3"]).status == 2)
    #expect(try verify("--shares", "0").status == 2)
  }
}
