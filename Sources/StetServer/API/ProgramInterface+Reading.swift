internal import HTTP
internal import JSON
internal import Prose
internal import Schemas
internal import Stet
internal import Website

extension ProgramInterface {
  // MARK: Articles

  func articles(_ call: APICall) throws(Problem) -> HTTPResponse {
    let pattern = call.text(.pattern).map { Glob($0) }
    let limit = limit(call)
    let list = try answered { () throws(ArchiveError) in
      // What the archive says of itself is no article, whatever the pattern: it is asked for by a name alone.
      let asksForOwn = pattern.map { (try? ArticleName($0.literalPrefix))?.isReserved ?? false }
      let patterns = asksForOwn == true ? [Glob("")] : pattern.map { [$0] } ?? []
      return try archive.list(
        matching: patterns, after: call.article(.afterArticle), limit: limit + 1)
    }
    let shown = list.articles.prefix(limit)
    let next = list.articles.count > limit ? shown.last?.article.description : nil
    return page(
      [
        .init("articles", .array(shown.map { $0.json(explanation: explanation($0)) })),
        .init("count", .integer(list.count)), .init("complete", .bool(list.breaks.isEmpty)),
      ], next: next.map { .string($0) }, call)
  }

  private func explanation(_ article: ListedArticle) -> String? {
    if case .damaged(let error) = article.text { error.sentence } else { nil }
  }

  func history(_ call: APICall) throws(Problem) -> HTTPResponse {
    let name = try article(call)
    let limit = limit(call)
    return try answered { () throws(ArchiveError) in
      let history = try archive.readableHistory(of: name)
      var rest = history.revisions[...]
      if let last = call.revision(.afterRevision) {
        guard let place = rest.firstIndex(where: { $0.id == last }) else {
          throw .unknownRevision(last.abbreviated, known: "it is none of \(name)")
        }
        rest = rest[(place + 1)...]
      }
      let shown = rest.prefix(limit)
      let recurrences = archive.recurrences(in: history)
      let erased = try archive.erasedTexts()
      var revisions: [JSON] = []
      for revision in shown {
        let text = try archive.erasedText(of: revision, among: erased)
        revisions.append(revision.json(sameAs: recurrences[revision.id], erased: text))
      }
      let next = rest.count > limit ? shown.last?.id.description : nil
      return page(
        [
          .init("article", .string(name.description)), .init("revisions", .array(revisions)),
          .init("count", .integer(history.revisions.count)),
          .init("complete", .bool(history.isWhole)),
        ], next: next.map { .string($0) }, call)
    }
  }

  /// The article in the address, if it is one that readers are told of.
  private func article(_ call: APICall) throws(Problem) -> ArticleName {
    let name = try call.article()
    if name.isReserved {
      throw Problem(.unknownArticle(name.description, similar: []))
    }
    return name
  }

  // MARK: Revisions

  func numbered(_ call: APICall) throws(Problem) -> HTTPResponse {
    let name = try article(call)
    let number = call.integer(.number) ?? 0
    return try answered { () throws(ArchiveError) in
      let history = try archive.readableHistory(of: name)
      if number < 0 { return response(try json(of: history.revision(beforeLatest: -number))) }
      return response(try json(of: history.revision(numbered: number)))
    }
  }

  func revision(_ call: APICall) throws(Problem) -> HTTPResponse {
    let revision = try named(call)
    return try answered { () throws(ArchiveError) in response(try json(of: revision)) }
  }

  /// The exact bytes, as nothing but text: whoever wrote them is a stranger.
  func text(_ call: APICall) throws(Problem) -> HTTPResponse {
    let revision = try named(call)
    let bytes = try answered { () throws(ArchiveError) in try archive.content(of: revision) }
    return HTTPResponse(
      headers: [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Security-Policy", AnswerHeaders.foreignPolicy),
        ("Content-Disposition", "inline; filename=\"revision.txt\""),
        ("Cache-Control", AnswerHeaders.lasting),
      ], body: .bytes(bytes), entityTag: String(revision.id.description.prefix(32)),
      isCompressible: true, lastModified: revision.recorded.seconds)
  }

  private func named(_ call: APICall) throws(Problem) -> Revision {
    guard let id = call.revision(.id) else { throw Problem(.unknownAddress) }
    return try answered { () throws(ArchiveError) in try archive.published(id) }
  }

  private func published(_ specifier: String) throws(ArchiveError) -> Revision {
    if let id = RevisionID(specifier) { return try archive.published(id) }
    let revision = try archive.revision(specifier)
    guard revision.article?.isReserved == false, try archive.isInLog(revision) else {
      throw .unknownRevision(specifier, known: "no article's revision is called so")
    }
    return revision
  }

  /// As `show --json`.
  private func json(of revision: Revision) throws(ArchiveError) -> JSON {
    var difference: RevisionDifference?
    do throws(ArchiveError) {
      difference = try archive.difference(before: revision, view: .source)
      if let known = difference { difference = try archive.hashed(known) }
    } catch .erased {
      // That is known, and no failure.
      difference = nil
    } catch {
      throw error
    }
    let erased = try archive.erasedText(of: revision, among: archive.erasedTexts())
    let hasText = !revision.isWithdrawal && erased == nil
    return revision.json(
      since: difference, try archive.recurrences(of: revision),
      text: hasText ? try archive.textIdentity(of: revision) : nil, erased: erased,
      lastSeen: try archive.lastSighting(of: revision))
  }

  // MARK: Differences

  func difference(_ call: APICall) throws(Problem) -> HTTPResponse {
    let (old, new) = (try call.segment(.old), try call.segment(.new))
    return try answered { () throws(ArchiveError) in
      let (first, second) = (try published(old), try published(new))
      let difference = try archive.hashed(
        archive.difference(from: first, to: second, view: call.has(.visible) ? .visible : .source))
      return response(difference.json(try archive.recurrences(of: first, second)))
    }
  }
}
