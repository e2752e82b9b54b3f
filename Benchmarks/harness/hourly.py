"""The row of a job that looks at many pages every hour, of which few have changed."""

import json
import random
import shutil

from .benchmarks import Row
from .histories import blob_id
from .programs import DURABLE, GIT, STET, call, check, fresh, measure
from .recording import commit_count

# What people do with git: each page is added, and recorded where it was changed. `git commit -- PAGE`,
# one command for each page, took a quarter more CPU time.
EACH_PAGE = f"""set -e
cd "$1"
git="{' '.join([*GIT, *DURABLE])}"
while read -r page; do
  $git add -- "$page"
  $git diff --cached --quiet || $git commit --quiet -m "Seen"
done
"""


class Pages:
    """The pages as the job fetches them: all are written anew, whatever they say."""

    def __init__(self, folder, count):
        self.folder, self.random = folder, random.Random(1)
        self.names = [f"page-{number:03}.txt" for number in range(count)]
        self.texts = {name: self.text() for name in self.names}

    def text(self):
        return [f"word{self.random.randrange(3000)}" for _ in range(700)]

    def change(self, count):
        """Another word in some pages, which are returned."""
        changed = self.random.sample(self.names, count)
        for name in changed:
            self.texts[name] = [*self.texts[name]]
            self.texts[name][self.random.randrange(700)] = f"other{self.random.randrange(10**6)}"
        return sorted(changed)

    def content(self, name):
        return " ".join(self.texts[name]).encode()

    def write(self, folder):
        for name in self.names:
            (folder / name).write_bytes(self.content(name))

    def lines(self, folder):
        """One run for `commit --batch`, over the files that git reads, too."""
        file = self.folder / "run.jsonl"
        file.write_text("".join(
            json.dumps({"article": name, "file": str(folder / name), "message": "Seen"}) + "\n"
            for name in self.names))
        return file

    def stream(self, changed):
        """The changes alone for `git fast-import`, which looks at no other page."""
        file = self.folder / "changes.stream"
        file.write_bytes(b"".join(
            b"commit refs/heads/main\ncommitter Sample Reporter <sample@example.org> now\n"
            b"data 5\nSeen\n" + (b"from refs/heads/main^0\n" if number == 0 else b"")
            + b"M 100644 inline %s\ndata %d\n%s\n" % (
                name.encode(), len(self.content(name)), self.content(name))
            for number, name in enumerate(changed)) + b"done\n")
        return file


def hourly(run):
    """One process for all pages, beside a git process for each, and the least that git can do."""
    count, changes = (30, 3) if run.options.smoke else (500, 20)
    folder = fresh(run.work / "hourly")
    folder.mkdir(parents=True)
    pages = Pages(folder, count)
    archive, repository = prepare(folder, pages)
    work = f"hourly run over {count} pages, {changes} changed"
    each = Row(work, "against git, page by page",
               note=f"{changes + 1} commits by one process; {changes} by {2 * count + changes:,} of "
               "git's: add, diff --cached, commit")
    least = Row(work, "against `git fast-import`", stet=each.stet,
                note=f"git is told which {changes} pages were changed, and reads no other")
    for _ in range(run.rounds):
        one_round(folder, pages, archive, repository, changes, each, least)
    run.keep(each)
    run.keep(least)
    shutil.rmtree(folder)


def prepare(folder, pages):
    """All pages recorded by both: the archive after its first run, and a repository with its files."""
    archive, repository = folder / "before.stet", folder / "before"
    call([*GIT, "init", "--quiet", "--object-format=sha256", "--initial-branch=main", repository])
    pages.write(repository)
    call([*GIT, "-C", repository, "add", "."])
    call([*GIT, "-C", repository, "commit", "--quiet", "-m", "The first run"])
    call([STET, "init", archive])
    call([STET, "commit", "--batch", pages.lines(repository), "--store", archive])
    return archive, repository


def one_round(folder, pages, archive, repository, changes, each, least):
    ours, theirs, fast = folder / "run.stet", folder / "run", folder / "fast"
    for old, new in ((archive, ours), (repository, theirs), (repository, fast)):
        shutil.copytree(old, fresh(new))
    changed = pages.change(changes)
    pages.write(theirs)
    names, script = folder / "names.txt", folder / "each.sh"
    names.write_text("".join(f"{name}\n" for name in pages.names))
    script.write_text(EACH_PAGE)
    lines, stream = pages.lines(theirs), pages.stream(changed)
    sides = {ours / ".stet": changes + 1, theirs: changes, fast: changes}
    before = {side: commit_count(side) for side in sides}
    each.stet.append(measure([STET, "commit", "--batch", lines, "--store", ours]))
    each.git.append(measure(["sh", script, theirs], input=names))
    least.git.append(measure(
        [*GIT, *DURABLE, "-C", fast, "fast-import", "--quiet", "--done", "--date-format=now"],
        input=stream))
    for side, expected in sides.items():
        added = commit_count(side) - before[side]
        check(added == expected, f"{side.name}: {added} commits instead of {expected}")
        for name in changed:
            blob = blob_id(pages.content(name))
            check(call([*GIT, "-C", side, "cat-file", "-t", blob]) == b"blob\n", "no blob")
    verified = json.loads(call([STET, "verify", "--json", "--store", ours]))
    check(verified["clean"] and verified["complete"], "Stet's archive is not clean")
    # The next round starts with these texts in neither, so that each records the same number.
    for name in changed:
        pages.texts[name] = call([*GIT, "-C", repository, "show", f"HEAD:{name}"]).decode().split()
