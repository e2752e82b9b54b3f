"""Rows that write revisions: whole histories, and one by one."""

import random
import re
import shutil

from .benchmarks import Row
from .histories import blob_id, blobs
from .programs import DURABLE, GIT, SECOND_GIT, STET, call, check, fresh, measure, size_of
from .reading import cat_revision

# The steps that record one file in git, without a work tree.
COMMIT_SCRIPT = """set -e
export GIT_INDEX_FILE="$1/benchmark.index"
git="git -c core.fsync=all --git-dir=$1"
blob=$($git hash-object -w "$3")
if parent=$($git rev-parse --quiet --verify refs/heads/main); then
  $git read-tree "$parent"
  set -- "$1" "$2" "$3" -p "$parent"
else
  $git read-tree --empty
  parent=0000000000000000000000000000000000000000000000000000000000000000
fi
$git update-index --add --cacheinfo "100644,$blob,$2"
tree=$($git write-tree)
path=$2
shift 3
commit=$($git commit-tree "$@" -m "Revision of $path" "$tree")
$git update-ref refs/heads/main "$commit" "$parent"
"""


def import_stet(corpus):
    call([STET, "init", fresh(corpus.archive)])
    output = corpus.folder / "import.txt"
    sample = measure([STET, "import", "-", "--store", corpus.archive], output, corpus.stream)
    return sample, output.read_text()


def import_git(corpus, git=GIT):
    init_git(corpus.repository)
    return measure([*git, *DURABLE, "-C", corpus.repository, "fast-import", "--quiet"],
                   input=corpus.stream)


def import_by_git(row, corpus):
    """The same by each git; the repository that stays is the first one's."""
    if SECOND_GIT:
        row.second.append(import_git(corpus, SECOND_GIT))
    row.git.append(import_git(corpus))


def init_git(repository):
    call([*GIT, "init", "--quiet", "--bare", "--object-format=sha256", "--initial-branch=main",
          fresh(repository)])


def prepare(corpus):
    """Both imports, as every other row needs them."""
    if not (corpus.archive.exists() and corpus.repository.exists()):
        import_stet(corpus)
        import_git(corpus)


def imports(run, corpus):
    row = Row("import", corpus.name)
    for _ in range(run.rounds):
        sample, said = import_stet(corpus)
        row.stet.append(sample)
        import_by_git(row, corpus)
    row.stet_size = size_of(corpus.archive / ".stet/objects")
    row.git_size = size_of(corpus.repository / "objects")
    commits, changes = corpus.facts()
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", said)]
    # imported R revisions of A articles from C commits
    check(numbers[2] == commits, f"Stet read {numbers[2]} commits, git {commits}")
    check(numbers[0] == len(changes), f"{numbers[0]} revisions, git has {len(changes)} changes")
    check(blobs(corpus.archive / ".stet") == blobs(corpus.repository), "the blobs differ")
    row.note = f"{numbers[0]:,} revisions of {numbers[1]:,} articles"
    run.keep(row)


def commits(run, corpus):
    """One durable commit after the other, onto a history that is there."""
    ours, theirs = corpus.folder / "commit.stet", corpus.folder / "commit.git"
    shutil.copytree(corpus.archive, fresh(ours))
    shutil.copytree(corpus.repository, fresh(theirs))
    commit_onto(run, f"onto {corpus.name}", ours, theirs)
    shutil.rmtree(ours)
    shutil.rmtree(theirs)


def first_commits(run):
    """The same, onto nothing; and reading from one of the small packs that this leaves."""
    ours, theirs = run.work / "small/commit.stet", run.work / "small/commit.git"
    call([STET, "init", fresh(ours)])
    init_git(theirs)
    commit_onto(run, "onto an empty archive", ours, theirs)
    cat_revision(run, "small, as commits leave it", ours, "new/article-1.txt")
    shutil.rmtree(ours.parent)


def commit_onto(run, label, ours, theirs):
    script, file = theirs.parent / "commit.sh", theirs.parent / "revision.txt"
    script.write_text(COMMIT_SCRIPT)
    row = Row("commit, whole process", label, note="git: seven commands in one shell script")
    random_numbers = random.Random(1)
    # An import leaves out what changed nothing, so each side is counted by itself.
    before = {side: commit_count(side) for side in (ours / ".stet", theirs)}
    added = []
    for number in range(run.rounds * run.samples):
        name = f"new/article-{number % 5}.txt"
        file.write_text(" ".join(f"word{random_numbers.randrange(3000)}" for _ in range(700)))
        added.append(blob_id(file.read_bytes()))
        row.stet.append(measure(
            [STET, "commit", file, "--article", name, "-m", f"Revision of {name}", "--store", ours]))
        row.git.append(measure(["sh", script, theirs, name, file]))
    for side, count in before.items():
        check_commits(side, count, added)
    run.keep(row)


def check_commits(side, count_before, added):
    count = commit_count(side) - count_before
    check(count == len(added), f"{side.name}: {count} commits instead of {len(added)}")
    for blob in added:
        check(call([*GIT, "-C", side, "cat-file", "-t", blob]) == b"blob\n", "no blob")
    call([*GIT, "-C", side, "fsck", "--no-progress", "--connectivity-only"])


def commit_count(repository):
    return int(call([*GIT, "-C", repository, "rev-list", "--count", "--all"]))
