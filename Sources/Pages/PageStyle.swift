package import Rendering

/// The one style sheet of all pages.
package enum PageStyle {
  package static let sheet = Markup([
    HTMLStyle.sheet, HTMLStyle.filterRules, frame, lists, forms, small,
  ])

  private static let frame: Markup = """
    body.site { padding-top: 0; }
    .site > main:not(.wide) { max-width: 50rem; margin-inline: auto; }
    .banner { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem;
      max-width: 50rem; margin: 0 auto 1.5rem; padding: 1rem 0; border-bottom: 1px solid var(--line);
      font-size: .875rem; }
    .banner .archive { font: 600 1.0625rem/1.3 var(--serif); color: var(--ink); text-decoration: none; }
    .banner nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
    :where(.site) a { color: var(--accent); text-underline-offset: .15em; overflow-wrap: anywhere; }
    .site-footer { max-width: 50rem; margin-inline: auto; }
    .where { max-width: 50rem; margin: 0 auto .75rem; font-size: .875rem; color: var(--soft); }
    .where p { margin: .25rem 0; }
    h2 { font: 600 1.25rem/1.3 var(--serif); margin: 2rem 0 .5rem; }
    .lead { color: var(--soft); margin: .25rem 0 1rem; overflow-wrap: anywhere; }
    code, .hash { font: .8125rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
    .aside { color: var(--soft); font-size: .875rem; }

    """

  private static let lists: Markup = """
    .entries { list-style: none; margin: 0; padding: 0; }
    .entries > li { padding: .7rem 0; border-top: 1px solid var(--line); }
    .entries p { margin: .15rem 0; }
    .entries .line { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
    .entries time, .entries .size { color: var(--soft); font-size: .875rem;
      font-variant-numeric: tabular-nums; }
    .entries .choice { display: inline-flex; gap: .75rem; font-size: .8125rem; color: var(--soft); }
    .sort { font: 600 .75rem/1.6 var(--sans); padding: 0 .6em; border-radius: 1em;
      border: 1px solid var(--line); color: var(--soft); white-space: nowrap; }
    .sort.substantive { color: var(--paper); background: var(--accent); border-color: var(--accent); }
    .sort.gone { color: var(--del); border-color: var(--del); }
    .sort.new { color: var(--ins); border-color: var(--ins); }
    .excerpt { color: var(--soft); font-size: .9375rem; overflow-wrap: anywhere; }
    mark { background: var(--move-back); color: inherit; padding: 0 .1em; border-radius: .15em; }
    dl.known { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem;
      font-size: .875rem; margin: 1rem 0; }
    dl.known dt { color: var(--soft); } dl.known dd { margin: 0; overflow-wrap: anywhere; }
    .article { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem;
      padding: 1.5rem 2rem; font: 1.125rem/1.7 var(--serif); white-space: pre-wrap;
      overflow-wrap: anywhere; tab-size: 4; }
    .blame { border-collapse: collapse; width: 100%; background: var(--paper);
      border: 1px solid var(--line); }
    .blame th, .blame td { text-align: start; vertical-align: baseline; padding: .3rem .75rem;
      font-weight: 400; }
    .blame th { font-size: .8125rem; color: var(--soft); white-space: nowrap;
      border-inline-end: 1px solid var(--line); }
    .blame td { font-family: var(--serif); white-space: pre-wrap; overflow-wrap: anywhere; }
    .blame .paragraph > * { border-top: 1px solid var(--line); }
    .axis { display: block; width: 100%; height: auto; margin: 1rem 0; }
    .axis line { stroke: var(--line); stroke-width: 2; }
    .axis circle { fill: var(--soft); } .axis .substantive circle { fill: var(--accent); }
    .axis .gone circle { fill: var(--paper); stroke: var(--del); stroke-width: 3; }
    .axis .new circle { fill: var(--ins); } .axis a:focus circle, .axis a:hover circle { r: 10px; }
    .axis text { fill: var(--soft); font: 13px var(--sans); }
    .share rect { fill: var(--line); } .share .have { fill: var(--move-line); }
    blockquote { margin: .5rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line);
      white-space: pre-wrap; overflow-wrap: anywhere; font-family: var(--serif); }
    pre { overflow-x: auto; background: var(--paper); border: 1px solid var(--line);
      border-radius: .5rem; padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; }

    """

  private static let forms: Markup = """
    .banner form, .asking { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
    .banner form { margin-inline-start: auto; }
    .banner label { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
      overflow: hidden; white-space: nowrap; }
    input[type="search"], input[type="text"], select, button { font: inherit; font-size: .875rem;
      padding: .3rem .6rem; border: 1px solid var(--soft); border-radius: .35rem;
      background: var(--paper); color: var(--ink); min-width: 0; max-width: 100%; }
    button { cursor: pointer; background: var(--ink); color: var(--page); border-color: var(--ink); }
    .asking { margin: 1rem 0; font-size: .875rem; }
    .asking fieldset { flex: 1 1 100%; }
    .bar { position: sticky; bottom: 0; background: var(--page); padding: .75rem 0;
      border-top: 1px solid var(--line); }

    """

  private static let small: Markup = """
    @media (max-width: 44rem) {
      .article { padding: 1rem; font-size: 1.0625rem; }
      dl.known { grid-template-columns: 1fr; gap: 0; } dl.known dd { margin-bottom: .5rem; }
      .blame th { white-space: normal; }
      .banner form { margin-inline-start: 0; flex: 1 1 100%; }
      .banner input { flex: 1; }
    }
    @media print {
      .banner, .bar, .asking, .site-footer { display: none; }
      .article { border: 0; padding: 0; }
    }

    """

  /// The sign of the pages: a text that changed and stands.
  package static let icon: Markup = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" \
    fill="#7a2e22"/><g fill="#fffefb"><rect x="7" y="8" width="18" height="3"/>\
    <rect x="7" y="14" width="11" height="3"/><circle cx="9" cy="23" r="1.6"/>\
    <circle cx="16" cy="23" r="1.6"/><circle cx="23" cy="23" r="1.6"/></g></svg>

    """
}
