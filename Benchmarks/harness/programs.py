"""Running programs, measured or not, with nothing of the user's settings."""

import contextlib
import dataclasses
import json
import os
import pathlib
import shlex
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/release"
INSTALLED = ROOT / ".build/benchmarks/bin"
STET = str(INSTALLED / "stet")
TOOLS = str(INSTALLED / "stet-benchmarks")


def install(*more):
    """Copies the programs as an installation does.

    The linker writes through a mapping, which leaves the file in the cache page by page: started from
    there, `stet` takes a millisecond more for its page faults than any copy, and git is no fresh link.
    """
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("stet", "stet-benchmarks", *more):
        (INSTALLED / name).unlink(missing_ok=True)
        shutil.copy(BUILD / name, INSTALLED / name)

# Nothing of the user's: no settings, one language, a fixed person and time.
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": "/nonexistent", "LC_ALL": "C.UTF-8",
    "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Sample Reporter", "GIT_AUTHOR_EMAIL": "sample@example.org",
    "GIT_COMMITTER_NAME": "Sample Reporter", "GIT_COMMITTER_EMAIL": "sample@example.org",
}
# The same durability on both sides: Stet makes everything durable before it returns.
DURABLE = ["-c", "core.fsync=all"]
QUIET = ["-c", "gc.auto=0", "-c", "maintenance.auto=false"]
GIT = ["git", *QUIET]
# Another git beside the first, where this names one: a newer one, or one that hashes by another library.
SECOND_GIT = [os.environ["STET_BENCH_GIT"], *QUIET] if os.environ.get("STET_BENCH_GIT") else None


class Failure(Exception):
    """A row that did not work, or whose sides disagree."""


def check(condition, message):
    if not condition:
        raise Failure(message)


@dataclasses.dataclass
class Sample:
    """What one run of one command took: seconds, seconds, bytes."""
    wall: float
    cpu: float
    memory: int


def call(command, folder=None, input=None, statuses=(0,), environment=None):
    """Runs a command that is not measured; returns its output."""
    with contextlib.ExitStack() as stack:
        source = stack.enter_context(open(input, "rb")) if input else subprocess.DEVNULL
        result = subprocess.run(
            [str(word) for word in command], cwd=folder, stdin=source, capture_output=True,
            env={**ENVIRONMENT, **(environment or {})})
    if result.returncode not in statuses:
        raise Failure(f"{shlex.join(map(str, command))}: status {result.returncode}: "
                      + result.stderr.decode(errors="replace")[-2000:])
    return result.stdout


def measure(command, output="/dev/null", input="/dev/null", folder=None, statuses=(0,)):
    """Runs a command through a small program of ours, which sees its CPU time and memory."""
    options = ["--input", input, "--output", output] + (["--folder", folder] if folder else [])
    line = [TOOLS, "measure", *options, "--", *command]
    result = subprocess.run([str(word) for word in line], capture_output=True, env=ENVIRONMENT)
    if result.returncode != 0:
        raise Failure(f"{shlex.join(map(str, command))}: {result.stderr.decode(errors='replace')}")
    values = json.loads(result.stdout)
    if values["status"] not in statuses:
        raise Failure(f"{shlex.join(map(str, command))}: status {values['status']}: "
                      + result.stderr.decode(errors="replace")[-2000:])
    return Sample(values["wall"] / 1e9, values["cpu"] / 1e9, values["memory"])


def first_line(*command):
    """What a program says of itself, for the report."""
    try:
        return call(command, environment={"HOME": os.environ.get("HOME", "/")}) \
            .decode(errors="replace").splitlines()[0].strip()
    except (Failure, OSError, IndexError):
        return "not found"


def size_of(folder):
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def fresh(path):
    """The path, with nothing there and its parent made."""
    shutil.rmtree(path, ignore_errors=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
