"""Checks the evidence beside this file: python3 verify.py POLICY (c2sp.org/tlog-policy, never from the evidence)"""
import base64, hashlib, pathlib, re, sys, time, urllib.parse
P, L, D = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493, -121665 * pow(121666, -1, 2**255 - 19)
def add(a, b):  # Ed25519: RFC 8032, 5.1
    k, x, y = D * a[0] * b[0] * a[1] * b[1], a[0] * b[1] + b[0] * a[1], a[1] * b[1] + a[0] * b[0]
    return x * pow(1 + k, -1, P) % P, y * pow(1 - k, -1, P) % P
def times(n, p): return add(times(n >> 1, add(p, p)), p if n & 1 else (0, 1)) if n else (0, 1)
def point(y, odd):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    return (x if x % 2 == odd else P - x), y
def is_signed(key, text, signature):
    hash = hashlib.sha512(signature[:32] + key + text).digest()
    s, y, k = (int.from_bytes(number, "little") for number in (signature[32:], key, hash))
    x, y = add(times(s, point(4 * pow(5, -1, P) % P, 0)), times(L - k % L, point(y % 2**255, y >> 255)))
    return s < L and signature == (y + (x % 2 << 255)).to_bytes(32, "little") + s.to_bytes(32, "little")
def need(fact, words): fact or sys.exit("NOT PROVED: " + words)
def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()
def object_id(kind, data): return sha256(b"%s %d\0" % (kind, len(data)), data)
def decoded(text): return base64.b64decode(text) if base64.b64encode(base64.b64decode(text)) == text.encode() else None
def checkpoint(note, policy):  # c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy
    text, _, rest = note.rpartition("\n\n")
    signatures, logs, known, met = re.findall("— ([^ +\n]+) ([^ \n]+)\n", rest), [], {"none": True}, []
    need("".join(map("— %s %s\n".__mod__, signatures)) == rest, "the checkpoint is no signed note")
    def has(vkey, kind):
        name, key = vkey.split("+")[0], decoded(vkey.split("+", 2)[2])
        for data in [decoded(data) for who, data in signatures if who == name and key[:1] == kind]:
            head = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[4:12], "big") if kind == b"\4" else b""
            is_own, signed = data[:4] == sha256(name.encode(), b"\n", key)[:4], head + text.encode() + b"\n"
            if is_own: return is_signed(key[1:], signed, data[12 if head else 4:]) or need(0, "a signature is forged")
    for word, *words in [line.split() for line in policy.split("\n") if line.strip() and line.strip()[0] != "#"]:
        if word == "log": logs += [words[0].split("+")[0] == text.split("\n")[0] and has(words[0], b"\1")]
        elif word == "witness": known[words[0]] = bool(has(words[1], b"\4"))
        elif word == "group": known[words[0]] = sum([known.pop(member) for member in words[2:]]) >= max(
            1, {"any": 1, "all": len(words) - 2}.get(words[1]) or int(words[1]))
        else: met += [word == "quorum" and known[words[0]]]
    need(any(logs) and met == [True], "the checkpoint is not signed as the policy wants it")
    return text.split("\n")[:3]
def logged(part, policy):  # c2sp.org/tlog-proof; RFC 9162, 2.1.3
    commit, (proof, _, note) = part("commit"), part("proof").decode().partition("\n\n")
    (first, number, *hashes), (origin, size, root) = proof.split("\n"), checkpoint(note, policy)
    index = int(number[6:])
    is_proof = (first, number) == ("c2sp.org/tlog-proof@v1", "index %d" % index) and index < int(size)
    node, inner = sha256(b"\0", object_id(b"commit", commit)), (index ^ int(size) - 1).bit_length()
    for level, hash in enumerate(map(decoded, hashes)):
        node = sha256(b"\1", *((hash, node) if level >= inner or index >> level & 1 else (node, hash)))
    is_whole = is_proof and len(hashes) == inner + bin(index >> inner).count("1")
    need(note.encode() == (HERE / "checkpoint").read_bytes(), "the proof is for another checkpoint")
    need(is_whole and node == decoded(root), "the log of the checkpoint does not hold the commit")
    tree, when = re.match(b"tree ([0-9a-f]{64})\n(?:.*\n)*?committer .* ([0-9]+) [-+][0-9]{4}\n", commit).groups()
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(when)))
    return tree.decode(), index, "%s, as commit %d of the %s in the log of %s" % (when, index, size, origin)
def article(part, name, wanted):  # gitformat-tree; where an article stands: Stet's Format.md
    def is_it(mode, file, digit):
        if digit: return file == digit.encode()
        is_marked = file[-65:].decode(errors="replace") == "~" + sha256(name).hex()
        return mode[:2] == b"10" and (is_marked or urllib.parse.unquote_to_bytes(file) == name)
    for level, digit in enumerate([*sha256(name).hex()[:4], None]):
        entries = re.findall(rb"([0-7]+) ([^\0]+)\0(.{32})", part("tree.%d" % level), re.S)
        tree = b"".join(b"%s %s\0%s" % entry for entry in entries)
        need(part("tree.%d" % level) == tree and object_id(b"tree", tree).hex() == wanted, "tree.%d is another" % level)
        wanted = next((id.hex() for mode, file, id in entries if is_it(mode, file, digit)), None)
        if not wanted: break
    return wanted
def check(folder, policy):
    part, has = lambda name: (folder / name).read_bytes(), lambda name: (folder / name).exists()
    tree, index, place = logged(part, policy)
    name = part("article") if has("article") else re.search(b"\n\nArticle: (.+)\n(?:.+\n)*$", part("commit")).group(1)
    text = object_id(b"blob", part("text")).hex() if has("text") else None
    need(article(part, name, tree) == text, "the text is not what the commit has of the article")
    print("PROVED: %s was %s on %s" % (name.decode(), "the text here" if text else "not there", place))
    if has("next"):
        _, later, place = logged(lambda name: part("next/" + name), policy)
        need(later == index + 1, "what is called the next commit is another")
        print("  until " + place)
HERE, sys.excepthook = pathlib.Path(__file__).parent, lambda _, error, __: sys.stderr.write("NOT PROVED: %r\n" % error)
for folder in [HERE / name for name in ("old", "new") if (HERE / name).exists()] or [HERE]:
    check(folder, pathlib.Path(sys.argv[1]).read_text())
