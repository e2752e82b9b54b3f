internal import Storage

/// Something that a process did to a disk.
package enum DiskOperation: Hashable, Sendable {
  case makeFolder(String)
  case create(String)
  case append(String)
  case synchronize(String)
  case rename(String, String)
  case link(String, String)
  case remove(String)
  case touch(String)
  case lock(String)
}

/// What goes wrong, and when: operations are counted from 0.
package enum DiskFault: Sendable {
  /// The process ends before this operation, or in the midst of it.
  case death(at: Int)
  /// This operation, and no other, finds no space.
  case noSpace(at: Int)
  /// This operation, and no other, is not allowed.
  case denied(at: Int)
  /// Files cannot have a second name, as on FAT.
  case noLinks
  /// Bytes that are written are not the ones that come back.
  case lies(@Sendable ([UInt8]) -> [UInt8])
}

/// What a loss of power leaves of that which was not synchronized.
package enum Fate: Hashable, Sendable {
  case nothing
  case everything
  /// New names, and files as long as they were but full of zeros.
  case names
  /// Any part of it, told by a seed.
  case some(UInt64)
}

struct Node: Sendable {
  var isFolder = false
  var bytes: [UInt8] = []
  var durableBytes: [UInt8] = []
  var names: [String: Int] = [:]
  var durableNames: [String: Int] = [:]

  init(isFolder: Bool = false, bytes: [UInt8] = []) {
    self.isFolder = isFolder
    self.bytes = bytes
  }
}

/// A change of one or two names that happens as a whole.
struct NameChange: Sendable {
  struct Place: Sendable {
    var folder: Int
    var name: String
    /// `nil` takes the name away.
    var node: Int?

    init(_ place: (folder: Int, name: String), _ node: Int?) {
      folder = place.folder
      name = place.name
      self.node = node
    }
  }

  var places: [Place]
}

/// A disk's content, what of it is durable, and what was done to it.
struct DiskState: Sendable {
  var nodes = [Node(isFolder: true)]
  /// Changes of names that are not durable yet, in order.
  var pending: [NameChange] = []
  var locks: Set<String> = []
  var operations: [DiskOperation] = []
  var pauseCount = 0
  var lookCount = 0
  var fault: DiskFault?
  var isDead = false
  /// Whether the operation that failed just now is the one that the fault is about.
  var isFirstFailure = false

  // MARK: Faults

  func checkAlive() throws(StorageError) {
    if isDead { throw .failed(doing: "live", path: "", reason: "the process has ended") }
  }

  /// Counts an operation, and fails it where the fault says so.
  mutating func begin(_ operation: DiskOperation) throws(StorageError) {
    isFirstFailure = false
    try checkAlive()
    let number = operations.count
    operations.append(operation)
    switch fault {
    case .death(number):
      isFirstFailure = true
      isDead = true
      try checkAlive()
    case .noSpace(number):
      isFirstFailure = true
      throw .noSpace("\(operation)")
    case .denied(number): throw .denied("\(operation)")
    default: break
    }
  }

  func altered(_ bytes: [UInt8]) -> [UInt8] {
    if case .lies(let alter) = fault { alter(bytes) } else { bytes }
  }

  // MARK: Names

  func find(_ path: String) -> Int? {
    var node = 0
    for name in path.split(separator: "/") {
      guard nodes[node].isFolder, let next = nodes[node].names[String(name)] else { return nil }
      node = next
    }
    return node
  }

  func existing(_ path: String) throws(StorageError) -> Int {
    guard let node = find(path) else { throw .notFound(path) }
    return node
  }

  /// The folder of a path and the name in it.
  func place(_ path: String) throws(StorageError) -> (folder: Int, name: String) {
    let names = path.split(separator: "/").map(String.init)
    guard let name = names.last else { throw .alreadyExists(path) }
    let folder = try existing(names.dropLast().joined(separator: "/"))
    guard nodes[folder].isFolder else { throw .notFound(path) }
    return (folder, name)
  }

  mutating func add(_ node: Node, at path: String) throws(StorageError) {
    guard find(path) == nil else { throw .alreadyExists(path) }
    let place = try place(path)
    nodes.append(node)
    change([NameChange.Place(place, nodes.count - 1)])
  }

  mutating func change(_ places: [NameChange.Place]) {
    for place in places { nodes[place.folder].names[place.name] = place.node }
    pending.append(NameChange(places: places))
  }

  func files(below node: Int, _ path: String) -> [String] {
    nodes[node].names.flatMap { name, child in
      let childPath = path + "/" + name
      return nodes[child].isFolder ? files(below: child, childPath) : [childPath]
    }
  }

  // MARK: Durability

  mutating func synchronize(_ node: Int) {
    nodes[node].durableBytes = nodes[node].bytes
    guard nodes[node].isFolder else { return }
    for change in pending where change.places.contains(where: { $0.folder == node }) {
      makeDurable(change)
    }
    pending.removeAll { $0.places.contains { $0.folder == node } }
  }

  private mutating func makeDurable(_ change: NameChange) {
    for place in change.places { nodes[place.folder].durableNames[place.name] = place.node }
  }

  func restarted(fault: DiskFault?) -> DiskState {
    var state = self
    state.fault = fault
    state.isDead = false
    state.locks = []
    state.operations = []
    state.lookCount = 0
    state.pauseCount = 0
    return state
  }

  mutating func write(_ bytes: [UInt8], to path: String) {
    var folder = ""
    for name in path.split(separator: "/").dropLast() {
      folder += "/" + name
      if find(folder) == nil { try? add(Node(isFolder: true), at: folder) }
    }
    if find(path) == nil { try? add(Node(), at: path) }
    if let node = find(path) { nodes[node].bytes = bytes }
    makeAllDurable()
  }

  mutating func delete(_ path: String) {
    if let place = try? place(path) { change([NameChange.Place(place, nil)]) }
    makeAllDurable()
  }

  private mutating func makeAllDurable() {
    for node in nodes.indices { synchronize(node) }
  }
}
