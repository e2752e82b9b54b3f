// What elements do to the text that is seen, by their tags alone.
extension PageReader {
  // MARK: - Start tags

  mutating func start(_ tag: Tag, _ range: Range<Int>) {
    let name = ElementName(source.span, tag.name)
    dropsLineBreak = false
    list(.element, name: tag.name)
    let seen = attributes(of: tag, name)
    if isForeign, Element.endsForeign.contains(name) { breakOut() }
    let isHTML = !isForeign
    let element = element(name, isHTML: isHTML)
    let isEmpty = Element.void.contains(name) || tag.isSelfClosing && !isHTML
    if isHTML, let model = Element.contentModels[name] {
      tokenizer.model = model
      rawKind = rawKind(of: element)
    }
    switch omission?.meet(startOf: name, isBlock: element?.isBlock ?? false) {
    case .goesOn:
      return isEmpty ? () : enterForeign(name, element)
    case .endsBefore, .endsWith: omission = nil
    case nil: break
    }
    if !isEmpty {
      let isOmitted = seen.isHidden || self.isOmitted(element, isHTML: isHTML)
      if isOmitted { omission = Omission(name, isForeign: foreignDepth > 0) }
      enterForeign(name, element)
      guard !isOmitted else { return part(element) }
    }
    guard !seen.isHidden else { return }
    show(element, seen, range, isEmpty: isEmpty)
  }

  private func element(_ name: ElementName, isHTML: Bool) -> Element? {
    guard let element = Element.all[name] else { return nil }
    switch element {
    case .omitted: return name.isForeignOnly && isHTML && foreignDepth == 0 ? nil : element
    case .svg, .math, .title, .script, .style: return element
    default: return isHTML ? element : nil
    }
  }

  /// Whether nobody sees what is in an element.
  private func isOmitted(_ element: Element?, isHTML: Bool) -> Bool {
    switch element {
    case .omitted: true
    case .title: isHTML && hasTitle
    case .script, .style: !isHTML
    default: false
    }
  }

  /// An element that is not seen parts what stands around it like any other.
  private mutating func part(_ element: Element?) {
    guard let element, element.isBlock, element != .cell else { return }
    writer.block(isParagraph: element == .paragraph || element == .list || element == .table)
  }

  /// HTML ends `svg` and `math` that were not closed.
  private mutating func breakOut() {
    foreignDepth = 0
    if omission?.isForeign == true { omission = nil }
  }

  /// What the raw text of an element is, where it is not seen.
  private func rawKind(of element: Element?) -> MarkupItem.Kind? {
    switch element {
    case .script: .script
    case .style: .style
    case .fallback: .hiddenText
    default: nil
    }
  }

  private mutating func enterForeign(_ name: ElementName, _ element: Element?) {
    if element == .svg || element == .math {
      foreignDepth += 1
    } else if foreignDepth > 0, Element.holdsHTML.contains(name) {
      integrationDepth += 1
    }
    tokenizer.allowsCDATA = isForeign
  }

  /// What an element begins with.
  private mutating func show(
    _ element: Element?, _ seen: SeenAttributes, _ range: Range<Int>, isEmpty: Bool
  ) {
    switch element {
    case .image: bracketed(seen.alternative, range)
    case .input:
      if let words = seen.buttonWords(in: source) { bracketed(words, range) }
    case .quotation: writer.put("“".utf8, from: range)
    case .title where foreignDepth > 0: writer.put("[".utf8, from: range)
    case let element?: open(element, isEmpty: isEmpty)
    case nil: break
    }
  }

  private mutating func open(_ element: Element, isEmpty: Bool) {
    switch element {
    case .paragraph, .list, .table: writer.block(isParagraph: true)
    case .title where foreignDepth == 0:
      hasTitle = true
      writer.block(isParagraph: true)
    case .line: writer.block(isParagraph: false)
    case .item: writer.item()
    case .row: writer.row()
    case .cell: writer.cell()
    case .lineBreak: writer.lineBreak()
    case .preformatted:
      writer.block(isParagraph: true)
      guard !isEmpty else { return }
      preformattedDepth += 1
      dropsLineBreak = true
    default: break
    }
  }

  /// An alternative text, or the words of a button.
  private mutating func bracketed(_ words: Range<Int>?, _ range: Range<Int>) {
    guard let words, !source[words].allSatisfy(\.isWhitespace) else { return }
    writer.put("[".utf8, from: range.lowerBound..<words.lowerBound)
    PageText.visitValue(words, in: source) { bytes, source in
      let isExact = bytes.count == source.count
      for (offset, byte) in bytes.enumerated() {
        guard !byte.isWhitespace else {
          writer.space()
          continue
        }
        let place = source.lowerBound + offset
        writer.put(CollectionOfOne(byte), from: isExact ? place..<place + 1 : source)
      }
    }
    writer.put("]".utf8, from: words.upperBound..<range.upperBound)
  }

  // MARK: - End tags

  mutating func end(_ tag: Tag, _ range: Range<Int>) {
    let name = ElementName(source.span, tag.name)
    dropsLineBreak = false
    rawKind = nil
    let wasForeign = foreignDepth > 0
    let element = element(name, isHTML: !isForeign)
    leaveForeign(name, element)
    switch omission?.meet(endOf: name, isBlock: element?.isBlock ?? false) {
    case .goesOn: return
    case .endsWith:
      omission = nil
      if element == .preformatted || element == .cell { return }
    case .endsBefore: omission = nil
    case nil: break
    }
    switch element {
    case .paragraph: writer.block(isParagraph: true)
    case .title where wasForeign: writer.put("]".utf8, from: range)
    case .title: writer.block(isParagraph: true)
    case .line: writer.block(isParagraph: false)
    case .item: writer.endItem(isList: false)
    case .list: writer.endItem(isList: true)
    case .row: writer.row()
    case .table: writer.endTable()
    case .lineBreak: writer.lineBreak()
    case .quotation: writer.put("”".utf8, from: range)
    case .preformatted:
      preformattedDepth = max(0, preformattedDepth - 1)
      writer.block(isParagraph: true)
    default: break
    }
  }

  private mutating func leaveForeign(_ name: ElementName, _ element: Element?) {
    if element == .svg || element == .math {
      foreignDepth = max(0, foreignDepth - 1)
      if foreignDepth == 0 { integrationDepth = 0 }
    } else if integrationDepth > 0, Element.holdsHTML.contains(name) {
      integrationDepth -= 1
    }
    tokenizer.allowsCDATA = isForeign
  }
}
