import Articles
import Bytes
import DirectoryStorage
import FastExport
import HTML
import JSON
import Markdown
import Objects
import Packs
import Passages
import Prose
import Repository
import SSHSignatures
import Schemas
import SimulatedDisk
import Storage
import Timestamps

/// Each parser that reads what others wrote, by name.
///
/// Whatever the bytes are, each must return or throw: a trap, a hang or memory beyond the input's
/// bounds is a bug.
public let parsers: [String: @Sendable ([UInt8]) -> Void] = [
  "allowed-signers": allowedSigners, "amendments": amendments, "article-name": articleName,
  "batch-line": batchLine,
  "commit-graph": commitGraph, "configuration": configuration, "delta": delta,
  "difference": difference, "erased-texts": erasedTexts, "fast-export": fastExport,
  "http-fields": httpFields, "http-request": httpRequest, "index": index, "json": json,
  "markdown": markdown, "message": message,
  "multi-pack-index": multiPackIndex, "objects": objects, "pack": pack, "page": page,
  "references": references, "revision-runs": revisionRuns, "run-manifest": runManifest,
  "saved-file": savedFile, "search-query": searchQuery, "search-tokens": searchTokens,
  "specifier": specifier, "ssh-signature": sshSignature, "timestamp-response": timestampResponse,
  "timestamp-token": timestampToken, "waiting-request": waitingRequest,
].merging(transparencyLogParsers) { first, _ in first }

/// Where hostile input is cut in two: its first two bytes say.
func halves(_ bytes: [UInt8]) -> (first: [UInt8], second: [UInt8]) {
  guard bytes.count >= 2 else { return (bytes, []) }
  let rest = bytes.dropFirst(2)
  let cut = min(rest.count, Int(bytes[0]) << 8 | Int(bytes[1]))
  return (Array(rest.prefix(cut)), Array(rest.dropFirst(cut)))
}

private let limits = PackLimits(objectByteCount: 1 << 20, chainLength: 256)

private func pack(_ bytes: [UInt8]) {
  let (packBytes, indexBytes) = halves(bytes)
  guard let pack = try? Pack(SharedBytes(packBytes)),
    let index = try? PackIndex(SharedBytes(indexBytes))
  else { return }
  var reader = PackReader(pack, index: index, limits: limits)
  for position in 0..<min(index.count, 64) { _ = try? reader.object(for: index.id(at: position)) }
  let plan = PackPlan(pack, index: index, limits: limits)
  var walker = PackWalker(plan, retainedByteCount: 1 << 16)
  for unit in 0..<min(plan.unitCount, 64) {
    walker.visit(unit: unit) { _ in
    } object: { _, _, _ in
    }
  }
}

private func index(_ bytes: [UInt8]) {
  guard let index = try? PackIndex(SharedBytes(bytes)) else { return }
  try? index.validate(packByteCount: 1 << 20)
  try? index.validateChecksum()
  for position in 0..<min(index.count, 64) {
    _ = index.position(of: index.id(at: position))
    _ = try? index.offset(at: position)
  }
  _ = index.positions(startingWith: "abcd")
}

private func multiPackIndex(_ bytes: [UInt8]) {
  let names = MultiPackIndex.packNames(in: bytes.span) ?? []
  precondition(names.reduce(0) { $0 + $1.utf8.count } <= 3 * bytes.count, "a name is from nowhere")
}

/// A bundle, a pack without index, an object or a text that a repair may take something from.
private func savedFile(_ bytes: [UInt8]) {
  let saved = SavedObjects(bases: NoObjects()) { _ in SharedBytes(bytes) }
  try? saved.add("file")
  let scan = PackScan(SharedBytes(bytes), limits: limits)
  var count = 0
  let found = scan.visitObjects { id, _ in
    count += 1
    guard bytes.starts(with: "PACK".utf8) else { return }
    let object = try? saved.wholeObject(id)
    precondition(object != nil, "an object that was found is not to be had")
  }
  precondition(found.count == count, "an object is told otherwise than it was found")
  if let index = scan.index(of: found) {
    precondition((try? PackIndex(SharedBytes(index)))?.count == count, "an index is not read")
  }
}

private struct NoObjects: ObjectSource {
  func wholeObject(_ id: ObjectID) throws(RepositoryError) -> StoredObject? { nil }
}

private func delta(_ bytes: [UInt8]) {
  let (base, delta) = halves(bytes)
  var result: [UInt8] = []
  try? Delta.apply(delta.span, to: base.span, limit: 1 << 20, into: &result)
  var encoder = DeltaEncoder(base: base)
  guard let encoded = encoder.encode(delta) else { return }
  var rebuilt: [UInt8] = []
  try? Delta.apply(encoded.span, to: base.span, into: &rebuilt)
  precondition(rebuilt == delta, "a delta does not rebuild its target")
}

private func fastExport(_ bytes: [UInt8]) {
  var rest = bytes[...]
  var reader = FastExportReader { space in
    for byte in rest.prefix(min(space.freeCapacity, 61)) {
      space.append(byte)
      rest = rest.dropFirst()
    }
  }
  while let command = try? reader.next() { _ = command }
}

private func objects(_ bytes: [UInt8]) {
  for kind in ObjectKind.allCases { _ = try? ObjectLink.all(of: kind, content: bytes.span) }
  _ = try? ObjectHeader.decode(bytes.span)
  if let tree = try? Tree(decoding: bytes.span) {
    precondition(tree.encoded() == bytes, "a tree that is read is not written as it was")
  }
}

/// A commit, what of it is signed, and the signature.
private func sshSignature(_ bytes: [UInt8]) {
  if let commit = try? Commit(decoding: bytes.span) {
    let signed = SignedCommit(bytes.span)
    precondition(commit.isSigned == (signed != nil), "two readers differ on whether it is signed")
    if let signed {
      precondition(signed.payload.count + signed.signature.count < bytes.count)
      precondition(SignedCommit(signed.payload.span) == nil, "a signature is signed")
    }
  }
  let text = SignedCommit(bytes.span)?.signature ?? bytes
  for signature in [
    try? SSHSignature(armoured: text), try? SSHSignature(decoding: bytes),
  ].compactMap(\.self) {
    try? signature.verify(bytes, namespace: "git")
    precondition(signature.key.blob.count <= bytes.count, "a key is from nowhere")
    _ = (signature.key.fingerprint, signature.key.label)
  }
}

/// A key, then a file that may allow it.
private func allowedSigners(_ bytes: [UInt8]) {
  let (first, text) = halves(bytes)
  guard let signers = try? AllowedSigners(decoding: text, localZone: { _ in 60 }),
    let key = SSHPublicKey(first)
  else { return }
  let answer = signers.answer(for: key, namespace: "git", at: 1_893_456_000)
  if case .allowed(let name) = answer { precondition(!name.isEmpty && !name.hasPrefix("!")) }
}

/// One file, a chain of two, and the list of a chain.
private func commitGraph(_ bytes: [UInt8]) {
  if let graph = try? CommitGraph(SharedBytes(bytes)) { visit(graph) }
  let (lower, upper) = halves(bytes)
  if let graph = try? CommitGraph(chain: [SharedBytes(lower), SharedBytes(upper)]) { visit(graph) }
  if let checksums = CommitGraphChain.checksums(in: bytes.span) {
    let again = CommitGraphChain.encode(checksums)
    precondition(
      CommitGraphChain.checksums(in: again.span) == checksums, "a chain is read otherwise")
  }
}

private func visit(_ graph: CommitGraph) {
  try? graph.validateChecksum()
  try? graph.validate()
  for position in 0..<min(graph.count, 64) {
    _ = try? graph.parents(at: position)
    _ = try? graph.generation(at: position)
    _ = try? graph.mayHaveChanged(Array("a/b".utf8), at: position)
  }
}

private func json(_ bytes: [UInt8]) {
  guard let value = try? JSON(decoding: bytes) else { return }
  precondition((try? JSON(decoding: value.encoded())) == value, "JSON does not come back")
}

private func difference(_ bytes: [UInt8]) {
  let (old, new) = halves(bytes)
  let difference = Difference.between(old: old, new: new)
  var (a, b): ([UInt8], [UInt8]) = ([], [])
  for edit in difference.edits {
    a += old[edit.old]
    b += new[edit.new]
  }
  precondition(a == old && b == new, "a difference does not rebuild its texts")
}

private func batchLine(_ bytes: [UInt8]) {
  guard let pair = try? TextPair(decoding: bytes), let old = pair.old, let new = pair.new else {
    return
  }
  let answer = Difference.between(old: old, new: new).operations
  precondition((try? JSON(decoding: answer.encoded())) == answer, "an answer does not come back")
}

private func specifier(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = Timestamp(text, localZone: { _ in 90 })
  guard let read = RevisionSpecifier(text, localZone: { _ in 90 }) else { return }
  // A day without a zone is one in the local zone.
  let again = RevisionSpecifier(read.description, localZone: { _ in 90 })
  precondition(again == read, "a specifier's own spelling means something else")
}

private func articleName(_ bytes: [UInt8]) {
  let (nameBytes, patternBytes) = halves(bytes)
  let text = String(decoding: nameBytes, as: UTF8.self)
  _ = Glob(String(decoding: patternBytes, as: UTF8.self)).matches(text)
  _ = FileName.decode(nameBytes)
  guard let name = ArticleName(ifAllowed: text) else { return }
  _ = name.deception
  let path = ArticlePath(name)
  precondition(FileName.decode(Array(path.plain.utf8)) == text, "a name is lost in its file name")
  precondition(path.marked.utf8.count <= 255, "a marked name is too long for a file system")
}

private func message(_ bytes: [UInt8]) {
  let (words, trailers) = Trailers.split(bytes, localZone: { _ in 0 })
  _ = Trailers.record(in: bytes)
  guard let trailers else { return }
  let again = Trailers.split(trailers.message(words), localZone: { _ in 0 })
  precondition(again.words == words && again.trailers == trailers, "a message is not kept")
}

private func runManifest(_ bytes: [UInt8]) {
  guard let manifest = try? RunManifest(decoding: bytes) else { return }
  let again = try? RunManifest(decoding: manifest.encoded())
  precondition(again?.entries.count == manifest.entries.count, "a run is not kept")
}

private func amendments(_ bytes: [UInt8]) {
  guard let amendments = try? Amendments(decoding: bytes) else { return }
  let again = try? Amendments(decoding: amendments.encoded())
  precondition(again == amendments, "an amendment is not kept")
}

private func erasedTexts(_ bytes: [UInt8]) {
  guard let texts = try? ErasedTexts(decoding: bytes) else { return }
  let again = try? ErasedTexts(decoding: texts.encoded())
  precondition(again == texts, "an erasure is not kept")
}

/// What one writer leaves for another, without the hash that nobody could guess.
private func waitingRequest(_ bytes: [UInt8]) {
  let whole = WaitingFields.sealed(bytes)
  if let request = DraftRequest(decoding: whole, localZone: { _ in 0 }) {
    precondition(request.encoded() == whole, "a request is not kept")
  }
  if let answer = DraftAnswer(decoding: whole) {
    precondition(DraftAnswer(decoding: answer.encoded()) == answer, "an answer is not kept")
  }
}

private func searchTokens(_ bytes: [UInt8]) {
  let tokens = SearchTokens(of: bytes.span)
  var (start, end) = (0, 0)
  for token in tokens {
    let range = token.range
    precondition(
      range.lowerBound >= start && range.upperBound >= end && range.upperBound <= bytes.count,
      "a token is out of order")
    precondition((1...SearchTokens.byteLimit).contains(token.folded.count), "a token is too long")
    (start, end) = (range.lowerBound, range.upperBound)
  }
  let passages = Passages.cut(tokens, key: SipHash.Key(low: 1, high: 2))
  let count = passages.reduce(0) { $0 + $1.tokens.count }
  precondition(count == tokens.count, "passages leave a token out")
}

/// A query, then the text in which it is looked for.
private func searchQuery(_ bytes: [UInt8]) {
  let (text, source) = halves(bytes)
  guard let query = try? SearchQuery(String(decoding: text, as: UTF8.self)) else { return }
  let tokens = SearchTokens(of: source.span)
  let matches = query.matches(in: tokens)
  var end = 0
  for range in query.ranges(in: tokens) {
    precondition(
      range.lowerBound >= end && !range.isEmpty && range.upperBound <= source.count,
      "a place is out of order")
    end = range.upperBound
  }
  precondition(end > 0 || !matches || source.isEmpty, "what is found is nowhere")
  for expression in query.leaves.flatMap(\.ftsExpressions) {
    precondition(expression.utf8.filter { $0 == 0x22 }.count == 2, "a word is syntax")
  }
}

private func revisionRuns(_ bytes: [UInt8]) {
  guard var runs = RevisionRuns(decoding: bytes.span) else { return }
  precondition(runs.encoded == bytes, "runs are not written as they were")
  let revisions = runs.revisions(below: 1000)
  precondition((0..<1000).allSatisfy { revisions.contains($0) == runs.contains($0) })
  runs.open(at: 7)
  runs.close(at: 5)
  precondition(!runs.isOpen && runs.revisions(below: .max).count <= 5, "runs do not end")
}

private func configuration(_ bytes: [UInt8]) {
  let values = try? Configuration(decoding: String(decoding: bytes, as: UTF8.self))
  _ = values?["extensions.objectformat"]
}

/// `packed-refs`, then what `HEAD` says.
private func references(_ bytes: [UInt8]) {
  let (packed, head) = halves(bytes)
  let disk = SimulatedDisk()
  guard let storage = try? DirectoryStorage.create(at: "/archive", files: disk) else { return }
  disk.write(packed, to: "/archive/packed-refs")
  _ = try? storage.references()
  disk.write(head, to: "/archive/HEAD")
  _ = try? storage.head()
  _ = try? storage.alteredReferences()
}

/// Two pages: their tokens, their visible text and what changed in it.
private func page(_ bytes: [UInt8]) {
  let (old, new) = halves(bytes)
  var tokenizer = Tokenizer(new)
  tokenizer.allowsCDATA = true
  var end = 0
  while let token = tokenizer.next() {
    precondition(token.range.lowerBound == end && !token.range.isEmpty, "tokens leave a gap")
    end = token.range.upperBound
  }
  precondition(end == new.count, "tokens end before the source")
  let text = PageText(new)
  check(text.bytes, text.map, of: new)
  let difference = Difference.visible(old: old, .html, new: new, .html)
  let rebuilt = difference.edits.flatMap { difference.new[$0.new] }
  precondition(rebuilt == difference.new, "a difference does not rebuild its text")
}

private func markdown(_ bytes: [UInt8]) {
  let (old, new) = halves(bytes)
  let text = MarkdownText(new)
  check(text.bytes, text.map, of: new)
  let difference = Difference.visible(old: old, .markdown, new: new, .markdown)
  let rebuilt = difference.edits.flatMap { difference.new[$0.new] }
  precondition(rebuilt == difference.new, "a difference does not rebuild its text")
}

private func timestampResponse(_ bytes: [UInt8]) {
  guard let response = try? TimestampResponse(decoding: bytes) else { return }
  _ = try? response.token(answering: TimestampRequest(imprint: .zero, nonce: 0))
  if let token = response.token { check(token) }
}

private func timestampToken(_ bytes: [UInt8]) {
  guard let token = try? TimestampToken(decoding: bytes) else { return }
  check(token)
}

/// Checks that a token is read again as it was, and that it is believed only where it says what was signed.
private func check(_ token: TimestampToken) {
  precondition((try? TimestampToken(decoding: token.bytes)) == token, "a token is not kept")
  guard token.imprint.bytes.count == Digest.byteCount else { return }
  let imprint = Digest(reading: token.imprint.bytes.span, at: 0)
  guard case ()? = try? token.verify(imprint: imprint, trusting: timestampRoot) else { return }
  precondition(
    timestampsSigned[token.serial] == token.time.seconds && token.policy == "1.2.3.4.1",
    "a token is believed that nobody signed")
}

/// Serial and time of what the root's authority has signed: the tokens in `Tests/FuzzTests/Corpus`. Its key is gone.
private let timestampsSigned = ["02": 1_795_986_669, "03": 1_795_986_669, "04": 1_795_986_669]

private let timestampRoot = Array(
  """
  -----BEGIN CERTIFICATE-----
  MIIBYzCCAQqgAwIBAgIUcSevp/EMV55SRTioaWyIZJRwupEwCgYIKoZIzj0EAwIw
  DzENMAsGA1UEAwwEUm9vdDAgFw0yNjExMjkyMTExMDhaGA8yMTI2MTEwNTIxMTEw
  OFowDzENMAsGA1UEAwwEUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDKL
  DFEOFIQA4Jku5vkcAm8WSa3ExgDnZjE8z9HbkmvT1JJCgyWYRS4Sk5aEXgSn0D6b
  6YhgUan4bNk6j/f4suyjQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQD
  AgIEMB0GA1UdDgQWBBThK2LoT6CwmQgUu4iGoT2iwPz8JzAKBggqhkjOPQQDAgNH
  ADBEAiAhPHg21t/ICdAVkrem2IXXyvZW0J3L/PdaDmsYHKJxzwIgVMIa91u0acdL
  aW9VUlfIwInRAqU/W3f9XZlrtvc6Cl0=
  -----END CERTIFICATE-----
  """.utf8)

/// Checks that a visible text is bounded, and that its places in the source are in order.
private func check(_ text: [UInt8], _ map: SourceMap, of source: [UInt8]) {
  precondition(text.count <= 4 * source.count, "a text is longer than its source")
  var end = 0
  for place in text.indices {
    let range = map.source(of: place..<place + 1)
    precondition(
      range.upperBound <= source.count && range.upperBound >= end, "a place is out of order")
    end = range.upperBound
  }
}
