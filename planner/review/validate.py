"""Judges campaigns as files: every fault of the plan and of what lies beside it, and all checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from planner.audience.files import found_tables, named_tables, read_many
from planner.errors import InputError, MicrohitError, Problem
from planner.model.plan import Plan
from planner.plan import decode, store
from planner.plan.numbers import numbered
from planner.plan.parse import parse
from planner.plan.store import Read
from planner.review.beside import Beside, read_beside
from planner.review.check import Check, Status
from planner.review.checks import checks
from planner.review.private import text_checks
from planner.review.screen import masked


@dataclass(frozen=True, slots=True)
class Judged:
    """A campaign, or one file of it: its faults, every check worst first, and what was read."""

    path: str
    problems: tuple[Problem, ...] = ()
    checks: tuple[Check, ...] = ()
    files: tuple[str, ...] = ()

    def having(self, status: Status) -> list[Check]:
        """Return the checks of one status."""
        return [one for one in self.checks if one.status == status]

    @property
    def counts(self) -> dict[Status, int]:
        """Return how many checks have each status, the worst first."""
        found = Counter(one.status for one in self.checks)
        return {"FAIL": found["FAIL"], "REVIEW": found["REVIEW"], "PASS": found["PASS"]}


def validate(paths: Iterable[Path]) -> list[Judged]:
    """Judge each plan or version in `paths`; a folder stands for every campaign in or below it."""
    return [_masked(judged) for path in paths for judged in _judged(path)]


def validate_text(text: str, name: str, folder: Path | None, read: Read = store.load) -> Judged:
    """Judge the text of a plan that may lie nowhere yet; `name` is what messages call its file.

    `folder` is what lies beside it, None for nothing, as for a frozen version.
    """
    try:
        plan = parse(text, name)
    except InputError as error:
        return Judged(name, error.problems, tuple(text_checks(text, name)), (name,))
    if folder is None:
        return Judged(name, (), tuple(text_checks(text, name)), (name,))
    beside = read_beside(plan, folder, read)
    problems = dict.fromkeys([*_tables(plan, folder), *beside.problems])
    files = (name, *(str(path) for path in _files(plan, folder, beside)))
    return Judged(name, tuple(problems), tuple(checks(plan, beside)), files)


def _masked(judged: Judged) -> Judged:
    """Return the same without the secrets and contacts that values in messages hold."""
    problems = tuple(map(_masked_problem, judged.problems))
    checks = (replace(one, message=masked(one.message), at=masked(one.at)) for one in judged.checks)
    return replace(judged, problems=problems, checks=tuple(checks))


def _masked_problem(one: Problem) -> Problem:
    field, value, hint = (text and masked(text) for text in (one.field, one.value, one.hint))
    return replace(one, what=masked(one.what), field=field, value=value, hint=hint)


def _judged(path: Path) -> Iterator[Judged]:
    if not path.is_dir():
        yield _file(path, store.load)
        return
    plans = sorted(path.rglob(store.PLAN))
    if not plans:
        what, hint = "holds no plan.yaml", "Check the folder."
        yield Judged(str(path), (Problem(what, str(path), hint=hint),))
    for plan in plans:
        read: Read = cache(store.load)  # each version is parsed once, for all that ask for it
        yield _with_versions(_file(plan, read), plan.parent, read)


def _file(path: Path, read: Read) -> Judged:
    beside = path.parent if path.name == store.PLAN else None
    try:
        return validate_text(decode.read_file(path), str(path), beside, read)
    except InputError as error:
        return Judged(str(path), error.problems, (), (str(path),))
    except MicrohitError as error:
        return Judged(str(path), (Problem(str(error).removesuffix(".")),), (), (str(path),))


def _with_versions(judged: Judged, folder: Path, read: Read) -> Judged:
    """Return a campaign with the faults of its frozen versions."""
    paths = [path for _, path in sorted(numbered(folder))]
    faults = [fault for path in paths for fault in _faults(partial(read, path))]
    problems = tuple(dict.fromkeys([*judged.problems, *faults]))
    return Judged(judged.path, problems, judged.checks, (*judged.files, *map(str, paths)))


def _tables(plan: Plan, folder: Path) -> list[Problem]:
    return _faults(lambda: read_many(named_tables(plan.goals, folder), plan.goals.groups))


def _faults(load: Callable[[], object]) -> list[Problem]:
    """Return what is wrong with what `load` reads."""
    try:
        load()
    except InputError as error:
        return list(error.problems)
    except MicrohitError as error:
        return [Problem(str(error).removesuffix("."))]
    return []


def _files(plan: Plan, folder: Path, beside: Beside) -> Iterator[Path]:
    """Yield the tables, the creator sheet and the records that were read beside a plan."""
    yield from found_tables(plan.goals, folder)
    names = (name for name in beside.screened if "/" in name or not name.endswith(".yaml"))
    yield from (folder / name for name in names)
