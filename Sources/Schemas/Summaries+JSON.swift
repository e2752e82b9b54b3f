package import JSON
package import Stet

extension ImportSummary {
  /// What an import did.
  package var json: JSON {
    [
      "commits": .integer(commitCount), "revisions": .integer(revisionCount),
      "articles": .integer(articleCount), "withdrawals": .integer(withdrawalCount),
      "renames": .integer(renameCount), "knownCommits": .integer(knownCommitCount),
      "unchanged": .integer(unchangedCount), "filtered": .integer(filteredCount),
      "symbolicLinks": .integer(symbolicLinkCount), "submodules": .integer(submoduleCount),
      "tags": .integer(tagCount), "erased": .integer(erasedCount),
      "copied": .integer(copiedCount), "leftOut": .integer(leftOutCount),
      "unnamable": .array(unnamable.map { .string($0) }),
    ]
  }
}

extension MaintenanceSummary {
  /// What maintenance did.
  package var json: JSON {
    [
      "packed": .integer(packedCount), "replacedPacks": .integer(replacedPackCount),
      "removedLoose": .integer(removedLooseCount), "pruned": .integer(prunedCount),
      "damaged": .integer(damagedCount), "bytesBefore": .integer(byteCountBefore),
      "bytesAfter": .integer(byteCountAfter),
      "erasuresCompleted": .integer(erasures.replacedPackCount + erasures.removedLooseCount),
      "erasuresInDoubt": .array(erasures.doubtful.map { .string($0) }),
    ]
  }
}
