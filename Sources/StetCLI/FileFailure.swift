/// Why the system did not read or write a user's file.
enum FileFailure: Error, Equatable {
  case notFound
  case denied
  case noSpace
  case exists
  /// A folder that is to be filled has something in it.
  case notEmpty
  /// Nobody reads from the pipe any more.
  case noReader
  /// It has more bytes than are taken.
  case tooLarge(limit: Int)
  case other(String)

  var words: String {
    switch self {
    case .notFound: "no such file or folder"
    case .denied: "permission denied"
    case .noSpace: "no space left"
    case .exists: "it exists already"
    case .notEmpty: "it is not empty"
    case .noReader: "nobody reads it"
    case .tooLarge(let limit): "it has more than the \(grouped(limit)) bytes that are taken"
    case .other(let reason): reason
    }
  }

  var status: ExitStatus {
    switch self {
    case .notFound: .notFound
    case .tooLarge: .usedWrongly
    case .notEmpty: .conflict
    case .denied, .noSpace, .exists, .noReader, .other: .systemRefused
    }
  }
}
