import HTML

/// Tokens as html5lib's tests write them: names in small letters, text put together.
struct Tokenised {
  var tokens: [String] = []

  init(
    _ source: String, model: ContentModel = .data, lastStartTag: String = "",
    allowsCDATA: Bool = false
  ) {
    let bytes = Array(source.utf8)
    var tokenizer = Tokenizer(bytes)
    tokenizer.model = model
    tokenizer.lastStartTag = Array(lastStartTag.utf8)
    tokenizer.allowsCDATA = allowsCDATA
    var text = ""
    func close(_ tokens: inout [String]) {
      if !text.isEmpty { tokens.append("text \(text)") }
      text = ""
    }
    while let token = tokenizer.next() {
      let written = String(decoding: bytes[token.range], as: UTF8.self)
      switch token.kind {
      case .text: text += written
      case .reference(let reference): text += String(decoding: reference.bytes, as: UTF8.self)
      case .nothing: continue
      case .startTag(let tag), .endTag(let tag):
        close(&tokens)
        tokens.append(Self.tag(tag, token, bytes))
      case .comment(let words):
        close(&tokens)
        tokens.append("comment " + String(decoding: bytes[words], as: UTF8.self))
      case .doctype(let doctype):
        close(&tokens)
        let parts = [doctype.name, doctype.publicID, doctype.systemID].map { range in
          range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "-"
        }
        tokens.append(
          "doctype " + parts.joined(separator: " ") + (doctype.forcesQuirks ? " quirks" : ""))
      }
    }
    close(&tokens)
  }

  private static func tag(_ tag: Tag, _ token: Token, _ bytes: [UInt8]) -> String {
    var text = if case .startTag = token.kind { "<" } else { "</" }
    text += String(decoding: bytes[tag.name], as: UTF8.self).lowercased()
    for attribute in tag.attributes(in: bytes) {
      let name = String(decoding: bytes[attribute.name], as: UTF8.self).lowercased()
      let value = String(decoding: PageText.value(attribute.value, in: bytes), as: UTF8.self)
      text += " \(name)='\(value)'"
    }
    return text + (tag.isSelfClosing ? "/>" : ">")
  }
}
