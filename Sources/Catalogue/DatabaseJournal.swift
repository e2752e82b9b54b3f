internal import CSQLite

/// How a database gets through what happens while somebody writes to it.
package enum DatabaseJournal: Sendable {
  /// A log beside it, whose index all who have it open share in memory: nobody waits for anybody who reads.
  case log
  /// What was there before, put back after a fall: it needs nothing but locks. Who reads and who writes wait for each other.
  case rollback

  /// The one for files in a folder.
  ///
  /// Machines share no memory: on file systems that several may have at once, a log is no use.
  /// Source: sqlite.org/wal.html, "Overview", disadvantage 2.
  package init(inFolder path: String) {
    self.init(fileSystem: unsafe stet_file_system(path))
  }

  /// - Parameter type: As statfs(2) has it.
  init(fileSystem type: UInt32) {
    self = Self.networks.contains(type) ? .rollback : .log
  }

  /// Source: statfs(2), linux/magic.h. Of FUSE nobody knows what is behind it.
  private static let networks: Set<UInt32> = [
    0x6969,  // NFS
    0x517B, 0xFF53_4D42, 0xFE53_4D42,  // SMB, CIFS, SMB 2
    0x6573_5546,  // FUSE, virtiofs
    0x0102_1997,  // 9P
    0x5346_414F, 0x6B41_4653,  // AFS
    0x00C3_6400,  // Ceph
    0x0116_1970,  // GFS2
    0x7461_636F,  // OCFS2
    0x0BD0_0BD0,  // Lustre
    0x4750_4653,  // GPFS
    0x1983_0326,  // BeeGFS
    0x7375_7245,  // Coda
    0x564C,  // NCP
    0x786F_4256,  // VirtualBox
  ]

  /// What SQLite calls it.
  var name: String {
    switch self {
    case .log: "WAL"
    case .rollback: "DELETE"
    }
  }
}
