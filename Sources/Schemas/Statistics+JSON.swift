package import JSON
package import Stet

extension Statistics {
  /// How much the archive holds; times and head are `null` in an empty one.
  ///
  /// - Parameter notes: What is worth knowing, as JSON.
  package func json(notes: [JSON] = []) -> JSON {
    [
      "articles": .integer(articleCount), "revisions": .integer(revisionCount),
      "runs": .integer(runCount), "amendments": .integer(amendmentCount),
      "otherCommits": .integer(otherCommitCount), "objects": .integer(objectCount),
      "storedBytes": .integer(storedByteCount),
      "catalogueBytes": .integer(catalogueByteCount),
      "passageBytes": .integer(passageByteCount),
      "unfinishedFiles": .integer(unfinishedFileCount),
      "unfinishedBytes": .integer(unfinishedByteCount),
      "asideFiles": .integer(asideFileCount), "asideBytes": .integer(asideByteCount),
      "erasedTexts": .integer(erasedTextCount),
      "head": head.map { .string($0.description) } ?? .null,
      "firstRecorded": firstRecorded.map { .string($0.description) } ?? .null,
      "lastRecorded": lastRecorded.map { .string($0.description) } ?? .null,
      "firstAuthored": firstAuthored.map { .string($0.description) } ?? .null,
      "lastAuthored": lastAuthored.map { .string($0.description) } ?? .null,
      "notes": .array(notes),
    ]
  }
}
