import Objects
import Repository
import SimulatedDisk
import Testing

struct ObjectSurveyTests {
  private let disk = SimulatedDisk()
  private let repository: Repository
  private let blob: ObjectID
  private let tree: ObjectID

  init() throws {
    repository = try Fixture.repository(disk).repository
    var batch = ObjectBatch()
    blob = batch.add(.blob, "x".bytes)
    var content = Tree()
    content.set(TreeEntry(mode: .file, name: "a", id: blob))
    content.set(TreeEntry(mode: .submodule, name: "m", id: Fixture.first))
    tree = batch.add(.tree, content.encoded())
    _ = try repository.store(batch)
    try disk.unpack(Fixture.root)
  }

  @Test(arguments: [1, 2, 7])
  func `every object and link is seen, whatever the number of workers`(workers: Int) throws {
    let survey = try repository.survey(workers: workers)
    #expect(survey.damages.isEmpty)
    #expect(Array(survey.ids) == [blob, tree].sorted())
    let position = try #require(survey.position(of: tree))
    #expect(survey.kinds[position] == .tree)
    // A submodule's commit is in another repository.
    #expect(survey.links(at: position).map { survey.target(of: $0) } == [blob])
    #expect(survey.reachable(from: [tree]).positions == [true, true])
  }

  @Test func `a link to nothing is a missing object, with who needs it`() throws {
    disk.delete(Fixture.path(of: blob))
    let survey = try repository.survey(workers: 2)
    let damage = try #require(survey.damages.first)
    #expect(survey.damages.count == 1 && damage.id == blob)
    guard case .missing(tree) = damage.problem else {
      Issue.record("\(damage.problem)")
      return
    }
    let position = try #require(survey.position(of: tree))
    #expect(survey.links(at: position).map { survey.target(of: $0) } == [blob])
  }

  @Test func `a damaged object is named with its file`() throws {
    disk.write([1, 2, 3], to: Fixture.path(of: blob))
    let damage = try #require(try repository.survey(workers: 1).damages.first)
    #expect(damage.id == blob)
    #expect(damage.path == Fixture.path(of: blob))
  }

  @Test func `files that are no objects are named, git's unfinished ones are not`() throws {
    let folder = Fixture.root + "/objects/" + blob.description.prefix(2)
    disk.write([], to: folder + "/notes.txt")
    disk.write([], to: folder + "/tmp_obj_xyz")
    let survey = try repository.survey(workers: 1)
    #expect(survey.strangers == [folder + "/notes.txt"])
  }

  @Test func `progress ends with all objects`() throws {
    _ = try repository.survey(workers: 2) { done, total in
      #expect(done <= total && total == 2)
      return true
    }
  }

  @Test func `a survey that is told to stop draws no conclusion`() {
    #expect(throws: RepositoryError.cancelled) {
      try repository.survey(workers: 2) { _, _ in false }
    }
  }
}
