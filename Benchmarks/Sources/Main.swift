internal import Glibc

/// What `Benchmarks/run` needs done inside one process.
@main
struct Main {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      try run(words)
    } catch let error as BenchmarkError {
      fail("\(error)")
    } catch {
      fail("\(error)")
    }
  }

  private static func run(_ words: [String]) throws {
    let options = try Options(Array(words.dropFirst()))
    switch words.first {
    case "generate": try GenerateCommand(options).run()
    case "floor": try FloorCommand(options).run()
    case "differences": try DifferencesCommand(options).run()
    case "search": try SearchCommand(options).run()
    case "measure": try MeasureCommand(options).run()
    default:
      throw BenchmarkError.usage(
        """
        stet-benchmarks generate --articles N --revisions R [--sentences N] [--seed N]
               stet-benchmarks floor --repository DIR [--threads N]
               stet-benchmarks differences --pairs FILE [--rounds N] [--format NAME]
               stet-benchmarks search --archive DIR [--queries N] [--seed N]
               stet-benchmarks measure [--input FILE] [--output FILE] [--folder DIR] -- COMMAND...
        """)
    }
  }

  private static func fail(_ message: String) -> Never {
    try? StandardOutput.write(Array("stet-benchmarks: \(message)\n".utf8), to: STDERR_FILENO)
    exit(2)
  }
}

enum BenchmarkError: Error, CustomStringConvertible {
  case usage(String)
  /// A file is not what it should be.
  case unreadable(String)
  /// A system call failed.
  case system(doing: String, reason: String)
  /// A result that was measured is wrong.
  case wrongResult(String)

  var description: String {
    switch self {
    case .usage(let text): "usage: \(text)"
    case .unreadable(let path): "cannot read \(path)"
    case .system(let doing, let reason): "cannot \(doing): \(reason)"
    case .wrongResult(let what): "wrong result: \(what)"
    }
  }

  /// The error that the last system call left in `errno`.
  static func current(doing: String) -> BenchmarkError {
    unsafe .system(doing: doing, reason: String(cString: strerror(errno)))
  }
}
