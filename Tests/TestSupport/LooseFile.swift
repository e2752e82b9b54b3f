internal import Foundation

/// The file of an object, which has one of its own from now on, as after a small push: so it can be lost or damaged
/// alone. What is packed is unpacked for that.
public func looseFile(of id: some StringProtocol, in gitDirectory: String) throws -> String {
  let file = "\(gitDirectory)/objects/\(id.prefix(2))/\(id.dropFirst(2))"
  if !FileManager.default.fileExists(atPath: file) { try unpack(gitDirectory) }
  return file
}

/// Git leaves objects alone that are there already: so packs are put aside first.
private func unpack(_ gitDirectory: String) throws {
  let scratch = try TemporaryDirectory()
  let packs = URL(filePath: gitDirectory + "/objects/pack")
  let names = try FileManager.default.contentsOfDirectory(atPath: packs.path)
  for name in names {
    try FileManager.default.moveItem(
      at: packs.appending(path: name), to: scratch.url.appending(path: name))
  }
  for name in names where name.hasSuffix(".pack") {
    let pack = try Data(contentsOf: scratch.url.appending(path: name))
    _ = try Program.run(
      "git", ["--git-dir", gitDirectory, "unpack-objects", "-q"], input: [UInt8](pack))
  }
}
