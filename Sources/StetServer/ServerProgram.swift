internal import Glibc
internal import HTTP
internal import JSON
internal import Stet
internal import Website

/// The program that serves an archive.
package enum ServerProgram {
  /// Serves until it is told to end (SIGTERM, SIGINT); requests in flight are answered first.
  ///
  /// - Returns: The process's exit status, of those that `stet` has.
  package static func main() -> Int32 {
    guard CommandLine.arguments.count == 2,
      let settings = ServerSettings(decoding: CommandLine.arguments[1])
    else {
      say("error: `stet serve` starts this program", "hint: `stet serve --help` tells how")
      return 2
    }
    ServerMemory.giveBackWhatIsFree()
    // Before any thread: all of them inherit it, and one waits for the signals.
    let signals = SignalSet([SIGTERM, SIGINT])
    signals.block()
    _ = signal(SIGPIPE, SIG_IGN)
    do throws(ArchiveError) {
      let archive = try Archive.open(at: settings.store)
      return serve(archive, settings, until: signals)
    } catch {
      say("error: \(settings.store): there is no archive that can be opened")
      return error.webStatus == 404 ? 3 : 6
    }
  }

  private static func serve(
    _ archive: Archive, _ settings: ServerSettings, until signals: SignalSet
  ) -> Int32 {
    var configuration = HTTPConfiguration()
    configuration.address = settings.address
    configuration.port = settings.port
    configuration.hosts = settings.hosts
    do throws(IdentityFileError) {
      configuration.identity = try settings.identity.map(TLSIdentity.init(reading:))
    } catch {
      say("error: \(error.path): \(error.words)")
      return error.status
    }
    configuration.log = AccessLog(settings.log).function
    // Whoever waits for news holds none of the places of those who want an answer.
    configuration.poolWidth += EventWaiters.mostCount
    let delayed = DelayedHandler()
    do throws(HTTPServerError) {
      let server = try HTTPServer(configuration, handler: delayed)
      let origin = settings.origin(port: server.port)
      let handler = SiteHandler(
        archive, title: settings.title, origin: origin, isCloneable: settings.isCloneable,
        now: { .now })
      delayed.become(handler)
      say("serving \(settings.title) at \(origin)/")
      signals.wait()
      handler.endWaiting()
      server.stop(within: .seconds(10))
      return 0
    } catch {
      say("error: \(settings.address), port \(settings.port): \(error.words)")
      return error.status
    }
  }

  private static func say(_ lines: String...) {
    for line in lines { StandardError.write("stet-web: \(line)\n") }
  }
}
