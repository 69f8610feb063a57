"""YAML text to plain data, with the line of every key, and all faults at once.

Size, depth and aliases are checked on parse events before anything is composed, since the C
composer crashes the process on deep nesting. Scalars follow the YAML 1.2 core schema: `NO`, `on`
and `12:30` stay text. Dates stay text too; the model reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import yaml

from planner.errors import InputError, Problem

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML where PyYAML was built with it: ten times as fast."""
MOST_BYTES = 2_000_000
"""A plan of 12 regions has about 30,000; more than this is no plan."""
MOST_DEPTH = 20
"""A plan has eight levels."""
CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)
NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", re.ASCII)
NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
SURROGATE = re.compile("[\ud800-\udfff]")
NULLS = {"", "~", "null", "Null", "NULL"}
BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}

Plain = None | bool | int | Decimal | str | list["Plain"] | dict[str, "Plain"]
KeyPath = tuple[str | int, ...]


@dataclass
class Document:
    """Plain data and the place (line, column; from 1) of each key path."""

    name: str
    data: Plain = None
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, data: Plain) -> Document:
        """Return the document of data that stand in no file: its faults name key paths alone."""
        document = cls("", data)
        document.places = dict.fromkeys(_paths(data, ()), (0, 0))
        return document

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Return the place of `path`, or of the nearest thing that holds it."""
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(
        self, path: KeyPath, what: str, *, value: str | None = None, hint: str | None = None
    ) -> Problem:
        """Return a fault at `path`."""
        line, column = self.place(path)
        return Problem(what, self.name, line, column, ".".join(map(str, path)) or None, value, hint)


def _paths(data: object, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _paths(value, (*path, index))


def read(text: str, name: str) -> Document:
    """Return the data of YAML `text`; `name` is the file that messages speak of.

    Raises:
        InputError: with every fault found: too large or deep, broken YAML, duplicate keys, tags.
    """
    document = Document(name)
    _check_size(text, document)
    _check_conflicts(text, document)
    try:
        _check_events(text, document)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise InputError(_syntax(error, text, document)) from None
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        what = f"holds a character that YAML forbids: {_first_line(error)}"
        raise InputError(Problem(what, name, line)) from None
    if node is None:
        raise InputError(Problem("is empty", name, hint="A plan starts with its schema number."))
    document.data = _convert(node, (), document)
    if document.problems:
        raise InputError(document.problems)
    return document


def _check_size(text: str, document: Document) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise InputError(Problem("holds half a character", document.name, line)) from None
    if size > MOST_BYTES:
        raise InputError(
            Problem(
                f"is too large for a plan: {size:,} bytes, at most {MOST_BYTES:,}", document.name
            )
        )


def _check_conflicts(text: str, document: Document) -> None:
    found = CONFLICT.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        hint = "Keep the lines that you want, delete the markers, then try again."
        raise InputError(
            Problem("holds an unfinished git merge", document.name, line, 1, hint=hint)
        )


def _check_events(text: str, document: Document) -> None:
    depth = 0
    for event in _events(text, document):
        what, hint = _forbidden(event)
        if what:
            document.problems.append(Problem(what, document.name, *_place(event), hint=hint))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH:
            raise InputError(
                Problem(f"is nested deeper than {MOST_DEPTH} levels", document.name, *_place(event))
            )
    if document.problems:
        raise InputError(document.problems)


def _events(text: str, document: Document) -> Iterator[yaml.Event]:
    place = (1, 1)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            place = _place(event)
            yield event
    except (ValueError, OverflowError):  # PyYAML lets slip what int() and chr() refuse
        hint = "Check the escapes, such as \\U0001F600, on this line and the next."
        raise InputError(
            Problem("holds a number that is no character", document.name, *place, hint=hint)
        ) from None


def _forbidden(event: yaml.Event) -> tuple[str | None, str | None]:
    """Return what is wrong with an event that no plan may hold, and what to do."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "uses a YAML anchor or alias", "Write the value out."
    tag = getattr(event, "tag", None)
    if tag:
        return f"carries the YAML tag {tag}", "Remove it."
    if isinstance(event, yaml.ScalarEvent) and SURROGATE.search(event.value):
        return "holds half a character", "Write the character itself, or \\U and eight digits."
    return None, None


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax(error: yaml.MarkedYAMLError, text: str, document: Document) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = f"is not valid YAML: {error.problem or error.context}"
    if "\t" in "".join(text.splitlines()[line - 1 : line])[:column]:
        what = "is not valid YAML: a tab where only spaces may stand"
    hint = "Check indentation, colons and quotes there."
    return Problem(what, document.name, line, column, hint=hint)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _convert(node: yaml.Node, path: KeyPath, document: Document) -> Plain:
    document.places.setdefault(path, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*path, index), document) for index, item in enumerate(node.value)]
    return _scalar(node, path, document)


def _mapping(node: yaml.MappingNode, path: KeyPath, document: Document) -> dict[str, Plain]:
    result: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        mark = key_node.start_mark
        if not isinstance(key_node, yaml.ScalarNode):
            document.problems.append(
                Problem("has a key that is not text", document.name, mark.line + 1, mark.column + 1)
            )
            continue
        key = str(key_node.value)
        here = (*path, key)
        if key in result:
            first = document.places[here][0]
            document.places[here] = (mark.line + 1, mark.column + 1)
            document.problems.append(
                document.problem(here, f"stands twice, first on line {first}", hint="Keep one.")
            )
            continue
        document.places[here] = (mark.line + 1, mark.column + 1)
        result[key] = _convert(value_node, here, document)
    return result


def _scalar(node: yaml.Node, path: KeyPath, document: Document) -> Plain:
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style not in (None, ""):
        return text
    if NO_NUMBER.fullmatch(text):
        document.problems.append(document.problem(path, "must be a finite number", value=text))
        return None
    return of_plain(text)


def of_plain(text: str) -> bool | int | Decimal | str | None:
    """Return what `text` means where it stands without quotes, by the YAML 1.2 core schema."""
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    return _number(text) if NUMBER.fullmatch(text) else text


def _number(text: str) -> int | Decimal | str:
    digits = text.lstrip("+-")
    if digits.isdigit():
        leading_zero = len(digits) > 1 and digits[0] == "0"
        return text if leading_zero or len(digits) > 18 else int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        return text
    return text if abs(number.adjusted()) > 18 else number
