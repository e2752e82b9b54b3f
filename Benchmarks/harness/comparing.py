"""Rows that compare two revisions: one process for a pair, and one for all."""

import json

from .benchmarks import Row
from .programs import STET, TOOLS, call, check, fresh, measure


def diff(run, corpus):
    pairs = corpus.pairs(run.pair_count)
    check(pairs, "no article has two revisions")
    diff_in_processes(run, corpus, pairs[:run.pair_count // 10])
    diff_in_one_process(run, corpus, pairs)


def diff_in_processes(run, corpus, pairs):
    """A process for each pair, as someone at a terminal starts it; git's one way has both of ours."""
    old, new = corpus.folder / "old.txt", corpus.folder / "new.txt"
    stet = [STET, "diff", "--exit-code", "--files", old, new]
    git = ["git", "diff", "--no-index", "--word-diff", old, new]
    note = f"{len(pairs)} pairs; medians over pairs"
    lines = Row("word diff of a pair, whole process", corpus.name, note=note)
    sentences = Row("diff of a pair, whole process", corpus.name,
                    note=f"{note}; Stet's own form, by sentences, against git's word diff")
    for old_text, new_text in pairs:
        old.write_bytes(old_text)
        new.write_bytes(new_text)
        lines.stet.append(measure([*stet, "--format", "word-diff"], statuses=(1,)))
        lines.git.append(measure(git, statuses=(1,)))
        sentences.stet.append(measure(stet, statuses=(1,)))
    sentences.git = lines.git
    run.keep(lines)
    run.keep(sentences)


def diff_in_one_process(run, corpus, pairs):
    """All pairs at once, so that starting a process weighs nothing: git compares folders."""
    for name, side in (("old", 0), ("new", 1)):
        folder = fresh(corpus.folder / name)
        folder.mkdir()
        for number, pair in enumerate(pairs):
            (folder / f"{number:04}.txt").write_bytes(pair[side])
    row = Row(f"word diff of {len(pairs):,} pairs, one process", corpus.name)
    ours = [TOOLS, "differences", "--pairs", corpus.pair_file(run.pair_count),
            "--format", "word-diff"]
    theirs = ["git", "diff", "--no-index", "--word-diff", "old", "new"]
    drawn = json.loads(call(ours))
    check(drawn["pairs"] == len(pairs) and drawn["drawn"] > 0, "not all pairs were drawn")
    headers = sum(line.startswith(b"diff --git ") for line in
                  call(theirs, folder=corpus.folder, statuses=(1,)).split(b"\n"))
    check(headers >= len(pairs), f"git compared {headers} pairs of {len(pairs)}")
    for _ in range(run.rounds):
        row.stet.append(measure(ours))
        row.git.append(measure(theirs, folder=corpus.folder, statuses=(1,)))
    row.note = "with drawing; one thread each; git reads two folders, Stet one file, pair by pair"
    run.keep(row)
