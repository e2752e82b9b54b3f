package import Evidence
package import JSON
package import Stet
internal import TransparencyLog

extension PublicKey {
  /// A key that signs checkpoints.
  ///
  /// - Parameter isHere: Whether this archive signs by it.
  package func json(isHere: Bool) -> JSON {
    ["origin": .string(origin), "id": .string(id), "key": .string(text), "here": .bool(isHere)]
  }
}

extension CheckpointOutcome {
  /// - Parameter timestamps: Those that were recorded with it just now.
  package func json(timestamps: [RecordedTimestamp]) -> JSON {
    var isNew = false
    if case .made = self { isNew = true }
    return [
      "new": .bool(isNew), "origin": .string(checkpoint.origin),
      "size": .integer(checkpoint.size), "root": .string(checkpoint.root),
      "signers": .array(checkpoint.signers.map { .string($0) }),
      "imprint": .string(checkpoint.imprint),
      "timestamps": .array(
        timestamps.map { stamp in
          [
            "time": .string(stamp.time.description),
            "authority": stamp.authority.map { .string($0) } ?? .null,
          ]
        }),
    ]
  }
}

extension RecordedCheckpoint {
  /// With the note itself, which is what is signed.
  package var json: JSON {
    [
      "origin": .string(origin), "size": .integer(size), "root": .string(root),
      "signers": .array(signers.map { .string($0) }), "imprint": .string(imprint),
      "note": .string(String(decoding: note, as: UTF8.self)),
    ]
  }
}

extension EvidenceFile {
  package var json: JSON {
    [
      "origin": .string(origin), "size": .integer(size), "timestamps": .integer(timestampCount),
      "present": .bool(isPresent), "bytes": .integer(bytes.count),
    ]
  }
}

extension VerifiedEvidence {
  package var json: JSON {
    [
      "articles": .array(articles.map(\.json)),
      "checkpoint": [
        "origin": .string(checkpoint.checkpoint.origin),
        "size": .integer(Int(clamping: checkpoint.checkpoint.size)),
        "logs": .array(checkpoint.logs.map { .string($0.text) }),
        "witnesses": .array(checkpoint.witnesses.map { .string($0.key.text) }),
      ],
      "timestamps": .array(timestamps.map(\.json)),
    ]
  }
}

extension ProvedArticle {
  fileprivate var json: JSON {
    [
      "article": .string(article), "present": .bool(text != nil),
      "bytes": text.map { .integer($0.count) } ?? .null,
      "commit": .string(commit.description), "index": .integer(Int(clamping: index)),
      "recorded": .string(recorded.description),
      "until": until.map { .string($0.description) } ?? .null,
    ]
  }
}

extension DatedCheckpoint {
  fileprivate var json: JSON {
    [
      "time": .string(time.description), "authority": authority.map { .string($0) } ?? .null,
      "trusted": isTrusted.map { .bool($0) } ?? .null,
    ]
  }
}
