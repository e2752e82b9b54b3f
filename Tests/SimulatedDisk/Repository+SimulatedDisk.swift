package import DirectoryStorage
package import Repository
package import Storage

extension Repository {
  /// Makes an empty repository on a disk.
  package static func create(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> Repository {
    Repository(try DirectoryStorage.create(at: root, files: files))
  }

  /// Opens the repository on a disk.
  package static func open(
    at root: String, files: any FileSystem
  ) throws(StorageError) -> Repository {
    Repository(try DirectoryStorage.open(at: root, files: files))
  }
}
