import FuzzTargets
import Glibc

/// LibFuzzer's loop: makes up inputs, guided by the code that each reaches.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The one parser that `STET_FUZZ_ONLY` names; without it the first byte of an input chooses.
private let only: Int? = {
  guard let name = getenv("STET_FUZZ_ONLY").map({ String(cString: $0) }) else { return nil }
  guard let number = parsers.firstIndex(where: { $0.name == name }) else {
    fatalError("no parser \(name): \(parsers.map(\.name))")
  }
  return number
}()

/// One input; -1 keeps it out of the corpus.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  if let only, let first = input.first, Int(first) % parsers.count != only { return -1 }
  parse(input)
  return 0
}

@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int) -> Int

/// Changes an input; where one parser is meant, all but the byte that chooses it.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateInput(
  _ start: UnsafeMutablePointer<UInt8>?, _ count: Int, _ limit: Int, _ seed: CUnsignedInt
) -> Int {
  guard let only, let start, limit > 1 else { return mutate(start, count, limit) }
  start[0] = UInt8(only)
  return 1 + mutate(start + 1, max(count - 1, 0), limit - 1)
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
