"""Benchmarks/RESULTS.md: what a run measured, for people to read."""

from . import machine, pairwise, scale, scorecard, together
from .markdown import megabytes, seconds, table
from .programs import measure


def report(run, command, load_before):
    sections = [head(run, command, load_before), measured(run), beside_second(run), floors(run),
                together.section(run), scale.section(run), sizes(run),
                pairwise.section(run), scorecard.section(run), left_out(run), failures(run)]
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def head(run, command, load_before):
    smallest = megabytes(measure(["true"]).memory)
    return [
        "# Stet, measured", "",
        "Written by `Benchmarks/run`. In the first table Stet and git did the same work on the same data with the",
        "same durability, in turns in one run; each row first checks that both came to the same result.",
        "Figures are medians; a ratio is git's figure divided by Stet's, so more is better for Stet.",
        "CPU time and memory include all processes that a command waited for; memory is the largest",
        f"resident set of any one of them, and less than {smallest} cannot be seen.",
        "Where another process takes a core, Stet's threads gain nothing in wall time: CPU ratios are steadier.",
        "",
        f"- Command: `{command}`",
        *(f"- {name}: {value}" for name, value in machine.facts(run, load_before))]


def measured(run):
    if not run.rows:
        return []
    return table("llrrrrrrrrrl", [
        "work", "data", "Stet wall", "git wall", "ratio", "Stet CPU", "git CPU", "ratio",
        "Stet memory", "git memory", "runs", ""], [measured_cells(row) for row in run.rows])


def measured_cells(row):
    cells = [row.work, row.data]
    for field in ("wall", "cpu"):
        cells += [seconds(row.median("stet", field)), seconds(row.median("git", field)),
                  f"**{row.ratio(field)}**"]
    return cells + [megabytes(row.median("stet", "memory")), megabytes(row.median("git", "memory")),
                    str(len(row.stet)), row.note]


def beside_second(run):
    rows = [row for row in run.rows if row.second]
    if not rows:
        return []
    return ["## Beside a second git", "", "The one that the versions above name second.", "",
            *table("llrrrrrr", ["work", "data", "Stet wall", "second git wall", "ratio", "Stet CPU",
                                "second git CPU", "ratio"], [second_cells(row) for row in rows])]


def second_cells(row):
    cells = [row.work, row.data]
    for field in ("wall", "cpu"):
        cells += [seconds(row.median("stet", field)), seconds(row.median("second", field)),
                  f"**{row.ratio(field, 'second')}**"]
    return cells


def floors(run):
    rows = [row for row in run.rows if row.floor]
    if not rows:
        return []
    return [
        "## Verification and its floor", "",
        "The floor only inflates every entry of every pack and hashes as many bytes as the objects",
        "have, on as many threads: no delta is applied, nothing is parsed or compared.", "",
        *table("lrrrrrr", ["data", "Stet wall", "floor wall", "Stet / floor", "Stet CPU",
                           "floor CPU", "Stet / floor"], [floor_cells(row) for row in rows])]


def floor_cells(row):
    cells = [row.data]
    for field in ("wall", "cpu"):
        ours, floor = row.median("stet", field), row.median("floor", field)
        cells += [seconds(ours), seconds(floor), f"**{ours / floor:.2f}**"]
    return cells


def sizes(run):
    rows = [row for row in run.rows if row.stet_size]
    if not rows:
        return []
    return ["## Sizes of `objects/`", "", "In bytes, packs, indexes and all else.", "",
            *table("llrrr", ["after", "data", "Stet", "git", "Stet / git"], [
                [row.work, row.data, f"{row.stet_size:,}", f"{row.git_size:,}",
                 f"**{row.stet_size / row.git_size:.2f}**"] for row in rows])]


def left_out(run):
    if not run.left_out:
        return []
    return ["## Left out", "", *(f"- {what}" for what in run.left_out)]


def failures(run):
    if not run.failures:
        return []
    return ["## Rows that failed", "", *(f"- {failure}" for failure in run.failures)]
