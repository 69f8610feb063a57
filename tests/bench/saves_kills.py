"""Kills a saving process at random moments and looks at every file after each."""

from __future__ import annotations

import os
import random
import signal
import statistics
import time
from pathlib import Path

from planner.plan import store
from tests.bench.saves_files import NOTE, Tally, campaign, contents, forked, loads, swept
from tests.bench.saves_ways import Way, told

ROUND = 100
"""Kills in one folder; then a new one, so that reading every file after each stays cheap."""
SPREAD = 1.2
"""Kills fall up to this multiple of a save's length."""


def kills(way: Way, times: int) -> Tally:
    """Kill a saving process at so many random moments; look at every file after each."""
    tally = Tally(way.name, times)
    moments = random.Random(7)  # noqa: S311  # no secret
    began = time.perf_counter()
    while times > 0:
        length = _length(way)  # anew: other work on this computer comes and goes
        with campaign() as folder:
            known = contents(folder)
            for _ in range(min(ROUND, times)):
                wait = moments.uniform(0, SPREAD) * length
                known = _killed(way, folder, known, wait, tally)
            swept(folder, tally)
        times -= ROUND
    tally.seconds = time.perf_counter() - began
    return tally


def _length(way: Way) -> float:
    """Return the seconds that a save takes in a forked process, without its start."""
    with campaign() as folder:
        return statistics.median(_one(way, folder, None)[1] for _ in range(7))


def _one(way: Way, folder: Path, wait: float | None) -> tuple[bool, float]:
    """Save once in a process, killed after `wait` seconds; return if it was told, and seconds."""
    ends, starts = os.pipe()

    def work() -> None:
        os.write(starts, b"s")
        os.write(starts, b"t" if told(way, folder, NOTE) else b"f")

    child = forked(way, work)
    os.close(starts)
    os.read(ends, 1)
    began = time.perf_counter()
    if wait is not None:
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
    was_told = os.read(ends, 1) == b"t"
    seconds = time.perf_counter() - began
    os.waitpid(child, 0)
    os.close(ends)
    return was_told, seconds


def _killed(
    way: Way, folder: Path, known: dict[str, bytes], wait: float, tally: Tally
) -> dict[str, bytes]:
    """Kill one save and check all files; return them as the next kill must leave them."""
    was_told, _ = _one(way, folder, wait)
    found = contents(folder)
    fresh = found.keys() - known.keys()
    replaced = found[store.PLAN] != known[store.PLAN]
    if was_told:
        tally.fell["after it was told"] += 1
    elif replaced:
        tally.fell["after plan.yaml was replaced"] += 1
    elif fresh:
        tally.fell["after the version was frozen"] += 1
    else:
        tally.fell["before"] += 1
    _compare(known, found, tally)
    changed = [name for name, content in found.items() if known.get(name) != content]
    tally.half += sum(not loads(folder / name) for name in changed)
    working = found[store.PLAN]
    frozen = [content for name, content in found.items() if name != store.PLAN]
    tally.half += replaced and loads(folder / store.PLAN) and working not in frozen
    if not loads(folder / store.PLAN):  # nobody could go on: put it right by hand
        (folder / store.PLAN).write_bytes(known[store.PLAN])
    if not _one(way, folder, None)[0]:
        tally.blocked += 1
    after = contents(folder)
    _compare(found, after, tally)
    return after


def _compare(before: dict[str, bytes], after: dict[str, bytes], tally: Tally) -> None:
    versions = before.keys() - {store.PLAN}
    tally.lost += len(versions - after.keys())
    tally.overwritten += sum(after.get(name, before[name]) != before[name] for name in versions)
