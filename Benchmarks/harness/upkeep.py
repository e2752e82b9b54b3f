"""Rows that go through a whole repository: verification and maintenance."""

import json
import os
import shutil

from .benchmarks import Row
from .histories import blobs
from .markdown import megabytes
from .programs import DURABLE, GIT, SECOND_GIT, STET, TOOLS, call, check, fresh, measure, size_of


def verify(run, corpus):
    verify_repository(run, corpus, corpus.archive / ".stet", f"{corpus.name}, imported archive")
    if corpus.original:
        verify_repository(run, corpus, corpus.original, f"{corpus.name}, plain repository")


def verify_repository(run, corpus, repository, label):
    row = Row("verify", label)
    said = corpus.folder / "verify.json"
    for _ in range(run.rounds):
        row.stet.append(measure([STET, "verify", "--json", "--store", repository], said))
        fsck(row, repository)
        row.floor.append(measure(
            [TOOLS, "floor", "--repository", repository, "--threads", str(os.cpu_count())]))
    result = json.loads(said.read_text())
    check(result["clean"], "Stet found damage")
    counts = dict(line.split(": ") for line in call(
        [*GIT, "-C", repository, "count-objects", "-v"]).decode().splitlines())
    objects = int(counts["count"]) + int(counts["in-pack"])
    check(result["objects"] == objects, f"{result['objects']} objects, git has {objects}")
    row.note = f"{objects:,} objects"
    run.keep(row)


def fsck(row, repository):
    """The same by each git."""
    for git, samples in ((GIT, row.git), (SECOND_GIT, row.second)):
        if git:
            samples.append(measure(
                [*git, "-C", repository, "fsck", "--full", "--strict", "--no-progress"]))


def maintain(run, corpus):
    row = Row("maintain --full", corpus.name)
    ours, theirs = corpus.folder / "maintained.stet", corpus.folder / "collected.git"
    # An aggressive collection of a large history takes minutes: once is enough.
    is_large = corpus.stream.stat().st_size > 1 << 26
    for _ in range(1 if is_large else run.rounds):
        for copy in (ours, theirs):
            shutil.copytree(corpus.archive / ".stet", fresh(copy))
        row.stet.append(measure([STET, "maintain", "--full", "--store", ours]))
        row.git.append(measure(
            [*GIT, *DURABLE, "-C", theirs, "gc", "--aggressive", "--prune=now", "--quiet"]))
    row.stet_size, row.git_size = size_of(ours / "objects"), size_of(theirs / "objects")
    check(blobs(ours) == blobs(theirs), "the blobs differ")
    call([*GIT, "-C", ours, "fsck", "--full", "--strict", "--no-progress"])
    packs = [megabytes(packs_size(side)) for side in (ours, theirs)]
    row.note = f"both from the imported archive; packs alone {packs[0]} and {packs[1]}"
    run.keep(row)
    shutil.rmtree(ours)
    shutil.rmtree(theirs)


def packs_size(repository):
    return sum(path.stat().st_size for path in (repository / "objects/pack").glob("*.pack"))
