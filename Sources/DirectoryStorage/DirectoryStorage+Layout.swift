internal import Bytes
package import Storage

extension DirectoryStorage {
  /// Makes an empty bare SHA-256 repository in a folder, which may exist if it holds none.
  ///
  /// Source: gitrepository-layout(5).
  /// - Throws: `.alreadyExists` where there is a repository already.
  package static func create(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> DirectoryStorage {
    try layOut(root, files: files)
    return try open(at: root, files: files)
  }

  /// Opens a repository.
  ///
  /// - Throws: `.notARepository` where the folder is none, or one in another format.
  package static func open(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> DirectoryStorage {
    let configuration = try readConfiguration(at: root, files: files)
    try check(configuration, at: root)
    for part in ["HEAD", "objects", "refs"] {
      guard try files.metadata(of: root + "/" + part) != nil else {
        throw .notARepository(path: root, reason: "it has no \(part)")
      }
    }
    let shared = SharedPermissions(configuration["core.sharedrepository"])
    return DirectoryStorage(
      root: root, files: files.sharing(shared), configuration: configuration)
  }

  private static func layOut(_ root: String, files: any FileSystem) throws(StorageError) {
    if try files.metadata(of: root + "/HEAD") != nil { throw .alreadyExists(root) }
    try makeFolders(in: root, files: files)
    if try !hasInitialConfiguration(root, files: files) { try placeConfiguration(in: root, files) }
    for folder in ["/objects", "/refs", ""] { try files.synchronize(root + folder) }
    // A folder is a repository once it has a HEAD: so that comes last.
    try placeHead(.main, in: root, files)
    try files.synchronize(root.parentFolder)
  }

  static func makeFolders(in root: String, files: any FileSystem) throws(StorageError) {
    let folders = [
      "", "/objects", "/objects/info", "/objects/pack", "/refs", "/refs/heads",
      "/refs/tags", "/stet",
    ]
    for folder in folders { try files.makeFolderIfMissing(root + folder) }
  }

  static func placeConfiguration(
    in root: String, _ files: any FileSystem
  ) throws(StorageError) {
    try place(initialConfiguration, at: root + "/config", scratch: root + "/stet/new", files)
  }

  static func placeHead(
    _ branch: ReferenceName, in root: String, _ files: any FileSystem
  ) throws(StorageError) {
    let head = String(decoding: Reference.symbolic(branch).encoded, as: UTF8.self)
    try place(head, at: root + "/HEAD", scratch: root + "/stet/new", files)
    try files.synchronize(root)
  }

  /// Whether there is a configuration that an archive can be opened by.
  static func hasUsableConfiguration(
    _ root: String, _ files: any FileSystem
  ) throws(StorageError) -> Bool {
    do throws(StorageError) {
      try check(readConfiguration(at: root, files: files), at: root)
      return true
    } catch {
      guard case .notARepository = error else { throw error }
      return false
    }
  }

  /// Whether a process that ended too early has written the configuration already.
  ///
  /// - Throws: `.alreadyExists` where the file is somebody else's.
  private static func hasInitialConfiguration(
    _ root: String, files: any FileSystem
  ) throws(StorageError) -> Bool {
    guard try files.metadata(of: root + "/config") != nil else { return false }
    guard try files.contents(of: root + "/config").copy == Array(initialConfiguration.utf8) else {
      throw .alreadyExists(root + "/config")
    }
    return true
  }

  /// Gives a file its name once its bytes are durable.
  private static func place(
    _ text: String, at path: String, scratch: String, _ files: any FileSystem
  ) throws(StorageError) {
    if try files.metadata(of: scratch) != nil { try files.remove(scratch) }
    try files.write(scratch, Array(text.utf8).span, readOnly: false)
    try files.rename(scratch, to: path)
  }

  private static let initialConfiguration = """
    [core]
    \trepositoryformatversion = 1
    \tfilemode = false
    \tbare = true
    [extensions]
    \tobjectFormat = sha256

    """

  static func readConfiguration(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> Configuration {
    let bytes: [UInt8]
    do {
      bytes = try files.contents(of: root + "/config").copy
    } catch .notFound {
      throw .notARepository(path: root, reason: "it has no config")
    } catch {
      throw error
    }
    do {
      return try Configuration(decoding: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .notARepository(path: root, reason: "line \(error.line) of its config is malformed")
    }
  }

  /// Source: git-config(1), "boolean".
  private static func isBoolean(_ value: String) -> Bool {
    ["true", "yes", "on", "false", "no", "off", ""].contains(value.lowercased())
      || Int(value) != nil
  }

  /// Those that change nothing for who reads objects and references, or that `check` looks at.
  ///
  /// Source: git's repository-version technical documentation: who does not know an extension must not go
  /// on.
  private static let extensions: Set<String> = [
    "noop", "noop-v1", "objectformat", "partialclone", "preciousobjects", "refstorage",
    "relativeworktrees", "worktreeconfig",
  ]

  private static func check(
    _ configuration: Configuration, at root: String
  ) throws(StorageError) {
    let version = configuration["core.repositoryformatversion"] ?? "0"
    guard version == "1" else {
      throw .notARepository(
        path: root, reason: "its format version is \(version); Stet reads version 1 (SHA-256)")
    }
    // Git reads nothing where one of these is neither true nor false.
    for name in ["core.bare", "core.filemode"] {
      guard let value = configuration[name], Configuration.boolean(value) == nil else { continue }
      throw .notARepository(path: root, reason: "its \(name) is '\(value)', not true or false")
    }
    let format = configuration["extensions.objectformat"]?.lowercased() ?? "sha1"
    guard format == "sha256" else {
      throw .notARepository(path: root, reason: "its objects are named by \(format), not SHA-256")
    }
    if let bare = configuration["core.bare"], !isBoolean(bare) {
      throw .notARepository(path: root, reason: "its core.bare is neither true nor false")
    }
    if let unknown = configuration.names(in: "extensions").first(where: { !extensions.contains($0) }
    ) {
      throw .notARepository(path: root, reason: "it has an unknown extension: \(unknown)")
    }
    if let storage = configuration["extensions.refstorage"], storage != "files" {
      throw .notARepository(path: root, reason: "its references are kept as \(storage), not files")
    }
  }
}
