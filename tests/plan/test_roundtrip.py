"""A plan that is written is read back the same, whatever text it holds."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel

from planner.errors import InputError
from planner.model import letters
from planner.model.plan import Plan
from planner.model.sections import Audience, Partners, Timing
from planner.plan import edit
from planner.plan.parse import parse
from planner.plan.shape import models
from planner.plan.text import dump
from tests.plan.samples import GOLDEN, NASTY, PLANS, golden, small


def test_golden_file_comes_back_byte_for_byte() -> None:
    assert dump(golden()).encode() == GOLDEN.read_bytes()


def _held(value: object) -> Iterator[tuple[type[BaseModel], str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if inner not in (None, [], {}):
                yield type(value), name
            yield from _held(inner)
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _held(inner)


def test_golden_file_holds_every_field() -> None:
    every = {(model, name) for model in models() for name in model.model_fields}
    assert every - set(_held(golden())) == set()


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_any_plan_comes_back(plan: Plan) -> None:
    text = dump(plan)
    again = parse(text, "plan.yaml")
    assert again == plan
    assert dump(again) == text


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_comes_back_everywhere(text: str) -> None:
    name = letters.tidy(text.replace("\n", " "))
    name = "x" if not name or letters.wrong_in_name(name) else name
    changes: dict[str, object] = {
        "note": text,
        "film.title": name,
        "film.genres": [name, name],
        "film.logline": {"fr": text},
        "film.messages": {"fr": [text, text]},
        "goals.budget.fixed": {name: Decimal("0.1")},
        "goals.regions.MX.partner": {"name": name},
        "timing": {
            "regions": {
                "NO": {
                    "set_by": "nobody",
                    "earliest": "2027-01-01",
                    "latest": "2027-01-01",
                    "gates": {name: "2027-01-01"},
                    "alternatives": {"2027-01-08": 1e-7},
                }
            }
        },
    }
    plan = edit.replace(small(), changes)
    written = dump(plan)
    kept = letters.with_newlines(text)
    assert (plan.note, plan.film.title, plan.film.logline["fr"]) == (kept, name, kept)
    assert parse(written, "plan.yaml") == plan
    assert dump(parse(written, "plan.yaml")) == written
    assert parse(written.replace("\n", "\r\n"), "plan.yaml") == plan


def test_only_notes_of_several_lines_stand_on_several_lines() -> None:
    plain = dump(small(note="x"))
    for text in map(letters.with_newlines, NASTY):
        lines = dump(small(note=text)).count("\n") - plain.count("\n")
        assert lines <= text.count("\n") + 1, text
        if "\n" not in text:
            assert lines == 0, text


def test_every_line_of_a_plan_is_one_fact() -> None:
    long = "A sentence that is far longer than any window is wide. " * 30
    lines = dump(edit.replace(small(), {"film.note": long})).splitlines()
    assert sum(long.strip() in line for line in lines) == 1


def test_a_cleared_list_stays_cleared() -> None:
    plan = edit.replace(small(), {"goals.audience": []})
    assert parse(dump(plan), "plan.yaml").goals.audience == []


def test_an_empty_part_is_not_an_absent_one() -> None:
    plan = small(audience=Audience(), timing=Timing(), partners=Partners())
    assert parse(dump(plan), "plan.yaml") == plan


def test_numbers_are_written_digit_by_digit() -> None:
    changes: dict[str, object] = {
        "goals.budget.total": Decimal("1E+3"),
        "goals.budget.creators": Decimal("-0"),
        "overrides": [{"at": "facts.x", "value": Decimal("1E-7")}],
    }
    written = dump(edit.replace(small(), changes))
    assert "total: 1000\n" in written
    assert "creators: 0\n" in written
    assert "value: 0.0000001\n" in written


def test_text_that_is_no_text_is_an_error_and_not_half_a_file() -> None:
    with pytest.raises(InputError, match="note"):
        edit.replace(small(), {"note": "\ud800"})
