internal import Rendering
internal import Stet

/// A line of time with a point for each revision, which leads to it; a drawing of links.
struct TimeAxis {
  private let points: [TimelinePage.Moment]
  private let sightings: [TimelinePage.Sighting]
  private let start: Int
  private let end: Int

  /// Of more revisions than this only so many are drawn, evenly chosen.
  private static let largestCount = 400
  private static let width = 1000
  /// Marks of what was seen unchanged that would stand closer than this are one.
  private static let leastDistance = 4

  init(_ moments: [TimelinePage.Moment], _ sightings: [TimelinePage.Sighting]) {
    let step = (moments.count + Self.largestCount - 1) / Self.largestCount
    points =
      step <= 1 ? moments : moments.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    self.sightings = sightings
    let times = moments.map(\.revision.observed.seconds) + sightings.map(\.time.seconds)
    start = times.min() ?? 0
    end = times.max() ?? 0
  }

  func markup(_ layout: PageLayout) -> Markup {
    guard !points.isEmpty, start < end else { return "" }
    let seen = marks.map { mark -> Markup in
      "<line x1=\"\(mark.place)\" y1=\"24\" x2=\"\(mark.place)\" y2=\"36\"><title>\(mark.words)</title></line>"
    }
    return """
      <svg class="axis" viewBox="0 0 1000 62" role="group" aria-label="Revisions in time">
      <line x1="0" y1="30" x2="1000" y2="30"/>\(Markup(seen))
      \(Markup(points.map { point($0, layout) }))\
      <text x="0" y="58">\(day(start))</text><text x="1000" y="58" text-anchor="end">\(day(end))</text>
      </svg>

      """
  }

  /// What was seen unchanged at one place of the line.
  private struct Mark {
    var place: Int
    var count: Int
    var first: Timestamp
    var last: Timestamp

    var words: String {
      let days = first.day == last.day ? first.day : "\(first.day) to \(last.day)"
      return count == 1 ? "Seen unchanged, \(days)" : "Seen unchanged \(count) times, \(days)"
    }
  }

  /// At most one for each so many points of the line, however many were seen.
  private var marks: [Mark] {
    var marks: [Int: Mark] = [:]
    for sighting in sightings {
      let place = place(sighting.time.seconds) / Self.leastDistance * Self.leastDistance
      var mark =
        marks[place]
        ?? Mark(place: place, count: 0, first: sighting.time, last: sighting.time)
      mark.count += sighting.count
      if sighting.time.seconds < mark.first.seconds { mark.first = sighting.time }
      if sighting.time.seconds > mark.last.seconds { mark.last = sighting.time }
      marks[place] = mark
    }
    return marks.values.sorted { $0.place < $1.place }
  }

  private func point(_ moment: TimelinePage.Moment, _ layout: PageLayout) -> Markup {
    let revision = moment.revision
    let words =
      "\(revision.number.map { "Revision \($0)" } ?? "Revision"), \(revision.observed.day)"
    let circle: Markup =
      "<circle cx=\"\(place(revision.observed.seconds))\" cy=\"30\" r=\"7\"><title>\(words)</title></circle>"
    let style = moment.severity?.style ?? "cosmetic"
    guard let article = revision.article, let number = revision.number,
      let link = layout.links.link(to: .revision(article, number))
    else { return "<g class=\"\(style)\">\(circle)</g>\n" }
    return "<a class=\"\(style)\" href=\"\(link)\" aria-label=\"\(words)\">\(circle)</a>\n"
  }

  /// From left to right, with room for a point at both ends.
  private func place(_ seconds: Int) -> Int {
    let share = Double(seconds - start) / Double(end - start)
    return 10 + Int(share * Double(Self.width - 20))
  }

  private func day(_ seconds: Int) -> String {
    Timestamp(seconds: seconds, zoneMinutes: 0).day
  }
}
