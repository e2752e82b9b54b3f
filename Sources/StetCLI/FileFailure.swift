/// Why the system did not read or write a user's file.
enum FileFailure: Error, Equatable {
  case notFound
  case denied
  case noSpace
  case exists
  case other(String)

  var words: String {
    switch self {
    case .notFound: "no such file or folder"
    case .denied: "permission denied"
    case .noSpace: "no space left"
    case .exists: "it exists already"
    case .other(let reason): reason
    }
  }
}
