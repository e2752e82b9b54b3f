internal import Pages
internal import Stet

extension ArchiveError {
  /// The status by which a program is told (RFC 9110).
  package var webStatus: Int {
    switch self {
    case .invalidName, .similarName, .invalidMetadata, .futureTime, .invalidSpecifier,
      .invalidQuery, .invalidStream, .notErasable, .reservedArticle:
      400
    case .unknownArticle, .unknownRevision, .ambiguous, .noArchive, .unusableSource: 404
    case .withdrawn, .erased: 410
    case .articleExists, .archiveExists, .conflict, .recordsErased: 409
    case .headMoved: 412
    case .tooLarge: 413
    case .locked, .cancelled: 503
    case .noSpace: 507
    case .notCovered: 404
    case .recordedInDoubt, .erasureIncomplete, .damaged, .denied, .system, .notSigned,
      .unfitAnswer:
      500
    }
  }

  /// What a reader is told: nothing of the machine's paths.
  package var sentence: String {
    switch self {
    case .invalidName(_, let reason): "That is no article's name: \(reason)."
    case .invalidSpecifier(_, let reason): "That names no revision: \(reason)."
    case .invalidQuery(_, _, let reason): "That cannot be searched for: \(reason)."
    case .unknownArticle(let name, let similar):
      "There is no article “\(name)”."
        + (similar.isEmpty ? "" : " Is it \(similar.map { "“\($0)”" }.joined(separator: ", "))?")
    case .unknownRevision(let name, let known): "There is no revision “\(name)”: \(known)."
    case .ambiguous(let name, let meanings):
      "“\(name)” can mean \(meanings.joined(separator: ", "))."
    case .withdrawn(_, let since, _, _): "The article was taken down \(since.day)."
    case .notCovered(_, let reason): "There is no evidence of that: \(reason)."
    case .erased(let text): "The text was erased on \(text.erased), because \(text.reason)."
    case .damaged:
      "This cannot be read: it is damaged. The archive's keeper can repair it from a copy."
    case .cancelled, .locked: "The archive is busy. Try again in a moment."
    case .similarName, .invalidMetadata, .futureTime, .tooLarge, .invalidStream, .notErasable,
      .reservedArticle, .articleExists, .noArchive, .archiveExists, .unusableSource, .conflict,
      .headMoved,
      .recordsErased, .recordedInDoubt, .erasureIncomplete, .denied, .noSpace, .system, .notSigned,
      .unfitAnswer:
      "The archive cannot answer that now."
    }
  }

  /// The page that says so.
  func answer(_ layout: PageLayout) -> WebAnswer {
    var links: [(String, Address)] = []
    if case .unknownArticle(_, let similar) = self {
      links = similar.prefix(5).compactMap { name in
        (try? ArticleName(name)).map { (name, .article($0)) }
      }
    }
    let title =
      switch webStatus {
      case 400: "That cannot be asked"
      case 404: "There is no such page"
      case 410: "It is gone"
      case 503: "Busy"
      default: "It cannot be shown"
      }
    let page = MessagePage(title: title, message: sentence, links: links).page(layout)
    var answer = WebAnswer.page(page, lifetime: .none)
    answer.status = webStatus
    return answer
  }
}
