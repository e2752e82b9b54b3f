internal import Articles
internal import Objects
internal import Repository

extension ArchiveCheck {
  /// Runs that name bytes which are not there, or say nothing that can be read.
  func runFindings(
    in archive: Archive, _ erased: ErasedTexts
  ) throws(ArchiveError) -> [Finding] {
    // Where git arranged that not all is here, what is not here may be elsewhere.
    if excusesMissingHeads { return [] }
    var findings: [Finding] = []
    let runs = specialRevisions { revision, _ in
      revision.article == .runs && !revision.isWithdrawal
    }
    for run in runs {
      guard let fault = try fault(of: run, archive, erased) else { continue }
      findings.append(Finding(Damage(.object(StoredObjectID(run.id.object)), .log(fault))))
    }
    return findings
  }

  private func fault(
    of run: Revision, _ archive: Archive, _ erased: ErasedTexts
  ) throws(ArchiveError) -> LogFault? {
    let text: [UInt8]
    do throws(ArchiveError) {
      text = try archive.content(of: run)
    } catch .damaged {
      // Found by itself.
      return nil
    }
    do throws(RunManifestError) {
      for entry in try RunManifest(decoding: text).entries {
        guard let id = entry.content?.object, survey.position(of: id) == nil,
          erased[ContentID(id)] == nil
        else { continue }
        return .runNamesUnknown(entry.article, StoredObjectID(id))
      }
      return nil
    } catch {
      guard case .malformed(let line) = error else { return nil }
      return .malformedRun(line: line)
    }
  }
}
