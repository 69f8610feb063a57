"""YAML text to a plan, each fault told with its line and key path."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import InputError, Problem
from planner.model.plan import SCHEMA, Plan
from planner.plan import faults
from planner.plan.document import Document, KeyPath, gathered
from planner.plan.limits import MOST_FAULTS, refused, untold
from planner.plan.mend import mended
from planner.plan.migrate import migrate
from planner.plan.shape import fields, models_at

Some = TypeVar("Some", bound=BaseModel)
REGIONS, OVERRIDES = ("goals", "regions"), ("overrides",)


def parse(text: str, name: str) -> Plan:
    """Return the plan in YAML `text`; `name` is the file that messages speak of.

    Raises:
        InputError: with every fault of the file: line, column, key path, value, what to do.
    """
    document = gathered(text, name)
    migrate(document)
    found = document.problems
    try:
        _check_schema(document)
        plan = checked(document.data, document)
    except InputError as error:
        if not found:
            raise
        told = {item.field for item in found} - {None}
        found += [item for item in error.problems if item.field not in told]
    if found:
        raise refused(sorted(found, key=_place), name)
    return plan


def checked(data: object, document: Document) -> Plan:
    """Return the plan that `data` describes; faults as in `validated`."""
    return validated(Plan, data, document)


def validated(root: type[Some], data: object, document: Document) -> Some:
    """Return the `root` that `data` describes; faults are told with their places in `document`.

    Raises:
        InputError: with every fault, also of what a misspelt field hides.
    """
    try:
        return root.model_validate(data)
    except ValidationError as error:
        found = problems(error, document, root)
        meant = mended(data, error, document, root)
    if meant and len(found) <= MOST_FAULTS:
        try:
            root.model_validate(meant.data)
        except ValidationError as error:
            told = {(*_place(item), item.what) for item in found}
            others = problems(error, meant, root)
            found += [item for item in others if (*_place(item), item.what) not in told]
    raise InputError(sorted(found, key=_place))


def problems(
    error: ValidationError, document: Document, root: type[BaseModel] = Plan
) -> list[Problem]:
    """Return the faults of a failed validation of a `root`, in the order of the file, each once."""
    details: dict[tuple[KeyPath, str], ErrorDetails] = {}
    for detail in error.errors(include_url=False):
        path = _path(detail, document, root)
        if not _told_elsewhere(detail, path):
            details.setdefault((path, detail["msg"]), detail)
    found = sorted(details.items(), key=lambda item: document.place(item[0][0]))
    told = [_problem(path, detail, document, root) for (path, _), detail in found[:MOST_FAULTS]]
    fields_told = {item.field for item in told}
    if root is Plan:
        told += [item for item in _of_tables(document) if item.field not in fields_told]
    return sorted(told, key=_place) + untold(len(found) - MOST_FAULTS, document.name)


def _told_elsewhere(detail: ErrorDetails, path: KeyPath) -> bool:
    """Return whether the fault is told better: by a member of a union, or for each line."""
    kind = detail["type"]
    if kind == "literal_error" and isinstance(detail["input"], dict):
        return True  # the other member of `unsold or a mapping` tells the fault
    return kind == "value_error" and path in (REGIONS, OVERRIDES)


def _problem(
    path: KeyPath, detail: ErrorDetails, document: Document, root: type[BaseModel]
) -> Problem:
    what, hint = faults.wording(detail, path, document, root)
    given = detail["input"]
    shown = None if given is None or isinstance(given, dict | list | BaseModel) else str(given)
    if isinstance(given, bool):
        shown = str(given).lower()
    if detail["type"] in ("missing", "extra_forbidden"):
        shown = None
    what += faults.item_name(path, document)
    return document.problem(path, what, value=shown, hint=hint)


def _of_tables(document: Document) -> list[Problem]:
    """Return unknown regions and decisions made twice: pydantic checks no table with a fault."""
    found = [
        document.problem(
            (*REGIONS, code),
            "is neither an ISO 3166 code, such as MX or CA-QC, nor a name in groups",
            hint=hint or "Mend the code, or add it to goals.groups with its countries.",
        )
        for code, hint in faults.unknown_regions(document)
    ]
    first: dict[str, int] = {}
    overrides = faults.value_at(document.data, OVERRIDES)
    for index, item in enumerate(overrides if isinstance(overrides, list) else ()):
        at = str(item.get("at", "")).strip() if isinstance(item, dict) else ""
        earlier = first.setdefault(at, index)
        if at and earlier != index:
            line = document.place((*OVERRIDES, earlier))[0]
            what = f"holds more than one decision on {at}"
            what += f", first on line {line}" if line else ""
            found.append(document.problem((*OVERRIDES, index), what, hint="Keep one."))
    return found


def _place(problem: Problem) -> tuple[int, int]:
    last = 10**9  # what speaks of the whole file comes after its lines
    return last if problem.line is None else problem.line, problem.column or 0


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
        hint = f"This Microhit reads schema 1 to {SCHEMA}."
        if isinstance(number, int) and number > SCHEMA:
            hint = "Update Microhit to open it."
        elif isinstance(number, str) and number.strip().isdecimal():
            hint = f"Write it without quotes: `schema: {number.strip()}`."
        raise InputError(
            document.problem(
                ("schema",), "is an unknown schema number", value=str(number), hint=hint
            )
        )


def _path(detail: ErrorDetails, document: Document, root: type[BaseModel]) -> KeyPath:
    """Return the error's key path without pydantic's own marks, such as a union member's name."""
    path: KeyPath = ()
    for part in detail["loc"]:
        if (*path, part) in document.places:
            path = (*path, part)
    last = detail["loc"][-1] if detail["loc"] else ""
    missing = detail["type"] == "missing" or any(
        last in fields(one) for one in models_at(path, root)
    )
    return (*path, last) if missing and path[-1:] != (last,) else path
