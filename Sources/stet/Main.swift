internal import Glibc
internal import StetCLI

@main
struct Main {
  static func main() {
    exit(Program.main())
  }
}
