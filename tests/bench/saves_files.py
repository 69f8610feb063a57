"""What the parts of the benchmark of saves share: a campaign, its files, what is counted."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import MicrohitError
from planner.model.plan import Plan
from planner.plan import store
from planner.plan.files import SOFT_LOCK
from tests.bench.saves_ways import Way
from tests.plan.samples import small

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


def contents(folder: Path, *, plan: bool = True) -> dict[str, bytes]:
    """Return the bytes of all versions, and of plan.yaml."""
    names = [path.name for path in folder.iterdir() if re.fullmatch(r"v\d+\.yaml", path.name)]
    if plan and (folder / store.PLAN).exists():
        names.append(store.PLAN)
    return {name: (folder / name).read_bytes() for name in names}


LOADED: dict[bytes, bool] = {}


def loads(path: Path) -> bool:
    content = path.read_bytes()
    if content not in LOADED:
        LOADED[content] = plan_of(path) is not None
    return LOADED[content]


def plan_of(path: Path) -> Plan | None:
    try:
        return store.load(path).plan
    except MicrohitError:
        return None


def swept(folder: Path, tally: Tally) -> None:
    """Count the temporary files that are left, and those left after a save an hour later."""
    left = temporary(folder)
    tally.temporary += len(left)
    for path in left:
        os.utime(path, (0, 0))
    with_plan = store.load(folder / store.PLAN)
    store.save(folder, with_plan.plan, read=with_plan.digest)
    tally.swept += len(left) - len(temporary(folder))


def temporary(folder: Path) -> list[Path]:
    return [path for path in folder.glob(".saving-*.tmp") if path.name != SOFT_LOCK]
