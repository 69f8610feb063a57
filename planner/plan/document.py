"""YAML text to plain data, with the line of every key, and all faults at once.

Scalars follow the YAML 1.2 core schema: `NO`, `on` and `12:30` stay text. Dates stay text too; the
model reads them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

from planner.errors import InputError, Problem
from planner.model.base import is_language
from planner.plan import limits
from planner.plan.scalars import doubtful, of_plain

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML where PyYAML was built with it: ten times as fast."""
LONGEST_KEY = 200
"""Characters of a key: those of the longest name."""
LONGEST_SHOWN = 60

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
        field = ".".join(map(_shown, path)) or None
        return Problem(what, self.name, line, column, field, value, hint)


def _paths(data: object, path: KeyPath) -> Iterator[KeyPath]:
    yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _paths(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _paths(value, (*path, index))


def _shown(part: str | int) -> str:
    """Return a part of a key path for a message, whatever a stranger's file calls it."""
    text = str(part)
    text = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in text)


def read(text: str, name: str) -> Document:
    """Return the data of YAML `text`; `name` is the file that messages speak of.

    Raises:
        InputError: with every fault found: too large or deep, broken YAML, duplicate keys, tags.
    """
    document = gathered(text, name)
    if document.problems:
        raise limits.refused(document.problems, name)
    return document


def gathered(text: str, name: str) -> Document:
    """Return the data of YAML `text`, with its doubtful keys and values as `problems`.

    Raises:
        InputError: as in `read`, where nothing can be made of the text.
    """
    limits.check(text, name, LOADER)
    node = yaml.compose(text, Loader=LOADER)
    if node is None:
        raise InputError(Problem("is empty", name, hint="A plan starts with its schema number."))
    document = Document(name)
    document.data = _convert(node, (), document)
    return document


def _convert(node: yaml.Node, path: KeyPath, document: Document) -> Plain:
    document.places.setdefault(path, _place(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*path, index), document) for index, item in enumerate(node.value)]
    return _scalar(node, path, document)


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _mapping(node: yaml.MappingNode, path: KeyPath, document: Document) -> dict[str, Plain]:
    result: dict[str, Plain] = {}
    alike: dict[str, str] = {}
    for key_node, value_node in node.value:
        wrong = _wrong_key(key_node)
        if wrong:
            problem = Problem(wrong[0], document.name, *_place(key_node), hint=wrong[1])
            document.problems.append(problem)
            continue
        key = str(key_node.value)
        here = (*path, key)
        first = alike.setdefault(_alike(key), key)
        if key in result or first != key:
            line = document.places[*path, first][0]
            document.places[here] = _place(key_node)
            same = "" if first == key else " in another way of writing it"
            what = f"stands twice, first on line {line}{same}"
            document.problems.append(document.problem(here, what, hint="Keep one."))
            continue
        document.places[here] = _place(key_node)
        result[key] = _convert(value_node, here, document)
    return result


def _alike(key: str) -> str:
    """Return a key as it is compared: é is one letter or two, and pt_BR is pt-BR."""
    normal = unicodedata.normalize("NFC", key)
    return normal.replace("_", "-") if "_" in normal and is_language(normal) else normal


def _wrong_key(node: yaml.Node) -> tuple[str, str] | None:
    if not isinstance(node, yaml.ScalarNode):
        return "has a key that is not text", "Write `key: value`; text that holds [ or { in quotes."
    if len(node.value) > LONGEST_KEY:
        what = f"has a key of {len(node.value):,} characters, at most {LONGEST_KEY}"
        return what, "Shorten it, or check the colons and quotes there."
    return None


def _scalar(node: yaml.Node, path: KeyPath, document: Document) -> Plain:
    text = str(node.value)
    if isinstance(node, yaml.ScalarNode) and node.style not in (None, ""):
        return text
    wrong = doubtful(text)
    if wrong:
        document.problems.append(document.problem(path, wrong[0], value=text, hint=wrong[1]))
        return None
    return of_plain(text)
