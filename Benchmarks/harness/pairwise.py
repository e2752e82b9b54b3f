"""Rows that compare pairs of revisions inside one process: Stet and wikidiff2, pair by pair."""

import contextlib
import dataclasses
import json
import statistics
import subprocess
import sys

from .markdown import megabytes, seconds, table, times
from .programs import ENVIRONMENT, ROOT, TOOLS, Failure, call, check

SCRIPT = ROOT / "Benchmarks/wikidiff2.php"
# wikidiff2 can be slow on some pairs: a run ends after this time, and says how far it came.
PATIENCE_SECONDS = 300
# What Stet makes of each pair, from nothing to a page for a browser.
DRAWINGS = {"not drawn": None, "word diff": "word-diff", "side by side": "side-by-side",
            "HTML page": "html"}


@dataclasses.dataclass
class Timing:
    """What an engine took for each pair, in nanoseconds, and the bytes that it drew in all."""
    engine: str
    times: list
    drawn: int

    @property
    def median(self):
        return statistics.median(self.times)

    @property
    def p95(self):
        return sorted(self.times)[len(self.times) * 95 // 100]

    def over(self, other):
        """How many times as long this took: by the median of pairs, at the 95th percentile, in all.

        Only pairs that both came to are counted.
        """
        count = min(len(self.times), len(other.times))
        ours, theirs = (Timing(side.engine, side.times[:count], 0) for side in (self, other))
        return (statistics.median(one / another for one, another in zip(ours.times, theirs.times)),
                ours.p95 / theirs.p95, sum(ours.times) / sum(theirs.times))


@dataclasses.dataclass
class PairRow:
    """The same pairs, compared by both engines; `wikidiff2` is `None` where it is not installed."""
    data: str
    pair_count: int
    mean_size: int
    stet: list
    wikidiff2: Timing | None


def against_wikidiff2(run, corpus):
    file = corpus.pair_file(run.pair_count)
    rounds = min(3, run.rounds)
    results = {engine: stet_differences(file, format, rounds)
               for engine, format in DRAWINGS.items()}
    count = len(results["not drawn"]["times"])
    check(count > 0, "no article has two revisions")
    size = results["not drawn"]["bytes"] // count // 2
    stet = [Timing(f"Stet, {engine}", result["times"], result["drawn"])
            for engine, result in results.items()]
    theirs = None
    if wikidiff2_version():
        theirs = wikidiff2_differences(file, rounds, count)
    else:
        run.leave_out(f"wikidiff2 on {corpus.name}: php-wikidiff2 is not installed")
    row = PairRow(corpus.name, count, size, stet, theirs)
    run.pair_rows.append(row)
    print(f"    {in_short(row)}", file=sys.stderr, flush=True)


def stet_differences(file, format, rounds):
    """Ends with an error where an answer does not rebuild both texts of its pair."""
    drawing = ["--format", format] if format else []
    result = json.loads(
        call([TOOLS, "differences", "--pairs", file, "--rounds", rounds, *drawing]))
    check(not format or result["drawn"] > 0, f"nothing was drawn as {format}")
    return result


def wikidiff2_version():
    """`None` where PHP or its extension is missing."""
    with contextlib.suppress(OSError, Failure):
        return call(["php", "-r", "echo phpversion('wikidiff2');"]).decode() or None
    return None


def wikidiff2_differences(file, rounds, pair_count):
    output = file.with_name("wikidiff2.txt")
    with output.open("wb") as lines:
        is_cut_short = not finishes(["php", SCRIPT, file, str(rounds)], lines)
    answers = [[int(word) for word in line.split()]
               for line in output.read_text().split("\n")[:-1]]
    check(answers and (is_cut_short or len(answers) == pair_count),
          f"wikidiff2 answered for {len(answers)} pairs of {pair_count}")
    check(all(drawn > 0 for _, drawn in answers), "wikidiff2 saw no change where there is one")
    return Timing("wikidiff2", [time for time, _ in answers], sum(drawn for _, drawn in answers))


def finishes(command, output):
    """Whether a command comes to its end before our patience does."""
    try:
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE,
            env=ENVIRONMENT, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    check(result.returncode == 0, f"wikidiff2: {result.stderr.decode(errors='replace')[-2000:]}")
    return True


def in_short(row):
    if not row.wikidiff2:
        return f"{row.pair_count:,} pairs, {row.data}, by Stet alone"
    ratios = "; ".join(f"{timing.engine} {row.wikidiff2.over(timing)[2]:.2f}x"
                       for timing in row.stet)
    return f"{row.pair_count:,} pairs against wikidiff2, {row.data}, by the sum: {ratios}"


def section(run):
    if not run.pair_rows:
        return []
    return [
        "## 1,000 pairs against wikidiff2", "",
        "Pairs of consecutive revisions, each compared by both engines in one process and thread, without",
        "reading the texts. Stet's answers are checked to rebuild both texts, wikidiff2's to show a change.",
        *wikidiff2_lines(), "",
        "Stet's word diff shows about as much: changed lines, three around them, changed words marked.",
        "Side by side goes by sentences; the HTML page is a whole one, with both texts, two views and a",
        "style sheet. A ratio is wikidiff2's time over Stet's, so more is better for Stet: the median of",
        "the ratios of pairs, the ratio of the 95th percentiles, and that of the sums.", "",
        *table("llrrrrrrr", ["data", "engine", "median", "95th percentile", "longest", "sum",
                             "drawn", "ratio: median, 95th", "ratio: sum"],
               [cells for row in run.pair_rows for cells in pair_cells(row)])]


def wikidiff2_lines():
    version = wikidiff2_version()
    if not version:
        return ["**php-wikidiff2 is not installed here: it was left out.**"]
    return [
        f"wikidiff2 is MediaWiki's engine in C++, version {version}, called from PHP as MediaWiki does:",
        "`wikidiff2_do_diff($old, $new, 2)` answers with HTML table rows, changed lines and two around them.",
        "It compares lines, then words within lines; where those are too many, it only says which lines."]


def pair_cells(row):
    size = f"{row.data}, {row.pair_count:,} pairs, {row.mean_size:,} bytes a text"
    for timing in [*row.stet, *([row.wikidiff2] if row.wikidiff2 else [])]:
        figures = [timing.median, timing.p95, max(timing.times), sum(timing.times)]
        yield [size, engine_name(timing, row), *(seconds(figure / 1e9) for figure in figures),
               megabytes(timing.drawn) if timing.drawn else "", *pair_ratios(timing, row)]
        size = ""


def engine_name(timing, row):
    if len(timing.times) == row.pair_count:
        return timing.engine
    return f"{timing.engine}, stopped after {len(timing.times):,} pairs and {PATIENCE_SECONDS} s"


def pair_ratios(timing, row):
    if not row.wikidiff2 or timing is row.wikidiff2:
        return ["", ""]
    median, p95, total = row.wikidiff2.over(timing)
    return [f"{times(median)}, {times(p95)}", f"**{times(total)}**"]
