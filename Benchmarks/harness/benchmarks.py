"""One run: which rows are wanted, what they measured, and what failed."""

import dataclasses
import datetime
import statistics
import sys

from .markdown import times
from .programs import Failure


@dataclasses.dataclass
class Row:
    """One line of the table: what Stet and git took for the same work."""
    work: str
    data: str
    stet: list = dataclasses.field(default_factory=list)
    git: list = dataclasses.field(default_factory=list)
    second: list = dataclasses.field(default_factory=list)
    floor: list = dataclasses.field(default_factory=list)
    stet_size: int = 0
    git_size: int = 0
    note: str = ""

    def median(self, side, field):
        return statistics.median(getattr(sample, field) for sample in getattr(self, side))

    def ratio(self, field, side="git"):
        ours = self.median("stet", field)
        return times(self.median(side, field) / ours) if ours else "-"


class Benchmarks:
    """What the rows write into; each row is a function that gets this and a corpus."""

    def __init__(self, options, work):
        self.options, self.work = options, work
        self.rounds = options.rounds
        self.samples = 2 if options.smoke else 10
        self.pair_count = 20 if options.smoke else 1000
        self.rows, self.pair_rows, self.scores, self.scale = [], [], None, []
        # Commits a second, by the way, the number of writers and the program.
        self.together = {}
        self.failures, self.left_out = [], []
        self.corpora = []
        # Called after each row, so that a run cut short leaves what it measured.
        self.publish = lambda: None

    def wants(self, name):
        return not self.options.only or name in self.options.only

    def attempt(self, name, function, *corpora):
        """Runs one row; a row that fails does not end the others."""
        if not self.wants(name):
            return
        place = " ".join([name, *(corpus.name for corpus in corpora)])
        print(f"{datetime.datetime.now():%H:%M:%S} {place}", file=sys.stderr, flush=True)
        try:
            function(self, *corpora)
        except (Failure, OSError, ValueError, KeyError, IndexError) as error:
            self.failures.append(f"{place}: {type(error).__name__}: {error}")
            print(f"FAILED {self.failures[-1]}", file=sys.stderr, flush=True)
        self.publish()

    def leave_out(self, what):
        """Says what cannot be measured here, which is no failure."""
        self.left_out.append(what)
        print(f"    left out: {what}", file=sys.stderr, flush=True)

    def keep(self, row):
        self.rows.append(row)
        print(f"    {row.work}, {row.data}: wall {row.ratio('wall')}, CPU {row.ratio('cpu')}",
              file=sys.stderr, flush=True)
