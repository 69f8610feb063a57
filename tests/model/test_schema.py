"""The JSON Schema that editors use is the model's, and accepts what the loader accepts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from planner.errors import InputError
from planner.model.plan import Plan
from planner.model.schema import SCHEMA_FILE, json_schema
from planner.model.schema_words import FIELDS, WORDS
from planner.plan.document import Document, read
from planner.plan.parse import checked
from planner.plan.text import plain
from tests.plan.samples import GOLDEN, PLANS
from tests.plan.told import damaged

GOLDEN_TEXT = GOLDEN.read_text(encoding="utf-8")
SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
BEYOND = (
    "is no language code",  # there are more than a list in an editor should hold
    "is no time zone",
    "must be a date such as",  # 2027-02-30 has the form of a date
    "must be a time such as",
    "must lie between the years",
    "must be a date, an amount",
    "must have at most two decimals",
    "must be a number up to 10^12 with at most 12 decimals",
    "ends before it starts",
    "end before they start",
    "must rise from low to base to high",
    "minimum_spend",  # one figure against another
    "least ",
    "at_most ",
    "is a share of our media money",
    "names ",  # a region twice
    "name a country twice",
    "must lie inside the campaign's folder",
    "is neither an ISO 3166 code",  # groups are named in the plan itself
    "holds more than one decision",
    "is a name that Windows keeps",  # of a region
    "holds U+",
    "must not be empty",  # a name of blanks
    "at must",  # channels and places with several dots
)
"""How faults start that a schema can't tell, or that would make it unreadable."""


@pytest.fixture
def golden() -> dict[str, Any]:
    return cast("dict[str, Any]", read(GOLDEN_TEXT, "golden").data)


def as_json(data: object) -> object:
    """Plain data as an editor sees them in the file."""
    if isinstance(data, dict):
        return {str(key): as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_json(item) for item in data]
    if isinstance(data, datetime):
        return data.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(data, Decimal):
        return float(data)
    return str(data) if isinstance(data, date) else data


def parts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each part of the schema that has fields, by name."""
    for name, part in [("Plan", SCHEMA), *cast("dict[str, Any]", SCHEMA["$defs"]).items()]:
        if "properties" in cast("dict[str, Any]", part):
            yield name, cast("dict[str, Any]", part)


def test_the_schema_is_one_and_is_the_shipped_file() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    shipped = SCHEMA_FILE.read_text(encoding="utf-8")
    assert shipped == json.dumps(SCHEMA, indent=1, ensure_ascii=False) + "\n"


def test_every_field_is_described_in_a_sentence() -> None:
    for name, part in parts():
        assert part.get("description"), name
        assert part["additionalProperties"] is False, name
        for key, field in part["properties"].items():
            told = field["description"]
            assert len(told) > 7, f"{name}.{key}"
            assert "\n" not in told, f"{name}.{key}"


def test_no_word_of_the_schema_is_out_of_use() -> None:
    fields = {f"{name}.{key}" for name, part in parts() for key in part["properties"]}
    assert set(FIELDS) <= fields
    assert set(WORDS) <= {field.partition(".")[2] for field in fields}


def test_editors_complete_words_and_codes() -> None:
    text = json.dumps(SCHEMA)
    for part in ('"theatrical"', '"MX"', '"EUR"', '"format": "date"', '"pt-BR"', '"2027-03-12"'):
        assert part in text


def test_schema_accepts_the_golden_file(golden: dict[str, Any]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_json(golden))] == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_schema_accepts_every_plan_that_is_saved(plan: Plan) -> None:
    data = as_json(plain(plan))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("schema", 1),
        ("campaign", "Walnut"),
        ("campaign", "con"),
        ("as_of", "12/03/2027"),
        ("as_of", "2027-03-12T10:00:00"),
        ("film.tilte", "misspelt"),
        ("film.runtime", "long"),
        ("film.origin", []),
        ("film.origin", ["Georgia"]),
        ("film.original_language", "Georgian"),
        ("film.local_titles", {"French": "x"}),
        ("film.content", {"religon": "x"}),
        ("goals.objective", "fame"),
        ("goals.audience", "audience/*.csv"),
        ("goals.budget.currency", "euro"),
        ("goals.budget.total", 10**13),
        ("goals.budget.commission", 10),
        ("goals.regions.mx", {}),
        ("goals.regions.FR.pays", "us"),
        ("goals.regions.FR.our_share", None),
        ("goals.regions.FR.date_by", "us"),
        ("goals.regions.DACH.date_by", "partner"),
        ("goals.limits.0", {"at": "region:FR"}),
        ("goals.decisions.0.above", 1),
        ("overrides.0.at", "timing.DACH.dat"),
        ("overrides.0.value", True),
        ("overrides.1.value", "2027-04-15"),
        ("overrides.2.value", "no"),
        ("timing.regions.FR.set_by", "us"),
        ("spend.total", -1),
    ],
)
def test_schema_and_loader_reject_a_wrong_file(
    golden: dict[str, Any], at: str, value: object
) -> None:
    *parents, last = [int(key) if key.isdigit() else key for key in at.split(".")]
    inner: Any = golden
    for key in parents:
        inner = inner[key]
    inner[last] = value
    assert not VALIDATOR.is_valid(as_json(golden))
    with pytest.raises(InputError):
        checked(golden, Document.of(golden))


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_what_the_schema_accepts_loads_or_is_beyond_it(plan: dict[str, Any]) -> None:
    if not VALIDATOR.is_valid(as_json(plan)):
        return
    try:
        checked(plan, Document.of(plan))
    except InputError as error:
        beyond = [item for item in error.problems if not item.what.startswith(BEYOND)]
        assert not beyond, [str(item) for item in beyond]
