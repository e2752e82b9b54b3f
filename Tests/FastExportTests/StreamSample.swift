import FastExport

/// Reads whole streams, given out in parts of any size.
enum StreamSample {
  /// All commands of a stream, and the error that ended it.
  static func read(
    _ bytes: [UInt8], partByteCount: Int = .max, limits: FastExportReader.Limits = .init(),
    dateFormat: ExportedDateFormat = .raw
  ) -> (commands: [FastExportCommand], error: FastExportError?) {
    var rest = bytes[...]
    var reader = FastExportReader(limits: limits, dateFormat: dateFormat) { space in
      // More room than this would let a declared count take memory before its bytes arrive.
      precondition(space.freeCapacity <= 256 << 10)
      let part = rest.prefix(min(partByteCount, space.freeCapacity))
      for byte in part { space.append(byte) }
      rest = rest.dropFirst(part.count)
    }
    var commands: [FastExportCommand] = []
    do throws(FastExportError) {
      while let command = try reader.next() { commands.append(command) }
      return (commands, nil)
    } catch {
      return (commands, error)
    }
  }

  /// All commands of a stream that is expected to be well formed.
  static func commands(
    _ bytes: [UInt8], partByteCount: Int = .max, dateFormat: ExportedDateFormat = .raw
  ) throws -> [FastExportCommand] {
    let result = read(bytes, partByteCount: partByteCount, dateFormat: dateFormat)
    if let error = result.error { throw error }
    return result.commands
  }

  static func commits(_ commands: [FastExportCommand]) -> [ExportedCommit] {
    commands.compactMap { if case .commit(let commit) = $0 { commit } else { nil } }
  }

  /// A stream with every command and every kind of change.
  static let everything = """
    feature done
    feature date-format=raw
    option git quiet
    # A comment.
    blob
    mark :1
    original-oid 0123
    data 6
    a
    b
    c
    reset refs/heads/main
    commit refs/heads/main
    mark :2
    original-oid 4567
    author Ann <ann@example.org> 1322155620 +0200
    # Another comment.
    committer <carl@example.org> 1322159220 -0100
    gpgsig sha256 openpgp
    data 3
    sig
    encoding ISO-8859-1
    data <<END
    message
    END
    from refs/heads/old^0
    merge :7
    merge 0123456789abcdef0123456789ABCDEF01234567
    deleteall
    M 100644 :1 dir/a file
    M 755 inline "quo\\"ted\\303\\274"
    data 2
    x
    M 120000 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef link
    D old
    R from to here
    C "from here" "to"
    N inline :2
    data 4
    note

    tag v1
    mark :3
    from :2
    original-oid 89
    tagger Ann <ann@example.org> 1322155620 +0200
    data 2
    t
    reset refs/heads/other
    from :2

    alias
    mark :4
    to :2

    progress half way
    checkpoint
    done

    """
}
