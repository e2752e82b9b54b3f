internal import Foundation

/// Looks for a text in every file below a folder, however git keeps it there.
///
/// Other eyes than Stet's: Python inflates every zlib stream that starts anywhere in a file, which finds loose objects,
/// entries of packs whole or in pieces, and what was set aside; git gives out all objects that it has; and the bytes as
/// they are find what was stored without compression.
public enum Secrets {
  /// The files, and the objects of git's, that hold these bytes.
  public static func places(of secret: String, below folder: String) throws -> [String] {
    let result = try Program.run("python3", ["-c", search, folder, secret])
    guard result.status == 0 else { throw Program.Failure(command: ["python3"], result: result) }
    return result.text.split(separator: "\n").map(String.init)
  }

  private static let search = """
    import os, subprocess, sys, zlib
    folder, secret = sys.argv[1], sys.argv[2].encode()
    def streams(data):
        for start in range(len(data) - 1):
            if data[start] & 15 == 8 and data[start] >> 4 <= 7 and (data[start] << 8 | data[start + 1]) % 31 == 0:
                machine, found = zlib.decompressobj(), b""
                try:
                    for place in range(start, len(data), 256):
                        found += machine.decompress(data[place:place + 256])
                        if machine.eof:
                            break
                except zlib.error:
                    pass
                yield found
    for path, _, names in os.walk(folder):
        for name in names:
            place = os.path.join(path, name)
            data = open(place, "rb").read()
            if secret in data or any(secret in found for found in streams(data)):
                print(place)
    git = ["git", "--git-dir", folder, "cat-file"]
    ids = subprocess.run(git + ["--batch-all-objects", "--batch-check=%(objectname)"], capture_output=True)
    every = subprocess.run(git + ["--batch"], input=ids.stdout, capture_output=True)
    assert ids.returncode == every.returncode == 0, ids.stderr + every.stderr
    if secret in every.stdout:
        print("git cat-file --batch")
    """
}
