"""YAML text to a plan, each fault told with its line and key path."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import InputError, Problem
from planner.model import film, goals, overrides, sections
from planner.model.plan import SCHEMA, Plan
from planner.plan.document import Document, KeyPath, read
from planner.plan.migrate import migrate

WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is no known field",
    "string_type": "must be text",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "decimal_parsing": "must be a number",
    "decimal_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "date_from_datetime_parsing": "must be a date such as 2027-03-12",
    "date_parsing": "must be a date such as 2027-03-12",
    "date_type": "must be a date such as 2027-03-12",
    "dict_type": "must hold `key: value` lines",
    "model_type": "must hold `key: value` lines",
    "list_type": "must be a list",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "finite_number": "must be a finite number",
}
"""Pydantic's error types in a marketer's words; the rest use pydantic's own message."""


def parse(text: str, name: str) -> Plan:
    """Return the plan in YAML `text`; `name` is the file that messages speak of.

    Raises:
        InputError: with every fault of the file: line, column, key path, value, what to do.
    """
    document = read(text, name)
    migrate(document)
    _check_schema(document)
    return checked(document.data, document)


def checked(data: object, document: Document) -> Plan:
    """Return the plan that `data` describes; faults are told with their places in `document`.

    Raises:
        InputError: with every fault.
    """
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        raise InputError(problems(error, document)) from None


def problems(error: ValidationError, document: Document) -> list[Problem]:
    """Return the faults of a failed validation, in the order of the file, each place once."""
    found: dict[tuple[KeyPath, str], Problem] = {}
    for detail in error.errors(include_url=False):
        if detail["type"] == "literal_error" and isinstance(detail["input"], dict):
            continue  # the other member of `unsold or a mapping` tells the fault
        path = _path(detail, document)
        what, hint = _wording(detail)
        shown = detail["input"]
        value = None if isinstance(shown, dict | list | BaseModel) else str(shown)
        if detail["type"] in ("missing", "extra_forbidden"):
            value = None
        found.setdefault((path, what), document.problem(path, what, value=value, hint=hint))
    return sorted(found.values(), key=lambda item: (item.line or 0, item.column or 0))


def _check_schema(document: Document) -> None:
    data = document.data
    if not isinstance(data, dict):
        what = f"holds no plan: it must start with `schema: {SCHEMA}`"
        raise InputError(Problem(what, document.name, 1, 1))
    number = data.get("schema")
    if number is None:
        what = "is missing"
        raise InputError(
            document.problem(("schema",), what, hint=f"Write `schema: {SCHEMA}` first.")
        )
    if number != SCHEMA or number is True:
        newer = isinstance(number, int) and number > SCHEMA
        hint = (
            "Update Microhit to open it." if newer else f"This Microhit reads schema 1 to {SCHEMA}."
        )
        raise InputError(
            document.problem(
                ("schema",), "is an unknown schema number", value=str(number), hint=hint
            )
        )


def _path(detail: ErrorDetails, document: Document) -> KeyPath:
    """Return the error's key path without pydantic's own marks, such as a union member's name."""
    path: KeyPath = ()
    for part in detail["loc"]:
        longer = (*path, part)
        if longer in document.places or (longer[-1:] == detail["loc"][-1:] and _is_field(part)):
            path = longer
    return path


def _is_field(part: str | int) -> bool:
    return isinstance(part, int) or part in _field_names()


def _wording(detail: ErrorDetails) -> tuple[str, str | None]:
    kind, last = detail["type"], str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(last, _field_names(), n=1)
        return WORDS[
            kind
        ], f"Did you mean `{near[0]}`?" if near else "Remove it or check its place."
    if kind == "value_error":
        return detail["msg"].removeprefix("Value error, "), None
    if kind == "literal_error":
        return f"must be one of {detail.get('ctx', {}).get('expected', 'the known words')}", None
    return WORDS.get(kind, detail["msg"][:1].lower() + detail["msg"][1:]), None


@cache
def _field_names() -> list[str]:
    return sorted({name for model in _models() for name in _names(model)})


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, info in model.model_fields.items():
        yield info.alias or name


def _models() -> Iterator[type[BaseModel]]:
    yield Plan
    for module in (film, goals, overrides, sections):
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, BaseModel):
                yield item
