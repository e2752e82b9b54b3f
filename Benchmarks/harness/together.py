"""Rows of many durable commits, by one process after the other and by several at once."""

import json
import os
import random
import shutil
import subprocess
import time

from .markdown import table
from .programs import ENVIRONMENT, GIT, STET, Failure, call, check, fresh
from .recording import commit_count

# An older program of ours to be measured beside, where this names one.
EARLIER = os.environ.get("STET_BENCH_STET")
COUNTS = (1, 2, 8, 32)

# One process for each commit: the shell makes the texts by itself, so that it costs next to nothing.
EACH = """set -e
words=$(cat "$3")
i=0
while [ $i -lt $4 ]; do
  printf 'Revision %s by %s.\\n%s' $i "$2" "$words" > "$5"
  "$1" commit "$5" --article "$2/$((i % 5))" -m "Revision $i" -q --store "$6"
  i=$((i + 1))
done
"""


def together(run):
    """As many commits in all, each durable before the next of the same writer."""
    folder = fresh(run.work / "together")
    folder.mkdir(parents=True)
    draw = random.Random(1)
    words = folder / "words.txt"
    words.write_text(" ".join(f"word{draw.randrange(3000)}" for _ in range(700)))
    (folder / "each.sh").write_text(EACH)
    programs = {"Stet": STET} | ({"the earlier one": EARLIER} if EARLIER else {})
    for way in (whole_processes, standing_processes):
        for count in COUNTS[:2] if run.options.smoke else COUNTS:
            # In turns, so that what else the machine does is shared.
            for _ in range(run.rounds):
                for name, program in programs.items():
                    rate = one_round(run, folder, way, count, program)
                    run.together.setdefault((way.__doc__, count), {}).setdefault(name, []).append(rate)
        run.publish()
    shutil.rmtree(folder)


def one_round(run, folder, way, writers, program):
    each = max(2, (8 if run.options.smoke else 640) // writers)
    archive = fresh(folder / "archive")
    call([program, "init", archive])
    commands = [way(folder, program, archive, number, each) for number in range(writers)]
    start = time.monotonic()
    processes = [subprocess.Popen([str(word) for word in command], env=ENVIRONMENT,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                 for command in commands]
    errors = [process.communicate()[1] for process in processes]
    seconds = time.monotonic() - start
    for process, error in zip(processes, errors):
        if process.returncode != 0:
            raise Failure(f"a writer: status {process.returncode}: {error.decode(errors='replace')[-2000:]}")
    count = commit_count(archive / ".stet")
    check(count == writers * each, f"{count} commits instead of {writers * each}")
    call([*GIT, "-C", archive / ".stet", "fsck", "--strict", "--no-progress", "--no-dangling"])
    return count / seconds


def whole_processes(folder, program, archive, number, each):
    """a process for each commit"""
    return ["sh", folder / "each.sh", program, f"writer-{number}", folder / "words.txt", each,
            folder / f"text-{number}.txt", archive]


def standing_processes(folder, program, archive, number, each):
    """`commit --batch --every 1`"""
    words = (folder / "words.txt").read_text()
    lines = folder / f"lines-{number}.jsonl"
    lines.write_text("".join(json.dumps(
        {"article": f"writer-{number}/{i % 5}", "text": f"Revision {i} by {number}.\n{words}"}) + "\n"
        for i in range(each)))
    return [program, "commit", "--batch", lines, "--every", "1", "--no-run", "-q", "--store", archive]


def section(run):
    if not run.together:
        return []
    names = list(next(iter(run.together.values())))
    return [
        "## Commits at once", "",
        "Durable commits of one text of about 6 KB each, a second, by so many writers at once: medians. Each writer",
        "waits until its commit is durable before it makes the next; who has the lock records for those that wait.", "",
        *table("lr" + "r" * len(names), ["by", "writers", *names], [
            [way, str(count), *(f"{median(rates[name]):,.0f}" for name in names)]
            for (way, count), rates in run.together.items()])]


def median(values):
    return sorted(values)[len(values) // 2]
