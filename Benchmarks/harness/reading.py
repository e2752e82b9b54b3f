"""Rows that read: one revision, one article's log, an article as of a date."""

import datetime
import re

from .benchmarks import Row
from .histories import blob_id
from .programs import GIT, STET, call, check, measure

AS_OF_SCRIPT = """commit=$(git -C "$1" rev-list -1 --before="$2" main -- "$3")
git -C "$1" cat-file -p "$commit:$3"
"""


def cat(run, corpus):
    article, versions = corpus.longest()
    cat_revision(run, f"{corpus.name}, packed, the latest", corpus.archive, article)
    cat_revision(run, f"{corpus.name}, packed, from the middle", corpus.archive,
                 f"{article}@{max(1, len(versions) // 2)}")


def cat_revision(run, label, archive, revision):
    """Prints one revision; git gets the blob's id, and so has less to look for."""
    content = call([STET, "cat", revision, "--store", archive])
    blob, folder = blob_id(content), archive / ".stet"
    check(call([*GIT, "-C", folder, "cat-file", "-p", blob]) == content, "the bytes differ")
    row = Row("cat, whole process", label,
              note=f"{len(content):,} bytes; git is given the blob's id")
    for _ in range(run.rounds * run.samples):
        row.stet.append(measure([STET, "cat", revision, "--store", archive]))
        row.git.append(measure(["git", "-C", folder, "cat-file", "-p", blob]))
    run.keep(row)


def help_both(corpus):
    """What each side keeps to find an article's commits faster."""
    call([STET, "maintain", "--store", corpus.archive])
    call([*GIT, "-C", corpus.repository, "commit-graph", "write", "--reachable", "--changed-paths"])


def log(run, corpus):
    article, versions = corpus.longest()
    help_both(corpus)
    row = Row("log of one article", corpus.name)
    ours, theirs = corpus.folder / "ours.txt", corpus.folder / "theirs.txt"
    for _ in range(run.rounds):
        row.stet.append(
            measure([STET, "log", "--json", article, "--store", corpus.archive], ours))
        row.git.append(measure(
            ["git", "-C", corpus.repository, "log", "--format=%H %at", "main", "--", article],
            theirs))
    counts = [len(path.read_text().splitlines()) for path in (ours, theirs)]
    check(counts[0] == counts[1] == len(versions), f"{counts} revisions of {len(versions)}")
    commits = int(call([*GIT, "-C", corpus.repository, "rev-list", "--count", "main"]))
    row.note = f"{counts[0]} of {commits:,} commits; git with changed-path Bloom filters"
    run.keep(row)


def as_of(run, corpus):
    article, _ = corpus.longest()
    date = middle_date(corpus, article)
    script = corpus.folder / "as-of.sh"
    script.write_text(AS_OF_SCRIPT)
    help_both(corpus)
    row = Row("article as of a date", corpus.name, note="git: rev-list -1 --before, then cat-file")
    ours, theirs = corpus.folder / "ours.txt", corpus.folder / "theirs.txt"
    for _ in range(run.rounds):
        row.stet.append(
            measure([STET, "cat", f"{article}@{date}", "--store", corpus.archive], ours))
        row.git.append(measure(["sh", script, corpus.repository, date, article], theirs))
    check(ours.read_bytes() == theirs.read_bytes(), f"the bytes of {article}@{date} differ")
    run.keep(row)


def search(run, corpus):
    """Since when articles have a phrase, and until when."""
    phrase = known_phrase(corpus)
    # The first search makes the index, as the first log of git's makes its own.
    call([STET, "search", phrase, "--store", corpus.archive])
    row = Row("when a phrase came and went", corpus.name,
              note="git: log -S; the index of words was made before")
    ours, theirs = corpus.folder / "ours.txt", corpus.folder / "theirs.txt"
    for _ in range(run.rounds):
        row.stet.append(measure(
            [STET, "search", "--changes", "--json", f'"{phrase}"', "--store", corpus.archive], ours))
        row.git.append(measure(
            ["git", "-C", corpus.repository, "log", "--format=%H", f"-S{phrase}", "main"], theirs))
    counts = [len(path.read_text().splitlines()) for path in (ours, theirs)]
    check(all(counts), f"{phrase}: {counts} changes")
    run.keep(row)


def known_phrase(corpus):
    """Three words of the first revision of the article that has the most."""
    _, versions = corpus.longest()
    text = corpus.contents({versions[-1]})[versions[-1]].decode(errors="replace")
    phrases = re.findall(r"(?<!\S)[^\W\d_]{4,} [^\W\d_]{4,} [^\W\d_]{4,}(?!\S)", text)
    return phrases[len(phrases) // 2]


def middle_date(corpus, article):
    """When the middle one of an article's revisions was committed."""
    times = call([*GIT, "-C", corpus.repository, "log", "--format=%ct", "main", "--",
                  article]).decode().split()
    time = datetime.datetime.fromtimestamp(int(times[len(times) // 2]), datetime.timezone.utc)
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
