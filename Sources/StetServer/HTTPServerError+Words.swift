internal import HTTP

extension HTTPServerError {
  /// Why it does not start, for people.
  var words: String {
    switch self {
    case .addressInUse: "another program listens there"
    case .denied: "only the system's own programs may have that port"
    case .notAnAddress: "that is no address of this machine"
    case .notAPort: "ports are 0 to 65535"
    case .notAConfiguration: "no server can be made of these sizes"
    case .refused(let reason): "the system refuses: \(reason)"
    }
  }

  /// The process's exit status, of those that `stet` has.
  var status: Int32 {
    switch self {
    case .notAnAddress, .notAPort, .notAConfiguration: 2
    case .addressInUse: 5
    case .denied, .refused: 6
    }
  }
}
