import Objects
import Testing

struct TreeEntryTests {
  @Test func `each mode points to the kind that git means`() {
    #expect(EntryMode.directory.objectKind == .tree)
    #expect(EntryMode.file.objectKind == .blob)
    #expect(EntryMode.groupWritableFile.objectKind == .blob)
    #expect(EntryMode.executable.objectKind == .blob)
    #expect(EntryMode.symbolicLink.objectKind == .blob)
    #expect(EntryMode.submodule.objectKind == nil)
  }

  @Test func `only files are regular files`() {
    let modes: [EntryMode] = [
      .directory, .file, .groupWritableFile, .executable, .symbolicLink, .submodule,
    ]
    let files = modes.filter(\.isRegularFile)
    #expect(files == [.file, .groupWritableFile, .executable])
  }

  @Test func `a name is its UTF-8 bytes`() {
    let entry = TreeEntry(mode: .file, name: "é", id: .zero)
    #expect(entry == TreeEntry(mode: .file, name: [0xC3, 0xA9], id: .zero))
  }
}
