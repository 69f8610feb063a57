"""Lets many processes save at once in one folder, and compares what they were told with it."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from planner.plan import store
from tests.bench.saves_files import Tally, campaign, contents, forked, plan_of, swept
from tests.bench.saves_ways import Way, told


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
        swept(folder, tally)
    return tally


def _saver(way: Way, folder: Path, notes: Path, who: int, saves: int) -> None:
    with (notes / str(who)).open("w", encoding="utf-8") as file:
        for turn in range(saves):
            note = f"saver {who} save {turn}"
            number = told(way, folder, note)
            file.write(f"{number} {note}\n")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _judge(folder: Path, said: list[tuple[int, str]], tally: Tally) -> None:
    """Compare what savers were told with what lies there."""
    numbers = Counter(number for number, _ in said if number)
    tally.blocked = sum(number == 0 for number, _ in said) + tally.saves - len(said)
    tally.told_twice = sum(times - 1 for times in numbers.values())
    plain = {name: plan_of(folder / name) for name in contents(folder)}
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
