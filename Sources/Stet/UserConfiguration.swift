internal import Storage

/// A configuration file of git's that is no archive's own: the user's.
public struct UserConfiguration: Sendable {
  private let configuration: Configuration

  /// Reads what git-config(1) describes; includes are not followed.
  ///
  /// `nil` where the bytes break its syntax: git would refuse them, and nobody asked for them by name.
  public init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let configuration = try? Configuration(decoding: text) else { return nil }
    self.configuration = configuration
  }

  /// The value of a variable such as `user.name`.
  public subscript(name: String) -> String? { configuration[name] }
}
