import FuzzTargets
import Glibc

/// LibFuzzer's loop: makes up inputs, guided by the code that each reaches.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What `STET_FUZZ_PARSER` names: libFuzzer takes every word of the command line for itself.
private let parse: @Sendable ([UInt8]) -> Void = {
  let name = getenv("STET_FUZZ_PARSER").map { String(cString: $0) } ?? ""
  guard let parse = parsers[name] else { fatalError("no parser \(name): \(parsers.keys.sorted())") }
  return parse
}()

/// One input.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  parse(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

// The package manager gives every program a `main` of its own, so libFuzzer's is not used.
@main
struct Fuzz {
  static func main() {
    var count = CommandLine.argc
    var words = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &words, test)
  }
}
