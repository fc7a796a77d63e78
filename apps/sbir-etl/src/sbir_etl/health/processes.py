"""Finds a process by its program and first argument, in /proc."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path


def started_at(program: str, argument: str, *, proc: Path, now: float) -> float | None:
    """When `program argument` started, in seconds since the epoch; None if none runs.

    The words are compared whole, so a shell or a probe that merely mentions them in its
    command line does not count; nor does a zombie. Of several, the oldest counts.
    """
    uptime = float((proc / "uptime").read_text().split()[0])
    ages = []
    for folder in proc.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            # Sample: 7 (dagster-daemon) S 1 7 7 0 … ; the name may hold spaces.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended between the listing and the reading
        if fields[0] != "Z" and _is_program(words, program, argument):
            ages.append(uptime - int(fields[19]) / os.sysconf("SC_CLK_TCK"))
    return now - max(ages) if ages else None


def _is_program(words: list[bytes], program: str, argument: str) -> bool:
    # A console script runs as `python /path/program argument`, a binary as `program argument`.
    for head, tail in pairwise(words[:3]):
        if head.rpartition(b"/")[2] == program.encode():
            return tail == argument.encode()
    return False
