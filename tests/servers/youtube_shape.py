"""What YouTube's discovery document says: which parameters a method takes, what an answer holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

MOST_IDS = 50
"""The limit stands in the texts of the document, not among its rules."""
SERVED = (
    "search.list",
    "channels.list",
    "playlistItems.list",
    "videos.list",
    "videos.batchGetStats",
    "commentThreads.list",
)
ALWAYS = {"kind", "etag", "id"}
"""What an item holds whatever parts are asked for."""
FILTERS = {
    "channels.list": ("id", "forHandle", "forUsername", "mine", "managedByMe"),
    "playlistItems.list": ("id", "playlistId"),
    "videos.list": ("id", "chart", "myRating"),
    "videos.batchGetStats": ("id",),
    "commentThreads.list": ("id", "videoId", "channelId", "allThreadsRelatedToChannelId"),
}
"""One of these has to be there, and not two: so says YouTube's reference, not the document."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a request is refused: Google's reason and its words."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a request, each with all its values."""

    values: Mapping[str, Sequence[str]]

    def one(self, name: str, default: str = "") -> str:
        """Return the last value."""
        return self.values[name][-1] if self.values.get(name) else default

    def many(self, name: str) -> list[str]:
        """Return all values: repeated, or with commas between them."""
        return [part for value in self.values.get(name, ()) for part in value.split(",") if part]


@dataclass(frozen=True, slots=True)
class Method:
    """One method of the API."""

    name: str
    path: str
    parameters: Mapping[str, Mapping[str, Any]]
    answer: str
    """The schema of its answer."""

    @property
    def item(self) -> str:
        """The schema of one item."""
        ref: str = document()["schemas"][self.answer]["properties"]["items"]["items"]["$ref"]
        return ref

    @property
    def parts(self) -> frozenset[str]:
        """What may be asked for."""
        return frozenset(document()["schemas"][self.item]["properties"]) - ALWAYS | {"id"}

    def most(self, asked: Asked) -> int:
        """Return how many results are asked for."""
        return int(asked.one("maxResults", self.parameters["maxResults"]["default"]))

    def wrong(self, asked: Asked) -> Wrong | None:
        """Return the first thing that is wrong about a request."""
        return next(_wrongs(self, asked), None)


@cache
def document() -> dict[str, Any]:
    """Return the document, as googleapiclient has it."""
    place = files("googleapiclient") / "discovery_cache" / "documents" / "youtube.v3.json"
    content: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return content


@cache
def methods() -> dict[str, Method]:
    """Return the methods that are served, by path."""
    found = {}
    for name in SERVED:
        resource, verb = name.split(".")
        told = document()["resources"][resource]["methods"][verb]
        method = Method(name, f"/{told['path']}", told["parameters"], told["response"]["$ref"])
        found[method.path] = method
    return found


def _wrongs(method: Method, asked: Asked) -> Iterator[Wrong]:
    known = {**document()["parameters"], **method.parameters}
    for name, values in asked.values.items():
        if name not in known:
            text = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query '
            yield Wrong("badRequest", f"{text}parameter. Field '{name}' could not be found.")
        else:
            yield from _of_values(name, values, known[name])
    if not asked.many("part"):
        yield Wrong("missingRequiredParameter", "No part selected. Required parameter: part")
    for part in sorted({*asked.many("part")} - method.parts):
        yield Wrong("unknownPart", f"'{part}'")
    yield from _of_filters(FILTERS.get(method.name, ()), asked)
    if len(asked.many("id")) > MOST_IDS:
        text = f"The request specifies too many ids: {len(asked.many('id'))}, {MOST_IDS} at most."
        yield Wrong("invalidFilters", text)


def _of_values(name: str, values: Sequence[str], rule: Mapping[str, Any]) -> Iterator[Wrong]:
    if len(values) > 1 and not rule.get("repeated"):
        yield Wrong("badRequest", f"Invalid value at '{name}': it stands {len(values)} times.")
    for value in values:
        if "enum" in rule and value not in rule["enum"]:
            yield Wrong("invalidParameter", f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\"")
        if not _has_type(value, rule):
            text = f"Invalid value at '{name}' (TYPE_{rule['type'].upper()}), \"{value}\""
            yield Wrong("badRequest", text)
        elif rule["type"] == "integer" and "maximum" in rule:
            low, high = int(rule["minimum"]), int(rule["maximum"])
            if not low <= int(value) <= high:
                text = f"Invalid value '{value}'. Values must be within the range: [{low}, {high}]"
                yield Wrong("invalidParameter", text)


def _has_type(value: str, rule: Mapping[str, Any]) -> bool:
    if rule["type"] == "boolean":
        return value in {"true", "false"}
    if rule["type"] == "integer":
        return re.fullmatch(r"-?\d{1,18}", value, re.ASCII) is not None
    return rule.get("format") != "google-datetime" or _is_time(value)


def _is_time(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _of_filters(names: Sequence[str], asked: Asked) -> Iterator[Wrong]:
    given = [name for name in names if asked.one(name)]
    if names and not given:
        text = f"No filter selected. Expected one of: {', '.join(names)}"
        yield Wrong("missingRequiredParameter", text)
    if len(given) > 1:
        text = f"Incompatible parameters specified in the request: {', '.join(given)}"
        yield Wrong("incompatibleParameters", text)


NUMBERS = {"int64": r"-?\d+", "uint64": r"\d+", "google-duration": r"\d+(\.\d+)?s"}
"""How texts of a format look in JSON."""


def misfits(value: Any, schema: Mapping[str, Any], where: str) -> Iterator[str]:  # noqa: ANN401  # JSON
    """Give what an answer holds against the document: unknown fields, wrong types."""
    if "$ref" in schema:
        schema = document()["schemas"][schema["$ref"]]
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
    if type(value) is not kinds[schema["type"]]:
        yield f"{where}: {type(value).__name__}, not {schema['type']}"
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from misfits(item, schema["items"], f"{where}[{at}]")
    elif isinstance(value, dict):
        for name, inner in value.items():
            rule = schema.get("properties", {}).get(name)
            found = (
                misfits(inner, rule, f"{where}.{name}") if rule else [f"{where}.{name}: unknown"]
            )
            yield from found
    elif not re.fullmatch(NUMBERS.get(schema.get("format", ""), r"(?s).*"), str(value)):
        yield f"{where}: {value!r} is no {schema['format']}"


def only_fields(value: Any, mask: str) -> Any:  # noqa: ANN401  # JSON
    """Return the part of an answer that `fields` names, such as items(id,snippet/title),etag.

    Raises ValueError for a mask that cannot be read.
    """
    tree, rest = _tree(mask)
    if rest:
        raise ValueError(rest)
    return _kept(value, tree)


Tree = dict[str, Any]


def _tree(text: str) -> tuple[Tree, str]:
    tree: Tree = {}
    while True:
        path = re.match(r"[\w*/]+", text)
        if path is None:
            raise ValueError(text)
        text = text[path.end() :]
        inner: Tree = {}
        if text[:1] == "(":
            inner, text = _tree(text[1:])
            if text[:1] != ")":
                raise ValueError(text)
            text = text[1:]
        *above, last = path[0].split("/")
        place = tree
        for name in above:
            place = place.setdefault(name, {})
        place.setdefault(last, {}).update(inner)
        if text[:1] != ",":
            return tree, text
        text = text[1:]


def _kept(value: Any, tree: Tree) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, list):
        return [_kept(item, tree) for item in value]
    if not tree or "*" in tree or not isinstance(value, dict):
        return value
    return {name: _kept(inner, tree[name]) for name, inner in value.items() if name in tree}
