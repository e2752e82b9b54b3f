internal import Glibc
internal import HTTP
internal import Website

/// Why a file of a server's identity is not taken.
struct IdentityFileError: Error, Equatable {
  enum Reason: Equatable {
    /// The system's number.
    case unreadable(Int32)
    case tooLarge
    case unusable(TLSIdentityError)
  }

  var path: String
  var reason: Reason
}

extension IdentityFileError {
  /// For people.
  var words: String {
    switch reason {
    case .unreadable(let code): unsafe "cannot be read: \(String(cString: strerror(code)))"
    case .tooLarge: "has more than \(TLSIdentity.byteLimit) bytes"
    case .unusable(.noCertificate): "there is no certificate in PEM in it"
    case .unusable(.noKey): "there is no private key in PEM in it, or only a password opens it"
    case .unusable(.otherKey): "the key is not that of the certificate"
    }
  }

  /// The process's exit status, of those that `stet` has.
  var status: Int32 {
    switch reason {
    case .unreadable(ENOENT): 3
    case .unreadable: 6
    case .tooLarge, .unusable: 2
    }
  }
}

extension TLSIdentity {
  init(reading files: ServerSettings.IdentityFiles) throws(IdentityFileError) {
    let certificates = try Self.contents(of: files.certificates)
    let key = try Self.contents(of: files.key)
    do throws(TLSIdentityError) {
      try self.init(certificates: certificates, key: key)
    } catch {
      let path = error == .noCertificate ? files.certificates : files.key
      throw IdentityFileError(path: path, reason: .unusable(error))
    }
  }

  private static func contents(of path: String) throws(IdentityFileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw IdentityFileError(path: path, reason: .unreadable(errno)) }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw IdentityFileError(path: path, reason: .unreadable(errno)) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      guard contents.count <= byteLimit else {
        throw IdentityFileError(path: path, reason: .tooLarge)
      }
    }
  }
}
