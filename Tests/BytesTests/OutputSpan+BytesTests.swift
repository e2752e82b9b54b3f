import Bytes
import Testing

struct OutputSpanBytesTests {
  private let source: [UInt8] = [0, 1, 2, 3, 4]

  @Test func `parts of a span are appended one after the other`() {
    let copy = [UInt8](capacity: 6) { output in
      output.append(source.span, in: 1..<3)
      output.append(source.span, in: 5..<5)
      output.append(source.span, in: 1..<5)
    }
    #expect(copy == [1, 2, 1, 2, 3, 4])
  }

  @Test func `more than there is room for ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [0, 1, 2]
      _ = [UInt8](capacity: 2) { $0.append(source.span, in: 0..<3) }
    }
  }

  @Test func `a range beyond the source ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let source: [UInt8] = [0, 1, 2]
      _ = [UInt8](capacity: 9) { $0.append(source.span, in: 1..<4) }
    }
  }
}
