internal import HTTP
internal import Stet

extension APIParameter {
  static let article = APIParameter(
    "name", in: .path, .article, "The article's name; `/` in it is `%2F`.")
  static let number = APIParameter(
    "number", in: .path, .integer(-1_000_000_000...1_000_000_000),
    "From 1, the oldest; -1 is the one before the latest.")
  static let id = APIParameter("id", in: .path, .revision, "The revision's commit.")
  static let old = APIParameter(
    "old", in: .path, .text(longest: 2048),
    "A commit's id, `NAME`, `NAME@3`, `NAME@-1` or `NAME@TIME`; dots in a name are `%2E`.")
  static let new = APIParameter("new", in: .path, .text(longest: 2048), "The same.")
  static let problem = APIParameter("kind", in: .path, .text(longest: 64), "A problem's name.")

  static let limit = APIParameter("limit", .integer(1...1000), "At most so many; 100 if not given.")
  static let afterArticle = APIParameter("cursor", .article, "`next` of the page before.")
  static let afterRevision = APIParameter("cursor", .revision, "`next` of the page before.")
  static let afterPlace = APIParameter(
    "cursor", .integer(0...1_000_000_000), "`next` of the page before.")
  static let pattern = APIParameter(
    "article", .text(longest: 1024), "Only articles whose names fit: `*` and `?` stand for others.")
  static let query = APIParameter(
    "q", .text(longest: 4096), isRequired: true, "As for `stet search`.")
  static let changes = APIParameter(
    "changes", .flag, "When it came into articles and when it went, instead of where it is.")
  static let latest = APIParameter("latest", .flag, "Only what articles say now.")
  static let passages = APIParameter("passages", .flag, "With the passages that both have.")
  static let visible = APIParameter(
    "visible", .flag, "Compare the text that a reader of a page sees, and not its bytes.")
  static let after = APIParameter(
    "after", .revision, "What was recorded after this commit; everything if not given.")
  static let wait = APIParameter(
    "wait", .integer(0...30), "Where there is nothing yet, wait so many seconds for it.")

  static let title = APIParameter("title", .line(longest: 4096), "The headline.")
  static let source = APIParameter("source", .line(longest: 4096), "Where it was found: a URL.")
  static let published = APIParameter("published", .time, "When the article says it was published.")
  static let retrieved = APIParameter("retrieved", .time, "When it was seen.")
  static let mediaType = APIParameter("mediaType", .line(longest: 256), "Such as `text/html`.")
  static let message = APIParameter("message", .text(longest: 4096), "Why.")
  static let allowUnchanged = APIParameter(
    "allowUnchanged", .flag, "Record a revision even where the latest has these bytes.")
  static let allowSimilarName = APIParameter(
    "allowSimilarName", .flag, "A new article, although one's name looks the same.")
  static let allowFuture = APIParameter("allowFuture", .flag, "Take times that are yet to come.")
  static let allowEmpty = APIParameter("allowEmpty", .flag, "Take a text of no bytes.")
  static let ifMatch = APIParameter(
    "If-Match", in: .header, .tags,
    "Ids of commits in quotation marks: only while the head is one of them.")
  static let key = APIParameter(
    "Idempotency-Key", in: .header, .word(longest: 255),
    "For a day, the same request with the same key gets the same answer and records nothing more.")
}

extension APIRoute {
  static let all: [APIRoute] = reading + questions + [recording] + facts

  private static let reading: [APIRoute] = [
    APIRoute(
      "/api/v1/articles", "listArticles", "The articles by name.",
      [.pattern, .limit, .afterArticle], schema: "Articles"
    ) { interface, call throws(Problem) in try interface.articles(call) },
    APIRoute(
      "/api/v1/articles/{name}", "listRevisions", "The revisions of an article, the newest first.",
      [.article, .limit, .afterRevision], schema: "History",
      problems: [.invalidName, .unknownArticle, .unknownRevision]
    ) { interface, call throws(Problem) in try interface.history(call) },
    APIRoute(
      "/api/v1/articles/{name}/revisions/{number}", "getRevisionByNumber",
      "A revision of an article, and how it differs from the one before.", [.article, .number],
      schema: "RevisionAndDifference",
      problems: [.invalidName, .unknownArticle, .unknownRevision]
    ) { interface, call throws(Problem) in try interface.numbered(call) },
    APIRoute(
      "/api/v1/revisions/{id}", "getRevision",
      "A revision by its commit, and how it differs from the one before.", [.id],
      schema: "RevisionAndDifference", problems: [.unknownRevision, .ambiguous]
    ) { interface, call throws(Problem) in try interface.revision(call) },
    APIRoute(
      "/api/v1/revisions/{id}/text", "getText", "The exact bytes of a revision.", [.id],
      form: .text, problems: [.unknownRevision, .withdrawn, .erased]
    ) { interface, call throws(Problem) in try interface.text(call) },
    APIRoute(
      "/api/v1/diff/{old}..{new}", "compare", "How two revisions differ, of any articles.",
      [.old, .new, .visible], schema: "Difference",
      problems: [.unknownArticle, .unknownRevision, .ambiguous, .withdrawn, .erased]
    ) { interface, call throws(Problem) in try interface.difference(call) },
  ]

  private static let questions: [APIRoute] = [
    APIRoute(
      "/api/v1/search", "search",
      "Where something stands in any revision, or when it came and went.",
      [.query, .changes, .latest, .pattern, .limit, .afterPlace], schema: "Found",
      problems: [.invalidQuery]
    ) { interface, call throws(Problem) in try interface.search(call) },
    APIRoute(
      "/api/v1/similar/{id}", "listRepublications",
      "The articles that republish a revision's text, or a part of it.", [.id, .passages, .limit],
      schema: "Republications", problems: [.unknownRevision, .withdrawn, .erased]
    ) { interface, call throws(Problem) in try interface.similar(call) },
    APIRoute(
      "/api/v1/events", "listEvents", "What was recorded after a commit, the oldest first.",
      [.after, .wait, .limit], schema: "Events", problems: [.unknownRevision]
    ) { interface, call throws(Problem) in try interface.events(call) },
  ]

  private static let recording = APIRoute(
    method: "POST", "/api/v1/articles/{name}/revisions", "record",
    "Records the body's bytes as an article's next revision.",
    [
      .article, .title, .source, .published, .retrieved, .mediaType, .message, .allowUnchanged,
      .allowSimilarName, .allowFuture, .allowEmpty, .ifMatch, .key,
    ],
    answers: [
      (200, "The latest revision has these bytes: nothing was recorded."),
      (201, "Recorded, for good."),
    ], schema: "Recorded",
    problems: [
      .invalidName, .similarName, .invalidMetadata, .futureTime, .emptyBody, .unauthorized,
      .writingOff, .crossSite, .notAllowed, .conflict, .keyInUse, .recordsErased, .headMoved,
      .tooLarge, .keyReused, .inDoubt, .noSpace,
    ]
  ) { interface, call throws(Problem) in try interface.record(call) }

  private static let facts: [APIRoute] = [
    APIRoute(
      "/api/v1/head", "getHead", "The newest commit, by which the whole history can be known.",
      schema: "Head", isSlow: false
    ) { interface, _ throws(Problem) in try interface.head() },
    APIRoute(
      "/api/v1/verify", "getVerification",
      "What the last verification saw, the noted heads, and the newest signed checkpoint.",
      schema: "Verified", isSlow: false
    ) { interface, _ throws(Problem) in try interface.verification() },
    APIRoute(
      "/api/v1/problems/{kind}", "getProblem", "What a problem's type means.", [.problem],
      schema: "ProblemKind", isSlow: false
    ) { interface, call throws(Problem) in try interface.problem(call) },
    APIRoute(
      "/api/v1/", "getIndex", "The addresses.", schema: "Index", isSlow: false
    ) { interface, _ throws(Problem) in try interface.index() },
    APIRoute(
      "/openapi.json", "getDescription", "This document.", isSlow: false
    ) { interface, _ throws(Problem) in interface.description() },
  ]
}
