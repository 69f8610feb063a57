"""The JSON Schema by which editors complete and check plan.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from babel.numbers import list_currencies

from planner.model.base import territories
from planner.model.plan import Plan
from planner.model.schema_words import FIELDS, WORDS

SCHEMA_FILE = Path(__file__).with_name("schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
DAY = r"^\s*\d{4}-\d{2}-\d{2}"
FORMATS: dict[str, Schema] = {
    "country": {"$ref": "#/$defs/Country"},
    "currency": {"$ref": "#/$defs/Currency"},
    "language": {"pattern": "^[a-z]{2,3}([-_][A-Za-z0-9]+)*$", "examples": ["fr", "pt-BR"]},
    "date": {"format": "date", "pattern": f"{DAY}\\s*$", "examples": ["2027-03-12"]},
    "date-time": {
        "format": "date-time",
        "pattern": DAY,
        "examples": ["2027-03-12T10:00:00Z"],
    },
}
"""What stands in the schema for each of the model's kinds of text."""
DECISIONS = {
    "^timing\\..+\\.date$": {"type": "string", "format": "date", "pattern": f"{DAY}\\s*$"},
    "^(creators|languages)\\..+\\.chosen$": {"type": "boolean"},
    "^(spend\\..+|facts)\\.[^.]": {"type": "number", "minimum": 0, "maximum": 10**12},
}
"""What a decision on each kind of place holds."""
PLACE = "|".join(DECISIONS)
NEEDED = {"not": {"type": "null"}}
RULES: dict[str, Schema] = {
    "Region": {
        "allOf": [
            {
                "if": {"properties": {"pays": {"const": "shared"}}, "required": ["pays"]},
                "then": {"properties": {"our_share": NEEDED}, "required": ["our_share"]},
                "else": {"properties": {"our_share": {"type": "null"}}},
            },
            {
                "if": {"properties": {"date_by": {"const": "partner"}}, "required": ["date_by"]},
                "then": {"properties": {"date": NEEDED}, "required": ["date"]},
                "else": {"properties": {"date": {"type": "null"}}},
            },
        ]
    },
    "SpendLimit": {
        "anyOf": [
            {"required": ["least"], "properties": {"least": NEEDED}},
            {"required": ["most"], "properties": {"most": NEEDED}},
        ]
    },
    "Decision": {
        "oneOf": [
            {"required": ["below"], "properties": {"below": NEEDED}},
            {"required": ["above"], "properties": {"above": NEEDED}},
        ]
    },
    "Override": {
        "allOf": [
            {
                "if": {"properties": {"at": {"pattern": at}}, "required": ["at"]},
                "then": {"properties": {"value": value}},
            }
            for at, value in DECISIONS.items()
        ],
    },
}
"""What fields of one part demand of each other, as far as a schema can say it."""


def json_schema() -> dict[str, object]:
    """Return the JSON Schema of a plan: every field described, codes and dates by their form."""
    schema = Plan.model_json_schema(by_alias=True)
    parts: dict[str, Schema] = schema["$defs"]
    for name, part in [("Plan", schema), *parts.items()]:
        for key, field in part["properties"].items():
            told = field.get("description") or _described(name, key, field, parts)
            field["description"] = " ".join(told.split())
            field.pop("title", None)
        part.update(RULES.get(name, {}))
    parts["Override"]["properties"]["at"]["pattern"] = PLACE
    schema["properties"]["campaign"]["not"] = {"pattern": "^(con|prn|aux|nul|(com|lpt)[0-9])$"}
    parts["Country"] = {
        "description": "A country, by its ISO 3166 code.",
        "enum": sorted(territories()),
    }
    parts["Currency"] = {
        "description": "A currency, by its ISO 4217 code.",
        "enum": sorted(list_currencies()),
    }
    head = {"$schema": DIALECT, "title": "Microhit campaign plan"}
    return {**cast("Schema", _spelt(schema)), **head}


def _described(name: str, key: str, field: Schema, parts: dict[str, Schema]) -> str:
    """Return what a field without words of its own is: by its place, name, or what it holds."""
    told = FIELDS.get(f"{name}.{key}") or WORDS.get(key)
    return told or str(parts[_held(field)]["description"])


def _held(field: object) -> str:
    """Return the name of the part that a field holds, alone, in a list or in a table."""
    if isinstance(field, dict):
        if "$ref" in field:
            return str(field["$ref"]).rpartition("/")[2]
        return next(filter(None, map(_held, field.values())), "")
    return next(filter(None, map(_held, field)), "") if isinstance(field, list) else ""


def _spelt(node: object) -> object:
    """Return a schema with each kind of text spelt out, and tables closed to other keys."""
    if isinstance(node, list):
        return [_spelt(item) for item in node]
    if not isinstance(node, dict):
        return node
    spelt = {key: _spelt(value) for key, value in node.items()}
    form = FORMATS.get(str(node.get("format", "")))
    if form:
        spelt.pop("format")
        spelt.update({key: value for key, value in form.items() if key not in spelt})
        if "$ref" in form:
            spelt.pop("type", None)
    if "patternProperties" in spelt:
        spelt.setdefault("additionalProperties", False)
    return spelt
