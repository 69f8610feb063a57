"""The JSON Schema that editors use is the model's, and accepts what the loader accepts."""

import json
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from planner.model.plan import SCHEMA_FILE, json_schema
from planner.plan.document import read

GOLDEN = Path(__file__).parent.parent / "golden" / "schema2.yaml"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    return jsonschema.Draft202012Validator(json_schema())


@pytest.fixture
def golden() -> dict[str, Any]:
    return cast("dict[str, Any]", read(GOLDEN.read_text(encoding="utf-8"), "golden").data)


def test_shipped_schema_is_the_models() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == json_schema()


def test_schema_accepts_the_golden_file(
    validator: jsonschema.Draft202012Validator, golden: dict[str, Any]
) -> None:
    assert [error.message for error in validator.iter_errors(golden)] == []


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("film", "tilte", "misspelt"),
        ("film", "runtime", "long"),
        ("film", "origin", []),
        ("goals", "objective", "fame"),
        ("goals", "audience", "audience/*.csv"),
        ("timing", "regions", {"FR": {"set_by": "nobody"}}),
        ("spend", "total", -1),
    ],
)
def test_schema_rejects_a_wrong_file(
    validator: jsonschema.Draft202012Validator,
    golden: dict[str, Any],
    part: str,
    key: str,
    value: object,
) -> None:
    golden[part][key] = value
    assert not validator.is_valid(golden)


def test_dates_are_described_as_dates() -> None:
    described: Any = json_schema()
    assert described["properties"]["as_of"]["format"] == "date"
