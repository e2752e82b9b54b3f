package import JSON
package import Stet

extension Revision {
  /// What is known of a revision; members that are not known are left out.
  package var json: JSON {
    var members: [JSON.Member] = [
      .init("commit", .string(id.description)),
      .init("article", article.map { .string($0.description) } ?? .null),
      .init("number", number.map { .integer($0) } ?? .null),
      .init("recorded", .string(recorded.description)),
      .init("authored", .string(authored.description)),
      .init("author", ["name": .string(author.name), "mail": .string(author.mail)]),
    ]
    for (name, value) in [
      ("title", metadata.title), ("source", metadata.source),
      ("published", metadata.published?.description),
      ("retrieved", metadata.retrieved?.description), ("mediaType", metadata.mediaType),
      ("republishes", metadata.republishes), ("importedFrom", metadata.importedFrom),
      ("renamedFrom", metadata.renamedFrom), ("renamedTo", metadata.renamedTo),
    ] {
      if let value { members.append(.init(name, .string(value))) }
    }
    if isWithdrawal { members.append(.init("withdrawn", true)) }
    members.append(.text("message", message[...]))
    return .object(members)
  }
}
