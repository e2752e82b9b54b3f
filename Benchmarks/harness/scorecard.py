"""The diff engine on a scorecard of pairs whose true edits are known, beside other engines.

The scorecard stands in a folder of its own: score.py, adversarial.py and gen_pairs.py, the pairs, and
PEERS.md with the figures of the other engines on the same pairs. Nothing of it is kept here.
"""

import dataclasses
import importlib.util
import pathlib
import shlex
import shutil
import subprocess
import sys

from .markdown import read_tables, table
from .programs import STET, call, check, fresh

MODULES = ["numpy", "rapidfuzz", "regex"]
ENGINE = shlex.join([STET, "diff", "--batch"])
# Pairs that nobody has seen, made of the texts in these Debian packages.
SEEDS = [101, 202, 303]
TEXTS = [pathlib.Path("/usr/share/doc/anarchism"), pathlib.Path("/usr/share/doc/debian-handbook")]

# The tables of score.py by the first word above them, and what this report calls them.
SETS = {
    "synthetic": "Generated edits whose truth is known", "ota": "Terms of service, real revisions",
    "gesetze": "Laws, real revisions", "adversarial": "Adversarial pairs, about 1 MB a side, in seconds",
}
AIMS = {
    "synthetic": {
        "exact/ws of N": "all", "effort": "0.82", "tiny": "0.20", "midword": "0", "sentF1": "0.99",
        "mvR": "0.98", "mvP": "0.98", "whole": "0.99", "intact": "0.999", "hunks/edit": "1.50"},
    "ota": {"exact/ws of N": "all", "effort": "1.05", "effort gmean": "1.00", "ms med": "0.7",
            "ms p95": "6.2"},
    "gesetze": {"exact/ws of N": "all", "effort": "1.05", "effort gmean": "1.00", "ms med": "0.1",
                "ms p95": "3"},
}


@dataclasses.dataclass
class Scores:
    """The scorecard's own table of each set, of Stet and of the peers, and what is said of those."""
    stet: dict
    peers: dict
    about_peers: str
    has_other_seeds: bool


def against_peers(run):
    source = run.options.scorecard
    if not (source / "score.py").is_file():
        return run.leave_out("the scorecard: there is none beside the checkout; see --scorecard")
    python = python_with_modules(run.work / "python")
    if not python:
        return run.leave_out(f"the scorecard: it needs Python with {', '.join(MODULES)}")
    folder = writable_copy(source, run.work / "scorecard")
    peers = (folder / "PEERS.md").read_text()
    has_texts = all(text.is_dir() for text in TEXTS) and not run.options.smoke
    score(python, folder, is_smoke=run.options.smoke)
    for seed in SEEDS if has_texts else []:
        score_seed(python, folder, seed)
    stet = tables_by_set(call([python, "score.py", "table"], folder).decode())
    run.scores = Scores(stet, tables_by_set(peers), introduction(peers), has_texts)
    check_scores(run.scores)
    print(f"    {in_short(stet)}", file=sys.stderr, flush=True)


def python_with_modules(folder):
    """This Python where it has all that score.py imports, else one of its own, else `None`."""
    if all(importlib.util.find_spec(name) for name in MODULES):
        return sys.executable
    python = folder / "bin/python"
    # In the user's environment: it says where packages come from.
    for command in ([sys.executable, "-m", "venv", folder],
                    [python, "-m", "pip", "install", "--quiet", *MODULES]):
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr).returncode != 0:
            return None
    return python


def writable_copy(source, target):
    """A copy of the scorecard to work in, without what others scored in it."""
    shutil.copytree(source, fresh(target))
    for path in [target, *target.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
    for result in (target / "results").glob("*.json"):
        result.unlink()
    return target


def score(python, folder, is_smoke):
    """Stet's answers on the pairs that the peers had; for a smoke test on a few of them."""
    few = ["--limit", "5"] if is_smoke else []
    # One set after the other, so that a limit takes some of each.
    for pairs in ("pairs/synth.jsonl", "pairs/real.jsonl"):
        call([python, "score.py", "run", "--name", "Stet", "--cmd", ENGINE, *few, pairs], folder)
    if not is_smoke:
        adversarial = folder / "pairs/adv.jsonl"
        adversarial.write_bytes(call([python, "adversarial.py"], folder))
        call([python, "score.py", "adv", "--name", "Stet", "--cmd", ENGINE, adversarial], folder)


def score_seed(python, folder, seed):
    """Stet's answers on pairs that nobody has tuned it for."""
    pairs = folder / f"pairs/seed-{seed}.jsonl"
    pairs.write_bytes(call([python, "gen_pairs.py", "200", str(seed)], folder))
    call([python, "score.py", "run", "--name", f"Stet, seed {seed}", "--cmd", ENGINE, pairs], folder)


def tables_by_set(text):
    """Names and rows of each set. The first table is the synthetic one, with no title of its own."""
    tables = {}
    for title, names, rows in read_tables(text):
        tables[title.split()[0] if tables else "synthetic"] = (names, rows)
    return tables


def introduction(text):
    """What is said of the peers above their tables."""
    lines = text.split("\n|")[0].splitlines()
    return " ".join(line for line in lines if line and not line.startswith(("#", "The first table")))


def check_scores(scores):
    for name, (names, rows) in scores.stet.items():
        check(name not in SETS or names == scores.peers[name][0], f"{name}: other columns than the peers'")
    exact = {row[1] for name in ("synthetic", "ota", "gesetze") for row in scores.stet[name][1]}
    check(all(len(set(counts.split("/"))) == 1 for counts in exact), f"not all exact: {exact}")
    _, rows = scores.stet.get("adversarial", ([], []))
    check(all(cell[0].isdigit() for row in rows for cell in row[1:]), f"adversarial: {rows}")


def in_short(stet):
    names, rows = stet["synthetic"]
    return "; ".join(f"{row[0]}: effort {row[names.index('effort')]}" for row in rows)


# The report


def section(run):
    if not run.scores:
        return []
    scores = run.scores
    lines = [
        "## The diff engine on the scorecard", "",
        "The same pairs for every engine; Stet's figures were measured in this run by `stet diff --batch`, the",
        "peers' are those that the scorecard has on record:", "", f"> {scores.about_peers}", "",
        "`exact/ws`: answers that rebuild both texts byte for byte, and but for white space. `effort`: deleted and",
        "inserted words, hunks and moves, over the best possible without moves; lower is better, as for `D/Dmin`",
        "(words alone) and `tiny` (kept islands of one or two words). `midword`: cuts inside words. `spur`: kept",
        "words that link sentences which do not correspond. `edR`, `sentF1`: surviving words and sentences that",
        "are linked. `mvR`, `mvP`: moves found, and moves that are true. `whole`, `intact`: new or gone sentences",
        "shown whole, unchanged ones left alone. `ms`: of a pair. In the last table T is out of time, F a failure."]
    for name, title in SETS.items():
        if name in scores.stet:
            lines += ["", f"### {title}", "", *set_table(scores, name)]
        if name == "synthetic":
            lines += ["", *seeds_table(scores)]
    return lines


def set_table(scores, name):
    """Stet, what it aims at, and all the peers."""
    names, peers = scores.peers[name]
    ours = [row for row in scores.stet[name][1] if row[0] == "Stet"]
    aims = AIMS.get(name)
    goal = [["*aim*", *(aims.get(column, "") for column in names[1:])]] if aims else []
    engines = {row[0] for row in scores.peers["synthetic"][1]}
    return table("l" + "r" * (len(names) - 1), names,
                 [[f"**{cell}**" for cell in row] for row in ours] + goal
                 + [row for row in peers if row[0] in engines])


def seeds_table(scores):
    if not scores.has_other_seeds:
        return ["Pairs of other seeds were left out: they need the Debian packages anarchism and debian-handbook."]
    names, rows = scores.stet["synthetic"]
    return ["Other pairs of the same generator, 200 for each seed, which no peer was measured on:", "",
            *table("l" + "r" * (len(names) - 1), names,
                   sorted(row for row in rows if row[0] != "Stet"))]
