/// Whom one trusts: logs, witnesses, and how many of which have to agree.
///
/// Source: C2SP tlog-policy.
package struct LogPolicy: Sendable {
  /// A log, and perhaps where it is.
  package struct Log: Equatable, Sendable {
    package let key: VerifierKey
    /// Bytes of which the policy only says that they are one word.
    package let url: [UInt8]?
  }

  /// A witness, and perhaps where it is.
  package struct Witness: Equatable, Sendable {
    /// What the policy calls it; bytes, since one spelling is not another.
    package let name: [UInt8]
    package let key: VerifierKey
    package let url: [UInt8]?
  }

  /// What can be a member of a group: both have one namespace, and a number in order of the lines.
  enum Party: Sendable {
    /// A place in `witnesses`.
    case witness(Int)
    /// Of the parties with these numbers, all of them smaller than its own, at least so many.
    case group(threshold: Int, members: [Int])
  }

  /// Any of them may sign: a log whose key changes has two.
  package internal(set) var logs: [Log] = []
  package internal(set) var witnesses: [Witness] = []
  var parties: [Party] = []
  /// The number of a party; `nil` where no witness is needed.
  var quorum: Int?

  /// Checks who signed a checkpoint, and whether they are enough.
  ///
  /// A log signs by a key whose name is the checkpoint's origin.
  /// - Returns: Who signed, even where that is nobody or not enough.
  /// - Throws: `.malformed` where the text is no checkpoint, `.invalidSignature` where a signature names a key of the
  ///   policy and is not by it: then the whole note is refused.
  package func evaluate(_ note: SignedNote) throws(EvaluationError) -> VerifiedCheckpoint {
    let checkpoint: Checkpoint
    do {
      checkpoint = try Checkpoint(decoding: note.text)
    } catch {
      throw .malformed(error)
    }
    let logKeys = logs.map(\.key).filter { $0.name.hasSameBytes(as: checkpoint.origin) }
    let checked: [CheckedSignature]
    do {
      checked = try note.checked(by: logKeys + witnesses.map(\.key))
    } catch NoteError.invalidSignature(let name, let keyID) {
      throw .invalidSignature(name: name, keyID: keyID)
    } catch {
      checked = []
    }
    let signedBy = Set(checked.map(\.key))
    let witnessed = witnesses.map { signedBy.contains($0.key) }
    let statements = zip(witnesses, witnessed).compactMap { witness, signed in
      signed ? checked.first { $0.key == witness.key } : nil
    }
    return VerifiedCheckpoint(
      checkpoint: checkpoint, logs: logKeys.filter(signedBy.contains), witnesses: statements,
      isQuorumMet: isQuorumMet(by: witnessed))
  }

  /// Whether these witnesses are enough. Members come before their groups, so that one pass knows of each.
  private func isQuorumMet(by witnessed: [Bool]) -> Bool {
    guard let quorum else { return true }
    var agreeing: [Bool] = []
    for party in parties {
      switch party {
      case .witness(let place): agreeing.append(witnessed[place])
      case .group(let threshold, let members):
        agreeing.append(members.count { agreeing[$0] } >= threshold)
      }
    }
    return agreeing[quorum]
  }
}

/// A checkpoint, and who of a policy signed it.
package struct VerifiedCheckpoint: Equatable, Sendable {
  package let checkpoint: Checkpoint
  /// The log's keys that signed it.
  package let logs: [VerifierKey]
  /// The witnesses that signed it, and when, in the policy's order.
  package let witnesses: [CheckedSignature]
  /// Whether these witnesses are as many as the policy wants.
  package let isQuorumMet: Bool
}

/// Why nothing can be said of who signed.
package enum EvaluationError: Error, Equatable, Sendable {
  /// The note's text is no checkpoint.
  case malformed(CheckpointError)
  /// A key of the policy is named by a signature that is not by it.
  case invalidSignature(name: String, keyID: UInt32)
}
