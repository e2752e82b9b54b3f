import Foundation
import Stet
import TestSupport
import Testing

struct EmptyTreeTests {
  @Test func `the empty tree, which git knows without having it, is not missing`() throws {
    let repository = try GitRepository()
    let tree = try repository.makeTree([])
    let commit = try repository.commitTree(tree, message: Array("x".utf8))
    try repository.git(["update-ref", "refs/heads/main", commit])
    let file = "\(repository.gitDirectory.path)/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"
    try? FileManager.default.removeItem(atPath: file)
    #expect(try Archive.open(at: repository.gitDirectory.path).verify(workers: 1).findings == [])
  }
}
