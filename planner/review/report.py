"""Judged campaigns as text for a terminal, as Markdown for a pull request, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from planner.model.english import plural
from planner.plan.diff_form import escaped
from planner.review.check import Check, Status
from planner.review.validate import Judged

HEADINGS: dict[Status, str] = {"FAIL": "Must change", "REVIEW": "Look at this"}
"""Checks that are told one by one, the worst first; those that pass are counted."""


def as_text(campaigns: Sequence[Judged]) -> str:
    """Return the checks as lines of plain text; faults of files are told by `as_faults`."""
    return "\n".join(line for one in campaigns for line in _text(one))


def _text(one: Judged) -> Iterator[str]:
    yield f"{one.path}: {_counted(one)}"
    for status in HEADINGS:
        yield from (f"  {status:<7} {_sentence(check)}" for check in one.having(status))


def as_faults(campaigns: Sequence[Judged], *, briefly: bool = False) -> str:
    """Return what makes `validate` fail, one fault or failed check a line; empty if nothing.

    Briefly: the checks of a campaign by title in one line, where the report told the rest.
    """
    failed = _titles if briefly else _failed
    return "\n".join(line for one in campaigns for line in (*map(str, one.problems), *failed(one)))


def _failed(one: Judged) -> list[str]:
    return [f"{one.path}: {_sentence(check)}" for check in one.having("FAIL")]


def _titles(one: Judged) -> list[str]:
    titles = dict.fromkeys(check.title for check in one.having("FAIL"))
    return [f"{one.path}: FAIL: {'; '.join(titles)}"] if titles else []


def as_markdown(campaigns: Sequence[Judged]) -> str:
    """Return the report as Markdown; nothing in it that somebody typed is read as markup."""
    return "\n".join(line for one in campaigns for line in _markdown(one))


def _markdown(one: Judged) -> Iterator[str]:
    yield from (f"## {escaped(one.path)}", "", f"**{_counted(one)}**", "")
    if one.problems:
        yield from ("### Faults in files", "")
        yield from (f"- {escaped(str(problem))}" for problem in one.problems)
        yield ""
    for status, heading in HEADINGS.items():
        found = one.having(status)
        if found:
            yield from (f"### {heading}", "", *map(_bullet, found), "")


def _bullet(check: Check) -> str:
    step = f" *{escaped(check.next_step)}*" if check.next_step else ""
    return f"- **{escaped(check.title)}**: {escaped(check.message)}{step}"


def as_json(campaigns: Sequence[Judged]) -> str:
    """Return the report as JSON: files read, all faults, all checks that don't pass, counts."""
    checks = [check for one in campaigns for status in HEADINGS for check in one.having(status)]
    told = {
        "checked": [name for one in campaigns for name in one.files],
        "faults": [asdict(problem) for one in campaigns for problem in one.problems],
        "checks": [asdict(check) for check in checks],
        "campaigns": [{"path": one.path, "counts": one.counts} for one in campaigns],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _counted(one: Judged) -> str:
    faults = f"{plural(len(one.problems), 'fault')} in files, " if one.problems else ""
    return faults + ", ".join(f"{count} {status}" for status, count in one.counts.items())


def _sentence(check: Check) -> str:
    return f"{check.title}: {check.message} {check.next_step}".rstrip()
