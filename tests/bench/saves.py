"""Whether a save loses anything: killed at any moment, by many at once, on a full disk.

    .venv/bin/python -m tests.bench.saves [--kills 2000 --savers 16 --saves 500] [--json]

Both exclusive paths of a save (hard link; lock file, check and rename where the drive has no
links), a third without the system's locks, and beside them two ways that people write.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.plan import store
from tests.bench.saves_disk import full_disk
from tests.bench.saves_ways import WAYS, Way, told
from tests.plan.samples import small

ROUND = 100
"""Kills in one folder; then a new one, so that reading every file after each stays cheap."""
SPREAD = 1.2
"""Kills fall up to this multiple of a save's length."""
NOTE = "x" * 2000
"""Makes the files as long as those of a plan of a few regions."""


@dataclass
class Tally:
    """What one way did under kills, or with many savers at once."""

    way: str
    saves: int
    lost: int = 0
    half: int = 0
    overwritten: int = 0
    told_twice: int = 0
    blocked: int = 0
    """Times that the save after a kill failed, or a saver was told no number."""
    temporary: int = 0
    swept: int = 0
    seconds: float = 0.0
    fell: Counter[str] = field(default_factory=Counter)
    """Kills by where they fell."""
    overtaken: int = 0

    def holds(self) -> bool:
        """Return whether nothing was lost, half-written, overwritten or told twice."""
        return not (self.lost + self.half + self.overwritten + self.told_twice + self.blocked)


@contextmanager
def campaign() -> Iterator[Path]:
    """Yield the folder of a campaign with one version; it is removed afterwards."""
    with tempfile.TemporaryDirectory() as root:
        yield store.create(Path(root), "walnut-winter", small(note=NOTE)).parent


def forked(way: Way, work: Callable[[], None]) -> int:
    """Run `work` in a fork of this warmed process, on a drive as `way` wants it."""
    child = os.fork()
    if not child:
        way.prepare()
        try:
            work()
        finally:
            os._exit(0)
    return child


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
            _swept(folder, tally)
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
        os.write(starts, b"t" if told(way.save, folder, NOTE) else b"f")

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
    """Kill one save and check all files; return those that the next kill must leave alone."""
    was_told, _ = _one(way, folder, wait)
    found = contents(folder)
    fresh = found.keys() - known.keys()
    replaced = found.get(store.PLAN) != known[store.PLAN]
    if was_told:
        tally.fell["after it was told"] += 1
    elif replaced:
        tally.fell["after plan.yaml was replaced"] += 1
    elif fresh:
        tally.fell["after the version was frozen"] += 1
    else:
        tally.fell["before"] += 1
    _compare(known, found, tally)
    whole = {name for name in found if _loads(folder / name)}
    tally.half += len((fresh | {store.PLAN} | known.keys()) & found.keys() - whole)
    if store.PLAN not in whole:  # nobody could go on: put it right by hand
        (folder / store.PLAN).write_bytes(known[store.PLAN])
    if not _one(way, folder, None)[0]:
        tally.blocked += 1
    after = contents(folder)
    _compare({name: found[name] for name in whole}, after, tally)
    return {name: content for name, content in after.items() if _loads(folder / name)}


def _compare(before: dict[str, bytes], after: dict[str, bytes], tally: Tally) -> None:
    versions = before.keys() - {store.PLAN}
    tally.lost += len(versions - after.keys())
    tally.overwritten += sum(after.get(name, before[name]) != before[name] for name in versions)


def at_once(way: Way, savers: int, saves: int) -> Tally:
    """Let so many processes save so often in one folder; check what each was told."""
    tally = Tally(way.name, savers * saves)
    with campaign() as folder, tempfile.TemporaryDirectory() as notes:
        began = time.perf_counter()
        work = [partial(_saver, way, folder, Path(notes), who, saves) for who in range(savers)]
        children = [forked(way, one) for one in work]
        for child in children:
            os.waitpid(child, 0)
        tally.seconds = time.perf_counter() - began
        said = [line.split(" ", 1) for one in Path(notes).iterdir() for line in _lines(one)]
        _judge(folder, [(int(number), note) for number, note in said], tally)
        _swept(folder, tally)
    return tally


def _saver(way: Way, folder: Path, notes: Path, who: int, saves: int) -> None:
    with (notes / str(who)).open("w", encoding="utf-8") as file:
        for turn in range(saves):
            note = f"saver {who} save {turn}"
            number = told(way.save, folder, note)
            file.write(f"{number} {note}\n")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _judge(folder: Path, said: list[tuple[int, str]], tally: Tally) -> None:
    """Compare what savers were told with what lies there."""
    numbers = Counter(number for number, _ in said if number)
    tally.blocked = sum(number == 0 for number, _ in said) + tally.saves - len(said)
    tally.told_twice = sum(times - 1 for times in numbers.values())
    plain = {name: _plan_of(folder / name) for name in contents(folder)}
    tally.half = sum(plan is None for plan in plain.values())
    held = {plan.version: plan.note for name, plan in plain.items() if plan and name[0] == "v"}
    tally.overwritten = sum(
        number in held and held[number] != note for number, note in said if number
    )
    tally.lost = sum(number not in held for number, _ in said if number)
    tally.lost += len(set(range(1, max(numbers, default=1) + 1)) - held.keys() - numbers.keys())
    working = (folder / store.PLAN).read_bytes()
    tally.half += working not in contents(folder, plan=False).values()
    based = Counter(plan.based_on for name, plan in plain.items() if plan and name[0] == "v")
    tally.overtaken = sum(times - 1 for base, times in based.items() if base)


def contents(folder: Path, *, plan: bool = True) -> dict[str, bytes]:
    """Return the bytes of all versions, and of plan.yaml."""
    names = [path.name for path in folder.iterdir() if re.fullmatch(r"v\d+\.yaml", path.name)]
    if plan and (folder / store.PLAN).exists():
        names.append(store.PLAN)
    return {name: (folder / name).read_bytes() for name in names}


LOADED: dict[bytes, bool] = {}


def _loads(path: Path) -> bool:
    content = path.read_bytes()
    if content not in LOADED:
        LOADED[content] = _plan_of(path) is not None
    return LOADED[content]


def _plan_of(path: Path) -> Plan | None:
    try:
        return store.load(path).plan
    except MicrohitError:
        return None


def _swept(folder: Path, tally: Tally) -> None:
    """Count the temporary files that are left, and those left after a save an hour later."""
    left = _temporary(folder)
    tally.temporary += len(left)
    for path in left:
        os.utime(path, (0, 0))
    with_plan = store.load(folder / store.PLAN)
    store.save(folder, with_plan.plan, read=with_plan.digest)
    tally.swept += len(left) - len(_temporary(folder))


def _temporary(folder: Path) -> list[Path]:
    return [path for path in folder.glob(".saving-*.tmp") if path.name != ".saving-lock.tmp"]


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


def _table(killed: list[Tally], crowded: list[Tally], savers: int) -> Iterator[str]:
    yield f"Killed at random moments, over {SPREAD} of a save ({os.cpu_count()} cores)\n"
    yield _head("kills")
    yield from map(_row, killed)
    yield "\nWhere the kills fell"
    for tally in killed:
        yield f"{tally.way:<34}" + ", ".join(f"{n} {at}" for at, n in sorted(tally.fell.items()))
    yield f"\n{savers} savers at once in one folder\n"
    yield _head("saves")
    yield from map(_row, crowded)
    yield "\nOvertaken, each kept as a version of its own: " + ", ".join(
        f"{tally.way} {tally.overtaken}" for tally in crowded if tally.way in _ours()
    )


def _ours() -> set[str]:
    return {way.name for way in WAYS if way.ours}


def main() -> None:
    """Print the tables; exit 1 if a way of ours lost, mixed or overwrote anything."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("--kills", 2000), ("--savers", 16), ("--saves", 500)):
        asked.add_argument(name, type=int, default=usual)
    asked.add_argument("--json", action="store_true", help="both paths alone, counts as JSON")
    given = asked.parse_args()
    ways = WAYS[:2] if given.json else WAYS
    killed = [kills(way, given.kills) for way in ways]
    crowded = [at_once(way, given.savers, given.saves) for way in ways]
    if given.json:
        print(json.dumps({"killed": [*map(vars, killed)], "crowded": [*map(vars, crowded)]}))
        return
    print("\n".join(_table(killed, crowded, given.savers)))
    print(f"\nA save takes {beside(10) * 1000:.0f} ms beside 10 versions, ", end="")
    print(f"{beside(8000) * 1000:.0f} ms beside 8,000.")
    print("\n".join(full_disk()))
    ours = [tally for tally in killed + crowded if tally.way in _ours()]
    sys.exit(not all(tally.holds() for tally in ours))


if __name__ == "__main__":
    main()
