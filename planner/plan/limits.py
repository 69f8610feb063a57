"""What no plan holds, checked before anything is made of a text: each is refused with its place.

Size, depth, number and anchors are checked on parse events before anything is composed, since the
C composer crashes the process on deep nesting and aliases can stand for endless data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import yaml

from planner.errors import InputError, Problem
from planner.model.letters import named
from planner.plan import syntax
from planner.plan.conflicts import BREAK, conflicts
from planner.plan.decode import MOST_BYTES

Loader = type[yaml.SafeLoader] | type["yaml.CSafeLoader"]
MOST_DEPTH = 20
"""A plan has eight levels."""
MOST_EVENTS = 200_000
"""Values, and starts and ends of lists; a plan of 50 regions and 52 weeks has about 30,000."""
MOST_FAULTS = 50
"""Faults that are told at once: nobody reads more of them."""
FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What YAML forbids."""
UNREADABLE = re.compile(f"{FORBIDDEN}|[\u202a-\u202e]")
"""That, and what shows a text in another order than it has, in comments too."""
UNREADABLE_THEN = re.compile(FORBIDDEN)
FIRST_SCHEMA = re.compile(r"^schema: 1\s*$", re.MULTILINE)
"""A plan from before the second class was refused; a migration takes it out."""
ONE_PLAN = "One file holds one plan: delete the line `---` and what follows, or split the file."
SURROGATE = re.compile("[\ud800-\udfff]")


def check(text: str, name: str, loader: Loader) -> None:
    """Refuse text that is no plan, whatever it means; `loader` is PyYAML's to parse it with.

    Raises:
        InputError: with every fault found.
    """
    _check_size(text, name)
    _check_characters(text, name)
    found = conflicts(text, name)
    if found:
        raise refused(found, name)
    problems: list[Problem] = []
    try:
        _check_events(_events(text, name, loader), name, problems)
    except yaml.MarkedYAMLError as error:
        problems.append(syntax.told(error, text, name))
    except InputError as error:
        problems.extend(error.problems)
    if problems:
        raise refused(problems, name)


def refused(problems: list[Problem], name: str) -> InputError:
    """Return the error that tells of all `problems` of a file, or of the first and how many."""
    return InputError([*problems[:MOST_FAULTS], *untold(len(problems) - MOST_FAULTS, name)])


def untold(count: int, name: str) -> list[Problem]:
    """Return the fault that says how many others of a file are not told; none if all are."""
    what = f"has {count:,} more fault{'s' * (count > 1)}"
    return [Problem(what, name, hint="Mend those above first.")] if count > 0 else []


def _check_size(text: str, name: str) -> None:
    size = len(text.encode("utf-8", "replace"))
    if size > MOST_BYTES:
        what = f"is too large for a plan: {size:,} bytes, at most {MOST_BYTES:,}"
        hint = "Keep long texts and tables in files of their own."
        raise InputError(Problem(what, name, hint=hint))


def _check_characters(text: str, name: str) -> None:
    pattern = UNREADABLE_THEN if FIRST_SCHEMA.search(text) else UNREADABLE
    found = list(islice(_unreadable(text, name, pattern), MOST_FAULTS))
    if found:
        more = sum(1 for _ in pattern.finditer(text)) - len(found)
        raise InputError([*found, *untold(more, name)])


def _unreadable(text: str, name: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    line, start, before = 1, 0, 0
    for match in pattern.finditer(text):
        for end in BREAK.finditer(text, before, match.start()):
            line, start = line + 1, end.end()
        before = match.start()
        what, hint = _character(match[0])
        yield Problem(what, name, line, match.start() - start + 1, hint=hint)


def _character(found: str) -> tuple[str, str]:
    if SURROGATE.match(found):
        return "holds half a character", "Type the text anew."
    if "\u202a" <= found <= "\u202e":
        what = f"holds {named(found)}, a character that shows text in another order than it has"
        return what, "Delete it: nobody sees it. Typing the line anew does it."
    return f"holds {named(found)}, a character that belongs in no text", "Delete it."


def _check_events(events: Iterator[yaml.Event], name: str, problems: list[Problem]) -> None:
    depth = documents = 0
    for count, event in enumerate(events):
        documents += isinstance(event, yaml.DocumentStartEvent)
        what, hint = _forbidden(event)
        if documents > 1:
            what, hint = "is not valid YAML: a second document starts", ONE_PLAN
        if what:
            problems.append(Problem(what, name, *_place(event), hint=hint))
        if documents > 1:
            break
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            what, hint = f"is nested deeper than {MOST_DEPTH} levels", "No part of a plan is so."
            raise InputError(Problem(what, name, *_place(event), hint=hint))
        if count > MOST_EVENTS:
            what = f"holds more than {MOST_EVENTS:,} values and parts, too many for a plan"
            hint = "Keep long tables in files of their own."
            raise InputError(Problem(what, name, *_place(event), hint=hint))


def _events(text: str, name: str, loader: Loader) -> Iterator[yaml.Event]:
    place = (1, 1)
    try:
        for event in yaml.parse(text, Loader=loader):
            place = _place(event)
            yield event
    except (ValueError, OverflowError):  # PyYAML lets slip what int() and chr() refuse
        hint = "Check the escapes, such as \\U0001F600, on this line and the next."
        raise InputError(
            Problem("holds a number that is no character", name, *place, hint=hint)
        ) from None


def _forbidden(event: yaml.Event) -> tuple[str | None, str | None]:
    """Return what is wrong with an event that no plan may hold, and what to do."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "uses a YAML anchor or alias", "Write the value out; text with & or * in quotes."
    tag = getattr(event, "tag", None)
    if tag:
        return f"carries the YAML tag {tag[:40]}", "Remove it; text that starts with ! in quotes."
    if isinstance(event, yaml.ScalarEvent) and SURROGATE.search(event.value):
        return "holds half a character", "Write the character itself, or \\U and eight digits."
    return None, None


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
