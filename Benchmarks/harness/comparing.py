"""Rows that compare two revisions: one process for a pair, and one for all."""

import json

from .benchmarks import Row
from .programs import STET, TOOLS, call, check, fresh, measure


def diff(run, corpus):
    pairs = corpus.pairs(20 if run.options.smoke else 1000)
    check(pairs, "no article has two revisions")
    file = corpus.folder / "pairs.bin"
    file.write_bytes(b"".join(
        len(text).to_bytes(4, "big") + text for pair in pairs for text in pair))
    result = json.loads(call(
        [TOOLS, "differences", "--pairs", file, "--rounds", str(min(3, run.rounds))]))
    check(result["pairs"] == len(pairs), "not all pairs were compared")
    run.differences.append((corpus.name, result))
    diff_in_processes(run, corpus, pairs[:5 if run.options.smoke else 100])
    diff_in_one_process(run, corpus, pairs, file)


def diff_in_processes(run, corpus, pairs):
    """A process for each pair, as someone at a terminal starts it."""
    old, new = corpus.folder / "old.txt", corpus.folder / "new.txt"
    row = Row("word diff of a pair, whole process", corpus.name,
              note=f"{len(pairs)} pairs; medians over pairs")
    for old_text, new_text in pairs:
        old.write_bytes(old_text)
        new.write_bytes(new_text)
        row.stet.append(measure(
            [STET, "diff", "--exit-code", "--format", "word-diff", "--files", old, new],
            statuses=(1,)))
        row.git.append(measure(
            ["git", "diff", "--no-index", "--word-diff", old, new], statuses=(1,)))
    run.keep(row)


def diff_in_one_process(run, corpus, pairs, file):
    """All pairs at once, so that starting a process weighs nothing: git compares folders."""
    for name, side in (("old", 0), ("new", 1)):
        folder = fresh(corpus.folder / name)
        folder.mkdir()
        for number, pair in enumerate(pairs):
            (folder / f"{number:04}.txt").write_bytes(pair[side])
    row = Row(f"word diff of {len(pairs):,} pairs, one process", corpus.name)
    ours = [TOOLS, "differences", "--pairs", file, "--format", "word-diff"]
    theirs = ["git", "diff", "--no-index", "--word-diff", "old", "new"]
    drawn = json.loads(call(ours))
    check(drawn["pairs"] == len(pairs) and drawn["drawn"] > 0, "not all pairs were drawn")
    headers = sum(line.startswith(b"diff --git ") for line in
                  call(theirs, folder=corpus.folder, statuses=(1,)).split(b"\n"))
    check(headers >= len(pairs), f"git compared {headers} pairs of {len(pairs)}")
    for _ in range(run.rounds):
        row.stet.append(measure(ours))
        row.git.append(measure(theirs, folder=corpus.folder, statuses=(1,)))
    row.note = "with drawing; one thread each; git reads two folders, Stet one file, held in memory"
    run.keep(row)
