"""Whether a save loses anything: killed at any moment, by many at once, on a full disk.

    .venv/bin/python -m tests.bench.saves [--kills 2000 --savers 16 --saves 500] [--json]

Both exclusive paths of a save (hard link; lock file, check and rename where the drive has no
links), a third without the system's locks, and beside them two ways that people write.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from planner.plan import store
from tests.bench.saves_crowd import at_once
from tests.bench.saves_disk import full_disk
from tests.bench.saves_files import Tally, campaign
from tests.bench.saves_kills import SPREAD, kills
from tests.bench.saves_ways import WAYS


def beside(count: int) -> float:
    """Return the seconds that a save takes beside `count` versions (median of 15)."""
    with campaign() as folder:
        first = store.version_path(folder, 1).read_bytes()
        for number in range(2, count + 1):
            store.version_path(folder, number).write_bytes(first)
        seconds = []
        for _ in range(15):
            current = store.load(folder / store.PLAN)
            began = time.perf_counter()
            store.save(folder, current.plan, read=current.digest)
            seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


HEAD = ["lost", "half-written", "overwritten", "told-twice", "not-told"]
HEAD += ["left", "swept", "seconds", "per-second"]


def _row(tally: Tally) -> str:
    numbers = [
        *(tally.lost, tally.half, tally.overwritten, tally.told_twice, tally.blocked),
        *(tally.temporary, tally.swept, f"{tally.seconds:.0f}"),
        f"{tally.saves / tally.seconds:.0f}",
    ]
    cells = (f"{value:>{len(name) + 2}}" for value, name in zip(numbers, HEAD, strict=True))
    return f"{tally.way:<34}{tally.saves:>7}{''.join(cells)}"


def _head(what: str) -> str:
    return f"{'':<34}{what:>7}{''.join(f'{name:>{len(name) + 2}}' for name in HEAD)}"


def _tables(times: int, savers: int, saves: int) -> Iterator[Tally]:
    """Print each row as soon as it is known, and yield what it counts."""
    print(f"Killed at random moments, over {SPREAD} of a save ({os.cpu_count()} cores)\n")
    killed = list(_printed("kills", [partial(kills, way, times // way.share) for way in WAYS]))
    print("\nWhere the kills fell")
    for tally in killed:
        fell = ", ".join(f"{number} {at}" for at, number in sorted(tally.fell.items()))
        print(f"{tally.way:<34}{fell}")
    print(f"\n{savers} savers at once in one folder\n")
    crowd = [partial(at_once, way, savers, saves // way.share) for way in WAYS]
    crowded = list(_printed("saves", crowd))
    print("\nOvertaken, each kept as a version of its own: ", end="")
    print(", ".join(f"{tally.way} {tally.overtaken}" for tally in crowded if tally.way in _ours()))
    yield from killed + crowded


def _printed(what: str, parts: Iterable[Callable[[], Tally]]) -> Iterator[Tally]:
    print(_head(what))
    for part in parts:
        tally = part()
        print(_row(tally), flush=True)
        yield tally


def _ours() -> set[str]:
    return {way.name for way in WAYS if way.ours}


def main() -> None:
    """Print the tables; exit 1 if a way of ours lost, mixed or overwrote anything."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("--kills", 2000), ("--savers", 16), ("--saves", 500)):
        asked.add_argument(name, type=int, default=usual)
    asked.add_argument("--json", action="store_true", help="both paths alone, counts as JSON")
    given = asked.parse_args()
    if given.json:
        killed = [vars(kills(way, given.kills)) for way in WAYS[:2]]
        crowded = [vars(at_once(way, given.savers, given.saves)) for way in WAYS[:2]]
        print(json.dumps({"killed": killed, "crowded": crowded}))
        return
    tallies = list(_tables(given.kills, given.savers, given.saves))
    print(f"\nA save takes {beside(10) * 1000:.0f} ms beside 10 versions, ", end="")
    print(f"{beside(8000) * 1000:.0f} ms beside 8,000.")
    print("\n".join(full_disk()))
    sys.exit(not all(tally.holds() for tally in tallies if tally.way in _ours()))


if __name__ == "__main__":
    main()
