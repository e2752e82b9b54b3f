/// Why a server does not start.
package enum HTTPServerError: Error, Equatable, Sendable {
  /// Another program listens there.
  case addressInUse
  /// A port that only the system's own programs may have.
  case denied
  /// Not digits of an address, or of none of this machine.
  case notAnAddress
  /// Ports are 0 to 65535.
  case notAPort
  /// Sizes or numbers that fit no server.
  case notAConfiguration
  /// The system refuses, as where descriptors or threads run out.
  case refused(reason: String)
}
