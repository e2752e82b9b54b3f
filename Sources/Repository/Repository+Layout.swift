internal import Bytes

extension Repository {
  /// Makes an empty bare SHA-256 repository in a folder, which may exist if it holds none.
  ///
  /// Source: gitrepository-layout(5).
  /// - Throws: `.fileSystem(.alreadyExists)` where there is a repository already.
  package static func create(
    at root: String, files: any FileSystem
  ) throws(RepositoryError) -> Repository {
    do throws(FileSystemError) {
      try layOut(root, files: files)
    } catch {
      throw .fileSystem(error)
    }
    return try open(at: root, files: files)
  }

  /// Opens a repository.
  ///
  /// - Throws: `.notARepository` where the folder is none, or one in another format.
  package static func open(
    at root: String, files: any FileSystem
  ) throws(RepositoryError) -> Repository {
    let configuration = try readConfiguration(at: root, files: files)
    try check(configuration, at: root)
    for part in ["HEAD", "objects", "refs"] {
      guard try exists(root + "/" + part, files: files) else {
        throw .notARepository(path: root, reason: "it has no \(part)")
      }
    }
    return Repository(root: root, files: files, configuration: configuration)
  }

  private static func layOut(_ root: String, files: any FileSystem) throws(FileSystemError) {
    if try files.metadata(of: root + "/HEAD") != nil { throw .alreadyExists(root) }
    let folders = [
      "", "/objects", "/objects/info", "/objects/pack", "/refs", "/refs/heads",
      "/refs/tags", "/stet",
    ]
    for folder in folders { try files.makeFolderIfMissing(root + folder) }
    if try !hasInitialConfiguration(root, files: files) {
      try place(initialConfiguration, at: root + "/config", scratch: root + "/stet/new", files)
    }
    for folder in ["/objects", "/refs", ""] { try files.synchronize(root + folder) }
    // A folder is a repository once it has a HEAD: so that comes last.
    let head = String(decoding: Reference.symbolic(.main).encoded, as: UTF8.self)
    try place(head, at: root + "/HEAD", scratch: root + "/stet/new", files)
    try files.synchronize(root)
    try files.synchronize(parent(of: root))
  }

  /// Whether a process that ended too early has written the configuration already.
  ///
  /// - Throws: `.alreadyExists` where the file is somebody else's.
  private static func hasInitialConfiguration(
    _ root: String, files: any FileSystem
  ) throws(FileSystemError) -> Bool {
    guard try files.metadata(of: root + "/config") != nil else { return false }
    guard try files.contents(of: root + "/config").copy == Array(initialConfiguration.utf8) else {
      throw .alreadyExists(root + "/config")
    }
    return true
  }

  /// Gives a file its name once its bytes are durable.
  private static func place(
    _ text: String, at path: String, scratch: String, _ files: any FileSystem
  ) throws(FileSystemError) {
    if try files.metadata(of: scratch) != nil { try files.remove(scratch) }
    try files.create(scratch, Array(text.utf8).span, readOnly: false)
    try files.synchronize(scratch)
    try files.rename(scratch, to: path)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func exists(
    _ path: String, files: any FileSystem
  ) throws(RepositoryError) -> Bool {
    do {
      return try files.metadata(of: path) != nil
    } catch {
      throw .fileSystem(error)
    }
  }

  private static let initialConfiguration = """
    [core]
    \trepositoryformatversion = 1
    \tfilemode = false
    \tbare = true
    [extensions]
    \tobjectFormat = sha256

    """

  private static func readConfiguration(
    at root: String, files: any FileSystem
  ) throws(RepositoryError) -> Configuration {
    let bytes: [UInt8]
    do {
      bytes = try files.contents(of: root + "/config").copy
    } catch .notFound {
      throw .notARepository(path: root, reason: "it has no config")
    } catch {
      throw .fileSystem(error)
    }
    do {
      return try Configuration(decoding: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .notARepository(path: root, reason: "line \(error.line) of its config is malformed")
    }
  }

  private static func check(
    _ configuration: Configuration, at root: String
  ) throws(RepositoryError) {
    let version = configuration["core.repositoryformatversion"] ?? "0"
    guard version == "1" else {
      throw .notARepository(
        path: root, reason: "its format version is \(version); Stet reads version 1 (SHA-256)")
    }
    let format = configuration["extensions.objectformat"]?.lowercased() ?? "sha1"
    guard format == "sha256" else {
      throw .notARepository(path: root, reason: "its objects are named by \(format), not SHA-256")
    }
    if let storage = configuration["extensions.refstorage"], storage != "files" {
      throw .notARepository(path: root, reason: "its references are kept as \(storage), not files")
    }
  }
}
