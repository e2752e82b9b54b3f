"""What is worth knowing about the machine that figures come from."""

import contextlib
import datetime
import os
import platform
import re

from .programs import ROOT, SECOND_GIT, first_line


def facts(run, load_before):
    """Names and values for the head of the report."""
    return [
        ("Date", f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}, commit "
         + first_line("git", "-C", ROOT, "rev-parse", "--short", "HEAD")),
        ("Machine", f"{os.cpu_count()} cores, {processor()}, {memory() / 2**30:.0f} GiB, "
         f"{first_line('stat', '-f', '-c', '%T', run.work)} file system, "
         f"{platform.system()} {platform.release()}"),
        ("Load", load(load_before)),
        ("Versions", versions()),
        *((f"Data, {corpus.name}", corpus.description) for corpus in run.corpora),
    ]


def processor():
    with contextlib.suppress(OSError):
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def memory():
    """Bytes; 0 where nobody says."""
    with contextlib.suppress(OSError):
        return int(re.search(r"MemTotal:\s+(\d+)", open("/proc/meminfo").read())[1]) * 1024
    return 0


def load(before):
    if before <= 0.5:
        return f"{before:.1f} before the run"
    return (f"{before:.1f} before the run, {os.getloadavg()[0]:.1f} at its end: "
            "a shared machine, on which other builds were running")


def versions():
    libraries = ", ".join(
        f"{name} {first_line('pkg-config', '--modversion', module)}" for name, module in
        (("libdeflate", "libdeflate"), ("zlib", "zlib"), ("OpenSSL", "libcrypto")))
    gits = ", and second ".join(
        first_line(name, "--version") for name in ["git", *(SECOND_GIT or [])[:1]])
    return f"{first_line('swift', '--version')}; {gits}; {libraries}"
