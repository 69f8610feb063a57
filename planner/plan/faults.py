"""What is wrong with the data of a plan, in a marketer's words, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from planner.errors import shorten
from planner.model.goals import is_iso
from planner.plan import near, written
from planner.plan.document import Document, KeyPath
from planner.plan.shape import is_required, is_share
from planner.plan.tree import NAMES

NUMBER, WHOLE = "must be a number", "must be a whole number"
DAY, MOMENT = "must be a date such as 2027-03-12", "must be a time such as 2027-03-12T10:00:00Z"
LINES, YES = "must hold `key: value` lines", "must be true or false"
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no known field",
    "string_type": "must be text",
    "int_parsing": WHOLE,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "int_parsing_size": "has too many digits",
    "float_parsing": NUMBER,
    "float_type": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_type": NUMBER,
    "bool_parsing": YES,
    "bool_type": YES,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "date_parsing": DAY,
    "date_type": DAY,
    "datetime_from_date_parsing": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_type": MOMENT,
    "dict_type": LINES,
    "model_type": LINES,
    "list_type": "must be a list",
    "string_too_short": "must not be empty",
    "finite_number": "must be a finite number",
    "string_too_long": "must have at most {max_length} characters",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "literal_error": "must be one of {expected}",
}
"""Pydantic's error types in a marketer's words; the rest use the model's or pydantic's message."""
PATTERNS = {
    "A-Z": ("is no region", "Write a code such as MX or CA-QC, or a name in groups."),
    "a-z": ("is no campaign name", "Use small letters, digits and hyphens: walnut-winter."),
}
"""What a word must be, by the letters that its pattern starts with."""
CODES: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("is no ISO 3166 country code", near.territory),
    ("is no language code", near.language),
    ("is no ISO 4217 currency code", near.currency),
    ("is no time zone", near.zone),
)
"""The start of what the model says of a code, and who knows which was meant."""


def wording(
    detail: ErrorDetails, path: KeyPath, document: Document, root: type[BaseModel]
) -> tuple[str, str | None]:
    """Return what is wrong and what to do, for one of pydantic's errors at `path`."""
    kind, given = detail["type"], detail["input"]
    what = _what(detail)
    if kind == "extra_forbidden":
        return what, _unknown(path, document, root)
    if given is None:
        remove = "" if is_required(path, root) else ", or remove the line"
        return f"is empty; it {what}", f"Fill it in{remove}."
    if kind == "string_pattern_mismatch":
        return _pattern(detail, document)
    share = is_share(path, root)
    return what, _hint(what, given, detail, document, share=share)


def _what(detail: ErrorDetails) -> str:
    kind, said = detail["type"], detail["msg"]
    context = detail.get("ctx", {})
    if kind == "too_short":
        least = context.get("min_length", 1)
        return "must not be empty" if least == 1 else f"must hold at least {least}"
    if kind in WORDS:
        return WORDS[kind].format_map({key: _spoken(value) for key, value in context.items()})
    said = said.removeprefix("Value error, ")
    return said[:1].lower() + said[1:]


def _spoken(value: object) -> str:
    if isinstance(value, int | float | Decimal):
        return f"{Decimal(str(value)).normalize():,f}"
    return str(value)


def _unknown(path: KeyPath, document: Document, root: type[BaseModel]) -> str:
    meant = meant_field(path, document.data, root)
    if meant:
        return f"Did you mean `{meant}`?"
    where = near.elsewhere(str(path[-1]), document.data, root)
    return where or "Remove it or check its place."


def meant_field(path: KeyPath, data: object, root: type[BaseModel]) -> str | None:
    """Return the field that the unknown one at `path` of `data` probably stands for."""
    part = value_at(data, path[:-1])
    present = set(part) if isinstance(part, Mapping) else set()
    return near.field(str(path[-1]), path[:-1], present, root)


def _pattern(detail: ErrorDetails, document: Document) -> tuple[str, str | None]:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    for start, (what, hint) in PATTERNS.items():
        if pattern.startswith(f"^[{start}"):
            meant = near.region(str(detail["input"]), groups(document)) if start == "A-Z" else None
            return what, _did_you_mean(meant) or hint
    return "has not the form that it must have", None


def _hint(
    what: str, given: object, detail: ErrorDetails, document: Document, *, share: bool
) -> str | None:
    if isinstance(given, list | dict | BaseModel):
        at = given.get("at") if isinstance(given, dict) else getattr(given, "at", None)
        known = regions(document)
        at_fault = what.startswith("at must")
        return _did_you_mean(near.target(str(at), known)) if at_fault else None
    text = str(given)
    for start, meant in CODES:
        if what.startswith(start):
            return _did_you_mean(meant(text))
    if detail["type"] == "literal_error":
        expected = re.findall(r"'([^']*)'", what)
        return _did_you_mean(near.word(text, expected))
    if share and detail["type"] == "less_than_equal":
        return written.number(f"{text}%", share=True)
    return _rewritten(what, text, share=share)


def _rewritten(what: str, text: str, *, share: bool) -> str | None:
    """Return how to write what stands there in another form than a plan's."""
    if what in (DAY, MOMENT):
        return written.day(text)
    if what.startswith("must be a date, an amount"):
        return written.known_day(text) or written.number(text) or written.yes_or_no(text)
    if what in (NUMBER, WHOLE):
        hint = written.number(text, share=share)
        return None if hint == f"Write {text}." else hint
    if what == YES:
        return written.yes_or_no(text)
    if what == "must be text":
        return f"Put it in quotes: '{text.lower() if text in ('True', 'False') else text}'."
    return _as_list(text) if what == "must be a list" else None


def _as_list(text: str) -> str:
    return f"Write [{', '.join(part.strip() for part in text.split(','))}]."


def _did_you_mean(meant: str | None) -> str | None:
    return f"Did you mean `{meant}`?" if meant else None


def groups(document: Document) -> list[str]:
    """Return the names of the regions that a plan makes of several countries."""
    return _keys(value_at(document.data, ("goals", "groups")))


def regions(document: Document) -> list[str]:
    """Return the regions of a plan."""
    return _keys(value_at(document.data, ("goals", "regions")))


def unknown_regions(document: Document) -> Iterator[tuple[str, str | None]]:
    """Yield each region that is neither a country nor a group, and what was probably meant."""
    known = groups(document)
    for code in regions(document):
        if code not in known and not is_iso(code):
            yield code, _did_you_mean(near.region(code, known))


def item_name(path: KeyPath, document: Document) -> str:
    """Return what the thing in a list that `path` leads into is called, in words; else ""."""
    places = [index for index, part in enumerate(path) if isinstance(part, int)]
    if not places:
        return ""
    item = value_at(document.data, path[: places[-1] + 1])
    if not isinstance(item, dict):
        return ""
    namer = NAMES.get(tuple(map(str, path[: places[-1]])))
    try:
        name = namer(item) if namer else ""
    except (KeyError, TypeError):
        name = str(item.get("title") or item.get("name") or "")
    return f", in {shorten(name)}" if name else ""


def value_at(data: object, path: KeyPath) -> object:
    """Return what stands at `path` of plain data, None where nothing does."""
    for key in path:
        if isinstance(data, Mapping):
            data = data.get(key)
        elif isinstance(data, list) and isinstance(key, int) and key < len(data):
            data = data[key]
        else:
            return None
    return data


def _keys(data: object) -> list[str]:
    return [str(key) for key in data] if isinstance(data, Mapping) else []
