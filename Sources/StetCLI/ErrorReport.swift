/// What a person is told of an error.
struct ErrorReport {
  var message: String
  var hint: String?
  var status: ExitStatus

  init(_ message: String, hint: String? = nil, _ status: ExitStatus) {
    self.message = message
    self.hint = hint
    self.status = status
  }

  /// As it is told, a line each. Paths and names come from anywhere.
  var text: String {
    let error = "stet: error: \(message.visible)\n"
    return hint.map { error + "hint: \($0.visible)\n" } ?? error
  }
}
