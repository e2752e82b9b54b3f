internal import Prose

/// The style sheet of the page. All text meets WCAG AA contrast in both colour schemes.
package enum HTMLStyle {
  package static let sheet = Markup([
    colours, layout, card, controls, text, marks, map, places, print,
  ])

  /// The rules of all boxes that a page may have: for sheets that are the same for every page.
  package static let filterRules = Markup(
    (ChangeClass.allCases.map { "change-\($0.rawValue)" } + ["move"]).map(filterRule))

  /// Where this box is not ticked, its changes look like ordinary text.
  static func filterRule(_ id: String) -> Markup {
    let off: Markup = "body:has(#mark-\(id):not(:checked)) main"
    return """
      \(off) .\(id) { all: revert; text-decoration: none; color: inherit; }
      \(off) .\(id)::before, \(off) .\(id)::after { content: none; }
      \(off) .inline del.\(id), \(off) .\(id) > .tag { display: none; }
      \(off) .at.\(id) { display: none; }
      \(off) .\(id) .hidden-characters:has(+ .raw) { display: none; }

      """
  }

  private static let colours: Markup = """
    :root {
      color-scheme: light dark;
      --page: #f6f4ef; --paper: #fffefb; --ink: #22201c; --soft: #655f55; --line: #ddd7cb;
      --accent: #7a2e22;
      --del: #8c1c13; --del-back: #fbe3df; --ins: #0f5427; --ins-back: #dcf1df;
      --move: #4a2d86; --move-back: #ece6f8; --move-line: #8d74c4;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Charter,
        "Noto Serif", "DejaVu Serif", Georgia, serif;
      --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #141517; --paper: #1c1e21; --ink: #e9e5dc; --soft: #a8a194; --line: #383a3e;
        --accent: #f0a493;
        --del: #ffb3a7; --del-back: #472320; --ins: #a3e5b3; --ins-back: #173d24;
        --move: #d3c2ff; --move-back: #30284a; --move-line: #8d74c4;
      }
    }

    """

  private static let layout: Markup = """
    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; scroll-padding-top: 4.5rem; }
    body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 78rem;
      background: var(--page); color: var(--ink); font: 1rem/1.5 var(--sans); }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem 1rem; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    .card, .controls, .inline, footer { max-width: 50rem; margin-inline: auto; }
    footer { margin-top: 2rem; color: var(--soft); font-size: .8125rem; }
    footer p { margin: .35rem 0; }
    .key > * { margin-inline-end: .75rem; }
    body:has(#view-inline:checked) .side, body:has(#view-side:checked) .inline { display: none; }
    body:has(#view-side:checked) :is(.card, .controls, footer) { max-width: none; }

    """

  private static let card: Markup = """
    .card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem;
      border-top: 4px solid var(--accent); padding: 1.75rem 2rem 1.5rem; }
    .kicker { margin: 0; color: var(--accent); font-size: .75rem; font-weight: 600;
      letter-spacing: .08em; text-transform: uppercase; }
    h1 { margin: .35rem 0 .25rem; font: 600 clamp(1.6rem, 4vw, 2.2rem)/1.2 var(--serif);
      text-wrap: balance; overflow-wrap: anywhere; }
    .name { margin: 0; color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
    .chips { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 1rem 0 1.25rem;
      padding: 0; }
    .chip { border: 1px solid var(--line); border-radius: 2rem; padding: .15rem .8rem;
      font-size: .8125rem; }
    .verdict { font-weight: 600; color: var(--paper); background: var(--accent);
      border-color: var(--accent); }
    .verdict.cosmetic { color: var(--page); background: var(--soft); border-color: var(--soft); }
    .verdict.same { color: var(--ins); background: var(--ins-back); border-color: var(--ins); }
    .revisions { width: 100%; border-collapse: collapse; font-size: .875rem;
      font-variant-numeric: tabular-nums; table-layout: fixed; }
    .revisions caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
      overflow: hidden; white-space: nowrap; }
    .revisions th, .revisions td { text-align: start; vertical-align: baseline; font-weight: 400;
      padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
    .revisions thead :is(th, td) { border-top: 0; font-weight: 600; }
    .revisions thead span { color: var(--soft); font-weight: 400; margin-inline-end: .35rem; }
    .revisions :is(tbody th, thead td) { width: 7rem; color: var(--soft); }
    .revisions a { color: var(--accent); }
    .facts { display: none; }
    .revisions .code { font: .8125rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }

    """

  private static let controls: Markup = """
    .controls { display: flex; flex-wrap: wrap; gap: .75rem 2rem; padding-block: 1rem;
      position: sticky; top: 0; z-index: 2; background: var(--page); }
    fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; border: 0;
      margin: 0; padding: 0; min-width: 0; }
    legend { float: left; padding: 0; margin-inline-end: .3rem; color: var(--soft);
      font-size: .8125rem; }
    .controls label { position: relative; cursor: pointer; font-size: .8125rem; }
    .controls input { position: absolute; inset: 0; opacity: 0; margin: 0; cursor: pointer; }
    .controls label > span { display: block; border: 1px solid var(--line); border-radius: 2rem;
      padding: .15rem .7rem; background: var(--paper); color: var(--soft); }
    .filters label > span::before { content: "☐ "; }
    .filters :checked + span::before { content: "☑ "; }
    .controls :checked + span { color: var(--ink); border-color: var(--soft); }
    .views :checked + span { background: var(--ink); color: var(--page); border-color: var(--ink); }
    .controls :focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }

    """

  private static let text: Markup = """
    .text { font: 1.125rem/1.7 var(--serif); background: var(--paper);
      border: 1px solid var(--line); border-radius: .5rem; }
    .inline .text { padding: 1.75rem 2rem; }
    .flow, .unfolded, .side td { white-space: pre-wrap; overflow-wrap: anywhere; hyphens: manual;
      tab-size: 4; }
    .flow, .inline .unfolded { max-width: 70ch; margin-inline: auto; }
    .cut, .same, .unfolded { color: var(--soft); }
    details { margin-block: 1rem; border-block: 1px dashed var(--line); font-family: var(--sans); }
    details:first-child { margin-top: 0; }
    details:last-child { margin-bottom: 0; }
    summary { display: flex; gap: .75rem; padding: .4rem 0; cursor: pointer; color: var(--soft);
      font-size: .8125rem; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary::before { content: "+"; width: 1.15rem; height: 1.15rem; line-height: 1.05rem;
      flex: none; text-align: center; border: 1px solid var(--line); border-radius: .25rem; }
    details[open] > summary::before { content: "−"; }
    .count { flex: none; font-weight: 600; }
    .preview { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; opacity: .9; }
    details[open] .preview { visibility: hidden; }
    .unfolded { padding: .25rem 0 1rem; font-family: var(--serif); }
    .source, .source .unfolded { font: .875rem/1.6 ui-monospace, "DejaVu Sans Mono", monospace; }
    .side table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
    .side table:not(.source) { font-size: 1.0625rem; line-height: 1.65; }
    .side :is(th, td) { vertical-align: top; padding: .4rem 1.5rem; text-align: start; }
    .side th { font: 600 .8125rem/1.5 var(--sans); color: var(--soft); padding-top: 1rem; }
    .side :is(th, td) + :is(th, td) { border-left: 1px solid var(--line); }
    .side tr:not(.same):not(.folded) td { background: color-mix(in srgb, var(--page) 55%, transparent); }
    .side td:empty { background: repeating-linear-gradient(135deg, transparent 0 .45rem,
      var(--line) .45rem calc(.45rem + 1px)) !important; }
    .side .folded td { white-space: normal; }
    .side .folded .unfolded { max-width: 70ch; }
    .side tbody:last-child tr:last-child td { padding-bottom: 1.25rem; }
    @media (max-width: 44rem) {
      body { padding: 1rem .75rem 3rem; }
      .card, .inline .text { padding: 1.25rem 1rem; }
      .controls { position: static; }
      input.facts { display: inline-block; }
      label.facts { display: inline; font-size: .875rem; color: var(--soft); }
      input.facts:not(:checked) ~ .revisions tbody { display: none; }
      .side :is(th, td) { padding-inline: .75rem; }
      .side .text { font-size: .9375rem; }
    }

    """

  private static let marks: Markup = """
    del, ins { border-radius: .15em; padding: .05em .1em; -webkit-box-decoration-break: clone;
      box-decoration-break: clone; }
    del { color: var(--del); background: var(--del-back); text-decoration: line-through 1px; }
    ins { color: var(--ins); background: var(--ins-back); text-decoration: underline 1.5px;
      text-underline-offset: .18em; }
    del:not(.edge) + ins:not(.edge) { margin-inline-start: .15em; }
    .edge { background: none; text-decoration: none; padding: 0; }
    .move { color: inherit; background: var(--move-back); text-decoration: none;
      border-bottom: 2px solid var(--move-line); padding: .15em .25em; }
    del.move { color: var(--soft); background: none; border-bottom-style: dotted; }
    .move:target { outline: 2px solid var(--move-line); outline-offset: .15em; }
    .tag { display: inline-block; margin-inline-end: .45em; padding: 0 .55em; border-radius: 1em;
      font: 600 .75rem/1.5 var(--sans); color: var(--move); background: var(--move-back);
      border: 1px solid var(--move-line); text-decoration: none; white-space: nowrap;
      vertical-align: .1em; }
    .at { margin-inline: .15em .1em; color: var(--soft); font: 600 .6875rem/1 var(--sans);
      white-space: nowrap; vertical-align: .35em; user-select: none; }
    .at a { padding: .2em .35em; color: inherit; text-decoration: none; }
    .at a:hover { color: var(--accent); }
    .at:target { outline: 2px solid var(--accent); outline-offset: .15em; border-radius: .2em; }
    @media (max-width: 44rem) { .tag { white-space: normal; } }
    .tag:hover { text-decoration: underline; }
    .inline del.change-whitespace .raw { display: none; }
    .raw { text-decoration: none; }
    .hidden-characters { display: inline-block; line-height: 1.2; padding-inline: .1em;
      font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    del::before { content: " [deleted: "; } ins::before { content: " [inserted: "; }
    del.move::before { content: " [moved away: "; } ins.move::before { content: " [moved here: "; }
    del::after, ins::after { content: "] "; }
    .edge::before, .edge::after { content: none; }
    :is(del, ins)::before, :is(del, ins)::after { position: absolute; width: 1px; height: 1px;
      overflow: hidden; clip-path: inset(100%); white-space: nowrap; }

    """

  private static let map: Markup = """
    .map { position: relative; height: .75rem; margin: 0 0 .75rem; border-radius: .25rem;
      background: var(--paper); border: 1px solid var(--line); overflow: hidden; }
    .map > * { position: absolute; inset-block: 0; min-width: 3px; }
    .map a { min-width: .75rem; z-index: 1; }
    .map a:hover { background: color-mix(in srgb, var(--ink) 12%, transparent); }
    .map .deleted { background: var(--del); } .map .inserted { background: var(--ins); }
    .map .moved { background: var(--move-line); padding: 0; border: 0; }

    """

  /// Where a change is in the map, and how wide, in hundredths.
  private static let places: Markup = {
    let rules = (0...100).map { part -> Markup in
      ".map .l\(part){left:\(part)%}.map .w\(part){width:\(part)%}"
    }
    return Markup(rules) + "\n"
  }()

  private static let print: Markup = """
    @media print {
      @page { margin: 18mm; }
      :root { --page: #fff; --paper: #fff; --ink: #000; --soft: #555; --line: #bbb;
        --del: #8c1c13; --del-back: #fbe3df; --ins: #0f5427; --ins-back: #dcf1df;
        --move: #4a2d86; --move-back: #ece6f8; }
      body { padding: 0; max-width: none; font-size: 10pt; }
      .controls, .map, .skip, .preview, .at a { display: none; }
      .card { border-width: 0 0 1px; border-radius: 0; padding: 0 0 1rem; margin-bottom: 1rem; }
      .text, .inline .text, .side table { border: 0; padding: 0; font-size: 11pt; line-height: 1.5; }
      .side table { font-size: 10pt; }
      .card, .inline, footer { max-width: none; }
      del, ins, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      tr, .card { break-inside: avoid; }
    }

    """
}
