package import JSON
package import Stet

extension AccessToken {
  /// What is known of a token; members that are not known are left out.
  ///
  /// - Parameter secret: Where it was made just now; nobody can tell it later.
  package func json(secret: String? = nil) -> JSON {
    var members: [JSON.Member] = [
      .init("token", .string(digest)), .init("created", .string(created.description)),
      .init("author", ["name": .string(author.name), "mail": .string(author.mail)]),
      .init("can", .array(canWrite ? ["write"] : [])),
    ]
    if let name { members.append(.init("name", .string(name))) }
    if let articles { members.append(.init("articles", .string(articles.description))) }
    if let expires { members.append(.init("expires", .string(expires.description))) }
    if let secret { members.append(.init("secret", .string(secret))) }
    return .object(members)
  }
}
