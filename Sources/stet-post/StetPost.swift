internal import Glibc

/// Posts what comes on standard input to an address, and prints the answer.
@main
struct Main {
  static func main() {
    exit(PostProgram.main())
  }
}
