"""Rows for scale: the same work on histories of growing length, and by which power it grows."""

import json
import math
import shutil

from .benchmarks import Row
from .histories import generated
from .markdown import megabytes, seconds, table
from .programs import DURABLE, GIT, SECOND_GIT, STET, call, check, fresh, measure
from .recording import import_by_git, import_stet
from .upkeep import fsck

# What a command may take: so much, and so much more for each object.
MEMORY_BASE, MEMORY_PER_OBJECT = 256 << 20, 64
# Beyond so many revisions `git gc --aggressive` takes hours.
LONGEST_COLLECTION = 100_000


def scale(run):
    """Each work at each length, once: what grows by a power shows in one run."""
    for count in lengths(run):
        corpus = generated(run.work, f"scale-{count}", count // 10, 10, 12)
        one_length(run, corpus, count)
        shutil.rmtree(corpus.folder)
        run.publish()


def lengths(run):
    """Powers of ten from a thousand."""
    longest = 1000 if run.options.smoke else run.options.scale
    return [10 ** power for power in range(3, int(math.log10(longest)) + 1)]


def one_length(run, corpus, count):
    row = Row("import", "")
    import_by_git(row, corpus)
    row.stet.append(import_stet(corpus)[0])
    store, said = corpus.archive / ".stet", corpus.folder / "said.json"
    verify = Row("verify", "", stet=[measure([STET, "verify", "--json", "--store", store], said)])
    result = json.loads(said.read_text())
    check(result["clean"], "Stet found damage")
    fsck(verify, store)
    rows = [row, verify,
            Row("stats", "", stet=[measure([STET, "stats", "--store", store])]),
            Row("maintain, nothing to gather", "",
                stet=[measure([STET, "maintain", "--store", store])]),
            Row("log -n 10", "", stet=[measure([STET, "log", "-n", "10", "--store", store])],
                git=[measure([*GIT, "-C", store, "log", "-n", "10", "main"])]),
            maintain_full(store, corpus, count)]
    for row in rows:
        run.scale.append((count, result["objects"], row))


def maintain_full(store, corpus, count):
    copy = corpus.folder / "collected.git"
    shutil.copytree(store, fresh(copy))
    row = Row("maintain --full", "", stet=[measure([STET, "maintain", "--full", "--store", store])])
    if count <= LONGEST_COLLECTION:
        row.git.append(measure(
            [*GIT, *DURABLE, "-C", copy, "gc", "--aggressive", "--prune=now", "--quiet"]))
    call([*GIT, "-C", store, "fsck", "--full", "--strict", "--no-progress"])
    return row


def section(run):
    if not run.scale:
        return []
    names = ["work", "revisions", "objects", "Stet wall", "Stet CPU", "Stet memory", "of the limit",
             "git CPU", "git memory", "ratio", *(["second git CPU", "ratio"] if SECOND_GIT else [])]
    order = list(dict.fromkeys(row.work for _, _, row in run.scale))
    rows = sorted(run.scale, key=lambda item: (order.index(item[2].work), item[0]))
    return [
        "## Scale", "",
        "Made-up histories, each measured once; ratios are git's CPU time by Stet's. Memory is the largest",
        "resident set, pages of mapped files among it; the limit is 256 MB and 64 bytes for each object.", "",
        *table("l" + "r" * (len(names) - 1), names, [cells(*item) for item in rows]), "",
        "By which power of the number of revisions each grows, from ten thousand on:", "",
        *table("lrr", ["work", "CPU", "memory"], growth(run, order))]


def cells(count, objects, row):
    ours = row.stet[0]
    limit = MEMORY_BASE + MEMORY_PER_OBJECT * objects
    line = [row.work, f"{count:,}", f"{objects:,}", seconds(ours.wall), seconds(ours.cpu),
            megabytes(ours.memory), f"{ours.memory / limit:.0%}"]
    line += ([seconds(row.git[0].cpu), megabytes(row.git[0].memory), f"**{row.ratio('cpu')}**"]
             if row.git else ["", "", ""])
    if SECOND_GIT:
        line += ([seconds(row.second[0].cpu), f"**{row.ratio('cpu', 'second')}**"]
                 if row.second else ["", ""])
    return line


def growth(run, order):
    """The slope of a line through the logarithms of what was measured."""
    lines = []
    for work in order:
        points = [(count, row.stet[0]) for count, _, row in run.scale
                  if row.work == work and count >= 10_000]
        if len(points) > 1:
            lines.append([work, *(
                f"{slope([(count, getattr(sample, field)) for count, sample in points]):.2f}"
                for field in ("cpu", "memory"))])
    return lines


def slope(points):
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (sum(values) / len(logs) for values in zip(*logs))
    return (sum((x - mean_x) * (y - mean_y) for x, y in logs)
            / sum((x - mean_x) ** 2 for x, _ in logs))
