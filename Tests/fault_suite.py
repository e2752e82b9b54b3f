"""What `faults`, `damage` and `soak` share: programs that are watched, archives, and a tally."""
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

# What README's table of exit statuses lists.
DOCUMENTED = {0, 1, 2, 3, 4, 5, 6, 130}
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
    "TZ": "UTC", "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
    # A crash is told by its signal; drawing its stack takes seconds.
    "SWIFT_BACKTRACE": "enable=no",
}


class Result:
    """How a program ended: its status (negative for a signal, None where it hung) and its words."""

    def __init__(self, command, status, output, error):
        self.command, self.status, self.output = command, status, output
        self.error = error.decode(errors="replace")

    @property
    def text(self):
        return self.output.decode(errors="replace") + self.error

    @property
    def hung(self):
        return self.status is None

    @property
    def crashed(self):
        """Whether a signal ended it; `strace` and shells add 128 to one."""
        return self.status is not None and (self.status < 0 or self.status in range(131, 160))

    def __str__(self):
        return f"status {self.status}: {self.text.strip()[:600]}"


def run(*command, cwd=None, input=None, timeout=60):
    """Runs a program in a group of its own, which is killed where it takes more than `timeout` seconds."""
    process = subprocess.Popen(
        command, cwd=cwd, env=ENVIRONMENT, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        output, error = process.communicate(input, timeout=timeout)
        return Result(command, process.returncode, output, error)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, error = process.communicate()
        return Result(command, None, output, error)


def demand(*command, **options):
    """Runs what has to work: the preparation of a suite."""
    result = run(*command, **options)
    if result.status != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {result}")
    return result.output


class Stet:
    """The built program."""

    def __init__(self, program):
        self.program = os.path.abspath(program)

    def __call__(self, store, command, *words, **options):
        return run(self.program, command, *words, "--store", str(store), **options)

    def do(self, store, command, *words, **options):
        return demand(self.program, command, *words, "--store", str(store), **options)

    def revisions(self, store):
        """By commit id, the bytes of each revision of a whole archive."""
        ids = demand("git", "-C", str(store), "rev-list", "HEAD").decode().split()
        return {commit: self.do(store, "cat", commit) for commit in ids}

    def unreadable(self, store, revisions):
        """Those of the revisions whose bytes `stet cat` does not give."""
        return [commit for commit, content in revisions.items()
                if not self.gives(self(store, "cat", commit), content)]

    @staticmethod
    def gives(result, content):
        return result.status == 0 and result.output == content


def complaints(repository, *words):
    """What `git fsck --strict` finds; nothing for a whole repository."""
    result = run("git", "-C", str(repository), "fsck", "--full", "--strict", "--no-dangling",
                 "--no-progress", *words, timeout=120)
    lines = [line for line in result.text.splitlines() if not line.startswith("notice:")]
    return lines or ([f"git fsck: {result}"] if result.status != 0 else [])


def head(repository):
    result = run("git", "-C", str(repository), "rev-parse", "-q", "--verify", "HEAD")
    return result.output.decode().strip() or None


def prose(draw, sentences):
    """Invented sentences with some figures in them."""
    words = "bridge ferry mill town road council water light winter paper editor harbour".split()
    return "".join(
        f"The {draw.choice(words)} of {draw.randint(1700, 2030)} was {draw.choice(words)} number"
        f" {draw.randint(1, 10**6)} and the {draw.choice(words)} stood.\n"
        for _ in range(sentences)).encode()


def copied(template, to):
    """A copy of an archive, written as new files: no link leads back to the template."""
    shutil.copytree(template, to, symlinks=True)
    return pathlib.Path(to)


def unpack(store, packs):
    """Gives each object of some packs a file of its own, as a small push does."""
    for pack in packs:
        content = pack.read_bytes()
        # Git leaves an object alone that is there already.
        for beside in pack.parent.glob(pack.stem + ".*"):
            beside.unlink()
        demand("git", "-C", str(store), "unpack-objects", "-q", input=content)


class Tally:
    """Counts states and what went wrong in them. Threads may share one."""

    KINDS = ("lost", "false", "hung", "crashed", "wrong")

    def __init__(self):
        self.states, self.counts = 0, dict.fromkeys(self.KINDS, 0)
        self.lock, self.start = threading.Lock(), time.monotonic()

    def tried(self, count=1):
        with self.lock:
            self.states += count

    def fail(self, kind, state, what):
        with self.lock:
            self.counts[kind] += 1
            print(f"FAIL {kind}: {state}: {what}", flush=True)

    def judge(self, result, state):
        """Whether a program ended by itself, with a status that is documented."""
        if result.hung:
            self.fail("hung", state, result)
        elif result.crashed or "Fatal error" in result.error:
            self.fail("crashed", state, result)
        elif result.status not in DOCUMENTED:
            self.fail("wrong", state, f"an undocumented {result}")
        else:
            return True
        return False

    def finish(self, what):
        """Prints the figures and ends the program: 1 where something went wrong."""
        counts = ", ".join(f"{count} {kind}" for kind, count in self.counts.items())
        seconds = time.monotonic() - self.start
        print(f"{what}: {self.states:,} states tried, {counts} ({seconds:.0f} s)", flush=True)
        sys.exit(1 if any(self.counts.values()) else 0)


def each(states, work, seconds=None):
    """Does the work of all states on all cores; none is begun after that many seconds."""
    deadline = time.monotonic() + seconds if seconds else None

    def bounded(state):
        if deadline is None or time.monotonic() < deadline:
            work(state)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for future in [pool.submit(bounded, state) for state in states]:
            future.result()
