internal import Bytes
package import Objects

/// Visits the objects of a pack, unit after unit, and proves each one.
///
/// One walker serves one thread: it keeps its own zlib stream, hash and buffers. Nothing is
/// recursive. Memory: the bases that still have children to come, at most log2(n) of them and at
/// most `retainedByteCount` bytes, then one base, one object and one delta.
package struct PackWalker: ~Copyable {
  /// Is called for each object whose content has its id, with its place in the index.
  package typealias Visitor = (_ position: Int, ObjectID, StoredObject) -> Void

  /// A base that has children yet to be visited.
  struct Frame {
    let node: Int
    /// `nil` where it was let go of for want of memory.
    var object: StoredObject?
    var next: Int
  }

  let plan: PackPlan
  let outside: PackReader.OutsideBases
  private let retainedLimit: Int
  var frames: [Frame] = []
  var retainedCount = 0
  var inflater = Inflater()
  private var hash = SHA256()
  private var window: MappedWindow
  var delta: [UInt8] = []

  /// - Parameters:
  ///   - outside: Finds bases that are not in the pack.
  ///   - retainedByteCount: How much to hold of bases with children to come; what is beyond that
  ///     is made again when its turn comes.
  package init(
    _ plan: PackPlan, retainedByteCount: Int = 256 << 20,
    outside: @escaping PackReader.OutsideBases = PackReader.noOutsideBases
  ) {
    self.plan = plan
    self.outside = outside
    retainedLimit = retainedByteCount
    window = MappedWindow(plan.pack.bytes)
  }

  /// Visits a root and all that depends on it, each object after its base.
  ///
  /// - Parameters:
  ///   - unit: Below the plan's `unitCount`.
  ///   - report: Is called for each thing that is wrong.
  package mutating func visit(
    unit: Int, report: (PackFinding) -> Void, object visitor: Visitor
  ) {
    let root = plan.families.root(unit)
    frames.removeAll(keepingCapacity: true)
    retainedCount = 0
    enter(root, on: nil, report, visitor)
    while !frames.isEmpty {
      let (child, base) = nextChild()
      enter(child, on: base, report, visitor)
    }
  }

  /// The next node to visit, and its base if that is at hand.
  private mutating func nextChild() -> (node: Int, base: StoredObject?) {
    let top = frames.count - 1
    let (frame, place) = (frames[top], frames[top].next)
    if place + 1 == plan.families.children(of: frame.node).upperBound {
      // The base is let go of with its last child, so that a chain holds one object.
      frames.removeLast()
      retainedCount -= frame.object?.content.count ?? 0
    } else {
      frames[top].next = place + 1
    }
    return (plan.families.child(place), frame.object)
  }

  /// Makes a node's object, proves it, and gets ready for those that depend on it.
  private mutating func enter(
    _ node: Int, on base: StoredObject?, _ report: (PackFinding) -> Void, _ visitor: Visitor
  ) {
    guard !plan.unknown.contains(node) else { return reportLost(below: node, report) }
    do throws(PackError) {
      let (object, end) = try makeObject(of: node, on: base)
      examineEntry(node, end: end, report)
      examine(node, object, report, visitor)
      push(node, object)
    } catch {
      report(plan.finding(.unreadable(error), node))
      reportLost(below: node, report)
    }
  }

  private mutating func examineEntry(_ node: Int, end: Int, _ report: (PackFinding) -> Void) {
    let entry = plan.order.offset(of: node)..<end
    window.read(entry)
    let checksum = CRC32.checksum(plan.pack.bytes.span.extracting(entry))
    if checksum != plan.index.checksum(at: plan.order.position(of: node)) {
      report(plan.finding(.entryChecksumMismatch, node))
    }
    let next = plan.end(of: node)
    if end > next { report(plan.finding(.overlap(next: next), node)) }
    if end < next {
      report(PackFinding(.unindexedBytes(byteCount: next - end), offset: end))
    }
  }

  private mutating func examine(
    _ node: Int, _ object: StoredObject, _ report: (PackFinding) -> Void, _ visitor: Visitor
  ) {
    let id = plan.id(of: node)
    let actual = ObjectID(of: object.kind, content: object.content.span, hash: &hash)
    if actual == id {
      visitor(plan.order.position(of: node), id, object)
    } else {
      report(plan.finding(.wrongID(actual: actual), node))
    }
  }

  private mutating func push(_ node: Int, _ object: StoredObject) {
    let children = plan.families.children(of: node)
    guard !children.isEmpty else { return }
    frames.append(Frame(node: node, object: object, next: children.lowerBound))
    retainedCount += object.content.count
    keepToLimit()
  }

  /// Lets go of the bases whose turn comes last.
  mutating func keepToLimit() {
    var bottom = 0
    while retainedCount > retainedLimit, bottom < frames.count - 1 {
      retainedCount -= frames[bottom].object?.content.count ?? 0
      frames[bottom].object = nil
      bottom += 1
    }
  }

  private func reportLost(below node: Int, _ report: (PackFinding) -> Void) {
    var rest = [node]
    while let next = rest.popLast() {
      for place in plan.families.children(of: next) {
        let child = plan.families.child(place)
        report(plan.finding(.lostBase(base: plan.order.offset(of: node)), child))
        rest.append(child)
      }
    }
  }
}
