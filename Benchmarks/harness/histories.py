"""The histories that are measured: made up, or real ones from bundles."""

import hashlib
import random
import sys

from .markdown import megabytes
from .programs import GIT, TOOLS, call, fresh


class Corpus:
    """A history: as a stream, as a git repository, and as an archive of Stet's."""

    def __init__(self, name, folder, stream, description):
        self.name, self.folder, self.stream = name, folder, stream
        self.description = description
        self.archive = folder / "imported.stet"
        self.repository = folder / "imported.git"
        self.original = None

    def facts(self):
        """What git says is in the history: how many commits, and each change."""
        count = int(call([*GIT, "-C", self.repository, "rev-list", "--count", "--all"]))
        raw = call([*GIT, "-C", self.repository, "log", "--all", "--format=", "--raw", "--no-abbrev",
                    "--no-renames", "-z", "main"])
        fields = raw.split(b"\0")
        return count, list(zip(fields[0::2], fields[1::2]))

    def articles(self):
        """Paths with their blobs, the newest first, of regular files that are still there."""
        history = {}
        for change, path in self.facts()[1]:
            words = change.split()
            history.setdefault(path.decode(), []).append((words[3].decode(), words[4].decode()))
        return {path: [blob for blob, _ in blobs] for path, blobs in history.items()
                if all(status != "D" for _, status in blobs)}

    def longest(self):
        """The article with the most revisions."""
        return max(sorted(self.articles().items()), key=lambda item: len(item[1]))

    def pairs(self, count):
        """Consecutive revisions of articles, at random but the same in every run."""
        articles = self.articles()
        pairs = [(new, old) for path, versions in sorted(articles.items())
                 for new, old in zip(versions, versions[1:]) if new != old]
        random.Random(1).shuffle(pairs)
        chosen = pairs[:count]
        texts = self.contents({blob for pair in chosen for blob in pair})
        return [(texts[old], texts[new]) for new, old in chosen]

    def pair_file(self, count):
        """The same pairs in one file: each text after its byte count (4 bytes, the highest first)."""
        file = self.folder / "pairs.bin"
        if not file.exists():
            file.write_bytes(b"".join(
                len(text).to_bytes(4, "big") + text for pair in self.pairs(count) for text in pair))
        return file

    def contents(self, wanted):
        """The bytes of blobs by their ids."""
        request = self.folder / "blobs.txt"
        request.write_text("".join(f"{blob}\n" for blob in sorted(wanted)))
        output = call([*GIT, "-C", self.repository, "cat-file", "--batch"], input=request)
        texts, position = {}, 0
        while position < len(output):
            end = output.index(b"\n", position)
            blob, _, size = output[position:end].decode().split()
            texts[blob] = output[end + 1:end + 1 + int(size)]
            position = end + 2 + int(size)
        return texts


def blobs(repository):
    """All blobs of a repository: ids and sizes, hashed."""
    lines = call([*GIT, "-C", repository, "cat-file", "--batch-all-objects", "--unordered",
                  "--batch-check=%(objecttype) %(objectname) %(objectsize)"]).splitlines()
    lines = sorted(line for line in lines if line.startswith(b"blob "))
    return len(lines), hashlib.sha256(b"\n".join(lines)).hexdigest()


def blob_id(content):
    """The id that git gives these bytes."""
    return hashlib.sha256(b"blob %d\0" % len(content) + content).hexdigest()


def generated(work, name, articles, revisions, sentences, seed=1):
    """A history that is made up, the same in every run."""
    folder = fresh(work / name)
    folder.mkdir(parents=True)
    stream = folder / "history.stream"
    numbers = {"articles": articles, "revisions": revisions, "sentences": sentences, "seed": seed}
    options = [word for option, value in numbers.items() for word in (f"--{option}", str(value))]
    stream.write_bytes(call([TOOLS, "generate", *options]))
    print(f"seed {seed}: {name}", file=sys.stderr)
    return Corpus(name, folder, stream,
                  f"made up by `stet-benchmarks generate {' '.join(options)}`: {articles:,} articles, "
                  f"{articles * revisions:,} revisions, half of them one line")


def bundled(work, bundle):
    """A real history, from a bundle of its repository."""
    folder = fresh(work / bundle.stem)
    folder.mkdir(parents=True)
    repository, stream = folder / "original.git", folder / "history.stream"
    call(["git", "clone", "--quiet", "--bare", "--mirror", bundle, repository])
    stream.write_bytes(
        call([*GIT, "-C", repository, "fast-export", "--all", "--signed-tags=strip"]))
    corpus = Corpus(bundle.stem, folder, stream, f"a stream of {megabytes(stream.stat().st_size)} "
                    f"from a real history; its bundle has {megabytes(bundle.stat().st_size)}")
    corpus.original = repository
    return corpus


def corpora(options, work):
    """What this run measures: for a smoke test one small history, else all that are there."""
    if options.smoke:
        return [generated(work, "smoke", articles=20, revisions=6, sentences=15)]
    found = [generated(work, "generated", articles=2_000, revisions=5, sentences=40)]
    if options.corpora.is_dir():
        found += [bundled(work, bundle) for bundle in sorted(options.corpora.glob("*.bundle"))]
    return found
