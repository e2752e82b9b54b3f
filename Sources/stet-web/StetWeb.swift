internal import Glibc
internal import StetServer

@main
struct Main {
  static func main() {
    exit(ServerProgram.main())
  }
}
