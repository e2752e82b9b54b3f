internal import Bytes
internal import Objects

extension PackWalker {
  /// Makes the object of a node from its base.
  ///
  /// - Returns: The object, and where its entry ends.
  mutating func makeObject(
    of node: Int, on held: StoredObject?
  ) throws(PackError) -> (StoredObject, end: Int) {
    let entry = try plan.pack.entry(at: plan.order.offset(of: node))
    if case .whole(let kind) = entry.form {
      var content: [UInt8] = []
      let end = try inflate(entry, of: node, into: &content)
      return (StoredObject(kind: kind, content: content), end)
    }
    let base = try base(of: entry, node, held: held)
    // Taken out of `self`, which cannot lend it to a method of its own.
    var delta: [UInt8] = []
    swap(&delta, &self.delta)
    defer { swap(&delta, &self.delta) }
    delta.removeAll(keepingCapacity: true)
    let end = try inflate(entry, of: node, into: &delta)
    try plan.meter.add(try entry.resultByteCount(of: delta), by: entry)
    let content = try entry.content(of: delta, on: base.content, limit: plan.limits.objectByteCount)
    return (StoredObject(kind: base.kind, content: content), end)
  }

  /// Inflates up to where the next entry starts, or beyond it if the entry goes on.
  private mutating func inflate(
    _ entry: PackEntry, of node: Int, into output: inout [UInt8]
  ) throws(PackError) -> Int {
    let (pack, limits) = (plan.pack, plan.limits)
    do throws(PackError) {
      return try pack.inflate(
        entry, upTo: plan.end(of: node), limits: limits, with: &inflater, into: &output)
    } catch {
      output.removeAll(keepingCapacity: true)
      let end = try? pack.inflate(entry, limits: limits, with: &inflater, into: &output)
      guard let end else { throw error }
      return end
    }
  }

  private mutating func base(
    of entry: PackEntry, _ node: Int, held: StoredObject?
  ) throws(PackError) -> StoredObject {
    if let held { return held }
    if case .node(let parent) = try plan.links.base(of: node).base {
      let base = try remade(parent)
      if frames.last?.node == parent { hold(base) }
      return base
    }
    guard case .idDelta(let id) = entry.form else {
      throw .baseOutOfBounds(atByte: entry.offset)
    }
    guard let base = try outside(id) else { throw .missingBase(id, entry: entry.offset) }
    return base
  }

  /// Puts back an object that was let go of.
  private mutating func hold(_ object: StoredObject) {
    frames[frames.count - 1].object = object
    retainedCount += object.content.count
    keepToLimit()
  }

  /// Makes an object again, from its nearest base that is at hand or from its root.
  private mutating func remade(_ node: Int) throws(PackError) -> StoredObject {
    var missing = [node]
    var object = heldObject(of: node)
    while object == nil,
      case .node(let parent) = try plan.links.base(of: missing[missing.count - 1]).base
    {
      object = heldObject(of: parent)
      if object == nil { missing.append(parent) }
    }
    while let next = missing.popLast() { object = try makeObject(of: next, on: object).0 }
    guard let object else { throw .offsetOutOfBounds(plan.order.offset(of: node)) }
    return object
  }

  private func heldObject(of node: Int) -> StoredObject? {
    frames.last { $0.node == node }?.object
  }
}
