// swift-tools-version: 6.2
import PackageDescription

// The architecture of Stet: each target, what it is for, and all that it may import.
// Dependencies point downward only; `Tests/run` refuses an import that is not listed here.

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Lets `SharedBytes.span` say how long its result lives.
  .enableExperimentalFeature("Lifetimes"),
]

/// Starting is half the work of a command that touches one article: a static program
/// starts in a third of the time of one that loads libcrypto and the Swift runtime.
let startsFast: [LinkerSetting] = [
  .unsafeFlags(["-static-executable", "-use-ld=lld"], .when(configuration: .release))
]

/// System calls that glibc hides behind this name: O_TMPFILE, renameat2, syncfs.
let systemCalls: [CSetting] = [.define("_GNU_SOURCE")]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "Stet",
  products: [
    .library(name: "Stet", targets: ["Stet", "Prose", "Rendering"]),
    .executable(name: "stet", targets: ["stet"]),
    .executable(name: "stet-web", targets: ["stet-web"]),
    .executable(name: "stet-post", targets: ["stet-post"]),
  ],
  targets: [
    // System libraries. `.debian-packages` lists them once more, with what the tests need.
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    // Without `pkgConfig`: it names a flag that the package manager warns of, and no other.
    .systemLibrary(name: "CUtf8proc", providers: [.apt(["libutf8proc-dev"])]),
    .systemLibrary(
      name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    // What comes before `main` where there is no /proc: the words, and the runtime's own start.
    .target(name: "CStart"),
    // What glibc has of its memory beside what C says of it.
    .systemLibrary(name: "CMalloc"),

    // Cursors, hexadecimal, Base 64, decimals, days, SHA-2, Ed25519, CRC-32, zlib streams. No I/O, no git.
    module("Bytes", ["CZlib", "CDeflate", "CCrypto", "CMalloc"]),
    // Several files in one, as every system unpacks them. Knows nothing else.
    module("Zip", ["Bytes"]),
    // Signatures by SSH keys, and whose one believes: formats of OpenSSH. No I/O, no git.
    module("SSHSignatures", ["Bytes"]),
    // What others swear to of time: requests, responses and tokens of RFC 3161. No I/O, no network.
    module("Timestamps", ["Bytes", "CCrypto"]),
    // Threads, locks, queues of work, and work shared among cores. Knows nothing else.
    module("Threads"),
    // Object ids, blobs, trees, commits and their canonical bytes. No I/O.
    module("Objects", ["Bytes"]),
    // Pack, index, delta and commit-graph formats over buffers. No paths, no files.
    module("Packs", ["Bytes", "Objects"]),
    // The wall between meaning and place: pieces written once, a head moved by comparison.
    module("Storage", ["Bytes", "Objects"]),
    // A storage in a folder: loose files, packs, refs, locks, durability.
    module("DirectoryStorage", ["Bytes", "Objects", "Storage"]),
    // Objects by id over a storage: read, write, survey, repack. Knows no article and no folder.
    module("Repository", ["Bytes", "Objects", "Packs", "Storage", "Threads"]),
    // Streams of git fast-export, read command by command. No I/O, no store.
    module("FastExport", ["Bytes"]),
    // A value, a reader and a writer for JSON. Knows nothing else.
    module("JSON", ["Bytes"]),
    // A log that only grows: its tree of hashes, tiles, signed notes, checkpoints, proofs, policies.
    // Public formats, exactly. No I/O, no archive, no git.
    module("TransparencyLog", ["Bytes"]),
    // Names, revisions, times, what commits say of them; how any of it is asked. No I/O, no store.
    module("Articles", ["Bytes", "Objects"]),
    // Which commits are an article's, in a file that can be lost: only SQL. Reads no commit, no object.
    module("Catalogue", ["Articles", "Bytes", "CSQLite", "Objects", "Passages"]),
    // By what texts are found: folded tokens, passages, queries, sets of revisions. Knows no index, no store.
    module("Passages", ["Bytes", "CUtf8proc"]),
    // HTML as a stream of tokens and as the text that a reader sees, with its places in the source.
    // No store, no comparison.
    module("HTML"),
    // The same of Markdown. No store, no comparison.
    module("Markdown", ["HTML"]),
    // Two texts in, edits out: tokens, alignment, classes. Knows no store and no form of output.
    module("Prose", ["Bytes", "HTML", "Markdown"]),
    // Edits as text for people and programs: terminal, git's forms, JSON, HTML. No I/O.
    module("Rendering", ["Articles", "Prose", "JSON"]),
    // What a stranger needs to check a revision, as one file, and the check. No I/O, no archive.
    .target(
      name: "Evidence",
      dependencies: ["Articles", "Bytes", "Objects", "Timestamps", "TransparencyLog", "Zip"],
      resources: [.embedInCode("Resources/verify.py")], swiftSettings: settings),
    // The library that people import: archive, article, revision, history, verification.
    module(
      "Stet",
      [
        "Articles", "Bytes", "Catalogue", "Objects", "Packs", "Storage", "DirectoryStorage",
        "Repository", "Evidence", "FastExport", "Passages", "Prose", "SSHSignatures", "Threads",
        "Timestamps", "TransparencyLog",
      ]),
    // JSON of every value that programs are told. One convention, no words for people.
    module(
      "Schemas", ["Evidence", "JSON", "Prose", "Rendering", "Stet", "TransparencyLog"]),
    // What an archive says as pages and feeds, and how their addresses look. No I/O.
    module("Pages", ["Bytes", "Stet", "Prose", "Rendering"]),
    // Which page answers which address, of an archive that is read. Knows neither sockets nor files.
    module("Website", ["JSON", "Pages", "Stet", "Prose", "Rendering"]),
    // Requests in, answers out: connections, conditions, ranges, compression. Knows no archive, no page.
    module("HTTP", ["Bytes", "CCrypto", "CMicroHTTPD", "Threads"]),
    // A server that answers for an archive: pages, feeds, clones, mementos.
    module(
      "StetServer",
      ["Bytes", "HTTP", "JSON", "Pages", "Prose", "Schemas", "Stet", "Threads", "Website"]),
    // Arguments, output, exit codes. The only one to read the environment.
    module(
      "StetCLI",
      [
        "CStart", "Evidence", "JSON", "Prose", "Rendering", "SSHSignatures", "Schemas", "Stet",
        "Threads", "Timestamps", "TransparencyLog", "Website",
      ]),
    .executableTarget(
      name: "stet", dependencies: ["StetCLI"], swiftSettings: settings, linkerSettings: startsFast),

    // A program of its own: what a server needs would slow the start of `stet`.
    .executableTarget(
      name: "stet-web", dependencies: ["StetServer"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),

    // A program of its own: libcurl would slow the start of `stet`, and is in no static program.
    .executableTarget(
      name: "stet-post", dependencies: ["CCurl"], swiftSettings: settings,
      linkerSettings: [.unsafeFlags(["-static-stdlib"], .when(configuration: .release))]),

    // What `Benchmarks/run` needs in process: sample data, a floor, the times of comparisons.
    .executableTarget(
      name: "stet-benchmarks",
      dependencies: [
        "Bytes", "Packs", "DirectoryStorage", "Repository", "JSON", "Passages", "Prose",
        "Rendering", "Stet", "Threads",
      ],
      path: "Benchmarks/Sources", swiftSettings: settings, linkerSettings: startsFast),

    // What tests share: real programs, temporary directories, random values with a seed.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    // A disk in memory that loses power, fills up and lies.
    .target(
      name: "SimulatedDisk",
      dependencies: [
        "Storage", "DirectoryStorage", "Repository", "Packs", "Objects", "Bytes", "TestSupport",
      ],
      path: "Tests/SimulatedDisk", swiftSettings: settings),
    tests("Bytes", ["Bytes", "TestSupport"]),
    tests("Zip", ["Zip", "TestSupport"]),
    tests("SSHSignatures", ["SSHSignatures", "Bytes", "TestSupport"]),
    tests("Timestamps", ["Timestamps", "Bytes", "TestSupport"]),
    tests("Threads", ["Threads", "TestSupport"]),
    tests("Objects", ["Objects", "Bytes", "TestSupport"]),
    tests("Packs", ["Packs", "Objects", "Bytes", "TestSupport"]),
    tests("FastExport", ["FastExport", "TestSupport"]),
    // What every storage has to do, and one in memory that loses answers.
    .target(
      name: "StorageConformance", dependencies: ["Storage", "Objects", "Bytes"],
      path: "Tests/StorageConformance", swiftSettings: settings),
    tests("Storage", ["Storage", "StorageConformance", "Bytes", "TestSupport"]),
    tests(
      "DirectoryStorage",
      [
        "DirectoryStorage", "Storage", "Objects", "Bytes", "SimulatedDisk", "StorageConformance",
        "TestSupport",
      ]),
    tests(
      "Repository",
      [
        "Repository", "Storage", "Objects", "Packs", "Bytes", "SimulatedDisk", "TestSupport",
        "Threads",
      ]),
    // Beside them a program in Go, to which a test gives what we made, and whose notes and proofs it reads.
    .testTarget(
      name: "TransparencyLogTests", dependencies: ["TransparencyLog", "Bytes", "TestSupport"],
      exclude: ["Interop"], swiftSettings: settings),
    tests("JSON", ["JSON", "TestSupport"]),
    tests("HTML", ["HTML", "TestSupport"]),
    tests("Markdown", ["Markdown", "HTML", "TestSupport"]),
    tests("Prose", ["Prose", "TestSupport"]),
    tests("Rendering", ["Rendering", "Articles", "Objects", "Prose", "JSON", "TestSupport"]),
    tests("Articles", ["Articles", "Objects", "TestSupport"]),
    tests("Catalogue", ["Catalogue", "Articles", "Bytes", "Objects", "Passages", "TestSupport"]),
    tests("Passages", ["Passages", "Bytes", "TestSupport"]),
    tests(
      "Stet",
      [
        "Stet", "Articles", "Bytes", "Catalogue", "Evidence", "Objects", "Packs", "Passages",
        "Prose", "Repository", "SSHSignatures", "SimulatedDisk", "Storage", "TestSupport",
        "TransparencyLog", "Zip",
      ]),
    // Every parser of what others wrote, for `Tests/fuzz` and for the inputs that it found.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Articles", "Bytes", "DirectoryStorage", "FastExport", "HTML", "HTTP", "JSON", "Markdown",
        "Objects", "Packs", "Passages", "Prose", "Repository", "SSHSignatures", "Schemas",
        "SimulatedDisk", "Stet", "StetServer", "Storage", "Timestamps", "TransparencyLog",
      ],
      path: "Tests/FuzzTargets", swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"],
      exclude: ["Corpus", "Coverage"],
      swiftSettings: settings),
    tests(
      "StetCLI",
      ["StetCLI", "Stet", "Schemas", "Prose", "Articles", "Objects", "stet-post", "TestSupport"]),
    tests("HTTP", ["HTTP", "Bytes", "TestSupport"]),
    tests("Pages", ["Pages", "Articles", "Stet", "TestSupport"]),
    tests("Website", ["Website", "Pages", "Articles", "Bytes", "Stet", "TestSupport"]),
    tests(
      "StetServer",
      [
        "StetServer", "Articles", "Bytes", "HTTP", "JSON", "Repository", "Stet", "Storage",
        "StorageConformance", "Website", "TestSupport",
      ]),
    // The built program, git beside it, and what can go wrong.
    tests("Command", ["stet", "stet-post", "stet-web", "JSON", "TestSupport"]),
    tests("Interop", ["Stet", "stet", "JSON", "TestSupport"]),
    // Histories that come in as streams, and how they are kept: packs, maintenance, verification.
    tests(
      "History",
      [
        "Stet", "stet", "Articles", "FastExport", "Storage", "Repository", "Objects", "Packs",
        "Bytes",
        "SimulatedDisk", "TestSupport",
      ]),
    tests(
      "Fault",
      [
        "Stet", "stet", "Storage", "Repository", "Objects", "Packs", "Bytes", "SimulatedDisk",
        "StorageConformance", "TestSupport",
      ]),
  ]
)

// Only `Tests/fuzz` builds this: it needs the fuzzer's own main.
if Context.environment["STET_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(name: "stet-fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz"))
}
