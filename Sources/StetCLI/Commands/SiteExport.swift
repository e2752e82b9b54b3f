internal import JSON
internal import Stet
internal import Website

/// The archive as pages in files, for any host that gives out files.
struct SiteExport {
  let session: Session
  let folder: String
  let title: String?
  let origin: String
  let isJSON: Bool

  func run(_ archive: Archive) throws(CommandError) -> ExitStatus {
    let target = try SiteFolder(folder)
    let head = try archived { () throws(ArchiveError) in try archive.head() }
    let site = Website(
      inFilesOf: archive, title: title ?? archive.title, origin: origin,
      now: { .now })
    let written = try write(site, since: target.head, to: target)
    try target.finish(written.unreadable.isEmpty ? head : nil)
    try print(written)
    return written.unreadable.isEmpty ? .done : .damageFound
  }

  private struct Written {
    var count = 0
    var byteCount = 0
    /// Pages that say that they cannot be shown.
    var unreadable: [String] = []
  }

  private func write(
    _ site: Website, since last: RevisionID?, to target: SiteFolder
  ) throws(CommandError) -> Written {
    var written = Written()
    var failure: CommandError?
    let meter = ProgressMeter("written", "pages", total: nil, session)
    try archived { () throws(ArchiveError) in
      try site.visitFiles(since: last) { file in
        do throws(CommandError) {
          if let body = file.body {
            if try target.write(body, to: file.path) {
              written.count += 1
              written.byteCount += body.count
            }
          } else {
            try target.remove(file.path)
          }
        } catch {
          failure = error
        }
        if file.isUnreadable { written.unreadable.append(file.path) }
        return failure == nil && meter.update(written.count, of: 0)
      }
    }
    meter.finish()
    if let failure { throw failure }
    if Interruption.isRequested { throw .archive(.cancelled) }
    return written
  }

  private func print(_ written: Written) throws(CommandError) {
    if isJSON {
      let json: JSON = [
        "folder": .string(folder), "pages": .integer(written.count),
        "byteCount": .integer(written.byteCount),
        "unreadable": .array(written.unreadable.map { .string($0) }),
      ]
      return try session.write(json.encoded(pretty: true) + [0x0A])
    }
    try session.print(
      "wrote \(counted(written.count, "page")), \(counted(written.byteCount, "byte")), to \(folder.visible)"
    )
    for path in written.unreadable.prefix(10) {
      try session.print("  \(path.visible) says that what it was to show cannot be read")
    }
  }
}

extension Archive {
  /// What its pages are called, unless somebody says otherwise: its folder's name.
  var title: String {
    let steps = path.split(separator: "/").map(String.init).filter { $0 != ".stet" }
    return steps.last ?? "Archive"
  }
}
