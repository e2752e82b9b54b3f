internal import Articles
internal import Objects
internal import Repository
internal import Storage

/// Objects that are not here because git arranged it so: that is no damage.
struct ExpectedAbsence {
  private let arrangements: [Arrangement]
  /// Whether any object may be elsewhere.
  let isAnywhere: Bool

  init(_ arrangements: [Arrangement]) {
    self.arrangements = arrangements
    isAnywhere = arrangements.contains { arrangement in
      switch arrangement {
      case .borrowing, .partial: true
      case .shallow, .replacing: false
      }
    }
  }

  /// Takes what is expected to be absent off what a survey calls damage, and says what it was.
  ///
  /// - Parameter heads: Where references lead.
  func excuse(_ survey: inout ObjectSurvey, heads: [ObjectID]) -> [Note] {
    guard !arrangements.isEmpty else { return [] }
    var excused = Set(survey.damages.filter { isExpected($0, survey) }.map(\.id))
    if isAnywhere { excused.formUnion(heads.filter { [survey] in survey.position(of: $0) == nil }) }
    survey.damages = survey.damages.filter { [survey] in !isExpected($0, survey) }
    return arrangements.map { note($0, excused.count) }
  }

  private func isExpected(_ damage: ObjectSurvey.Damage, _ survey: ObjectSurvey) -> Bool {
    guard case .missing(let source) = damage.problem else { return false }
    if isAnywhere { return true }
    for case .shallow(let commits) in arrangements where commits.contains(source) {
      // Its parents were left out; its tree was not.
      guard let position = survey.position(of: source) else { return false }
      return survey.links(at: position).first.map { survey.target(of: $0) } != damage.id
    }
    return false
  }

  private func note(_ arrangement: Arrangement, _ count: Int) -> Note {
    switch arrangement {
    case .borrowing(let places): .borrowing(from: places, missingCount: count)
    case .partial: .partial(missingCount: count)
    case .shallow(let commits): .shallow(commitCount: commits.count)
    case .replacing(let count): .replacing(count: count)
    }
  }
}
