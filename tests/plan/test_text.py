"""The text of a plan: one form, one fact a line, so that git shows just what changed."""

from __future__ import annotations

import copy
import difflib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.model.plan import Plan
from planner.plan import edit, text
from planner.plan.parse import parse
from planner.plan.text import HEADER, dump, plain
from tests.plan.samples import PLANS, golden, small

Path = tuple[str | int | date, ...]


def leaves(data: object, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Each single value of plain data and where it stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path, data


def others(value: object) -> Iterator[object]:
    """Values of the same kind that a person may write instead."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float | Decimal):
        yield from (type(value)(3), value + 1, value / 2)
    elif isinstance(value, date):
        yield from (value + timedelta(days=1), value - timedelta(days=1))
    elif isinstance(value, str):
        yield from (f"x {value}", value[:-1], "DE", "de", "JPY", "sha256:" + "0" * 16)


def with_value(data: object, path: Path, value: object) -> Plan | None:
    """The plan of plain data with one value replaced, if there may be such a plan."""
    data = copy.deepcopy(data)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    if inner[path[-1]] == value:
        return None
    inner[path[-1]] = value
    try:
        return Plan.model_validate(data)
    except ValidationError:
        return None


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, as `git diff` shows them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in list(lines)[2:] if line[0] in "+-"]


def test_changing_one_value_changes_the_line_where_it_stands_alone() -> None:
    before, data = dump(golden()), plain(golden())
    tried = []
    for path, value in leaves(data):
        plans = (with_value(data, path, other) for other in others(value))
        plan = next(filter(None, plans), None)
        if plan is None:
            continue
        tried.append(path)
        lines = changed(before, dump(plan))
        assert [line[0] for line in lines] == ["-", "+"], (path, lines)
    assert len(tried) > 0.8 * len(list(leaves(data)))
    assert {str(path[0]) for path in tried} >= {"film", "goals", "overrides", "timing", "spend"}


def test_what_a_save_writes_stands_on_lines_of_its_own() -> None:
    plan = golden()
    stamp: dict[str, object] = {"version": 8, "based_on": 7, "author": "Léa", "note": "one line"}
    lines = changed(dump(plan), dump(plan.model_copy(update=stamp)))
    keys = {"version", "based_on", "author", "note"}
    assert {line[1:].partition(":")[0] for line in lines if line[0] == "+"} == keys


@pytest.mark.parametrize(
    ("at", "item"),
    [
        ("film.genres", "Comedy"),
        ("film.comps", {"title": "A", "region": "MX", "admissions": 1, "source": "b"}),
        ("goals.regions.JP", {}),
        ("goals.rates.CHF", {"value": 1.05, "as_of": date(2026, 11, 20)}),
        ("goals.budget.fixed.creative", Decimal("0.5")),
        ("overrides", {"at": "facts.a.b", "value": Decimal(1)}),
    ],
)
def test_a_new_fact_is_one_new_line_or_part(at: str, item: object) -> None:
    plan, data = golden(), cast("Any", plain(golden()))
    for key in at.split("."):
        data = data.get(key) if isinstance(data, dict) else data
    value = [*data, item] if isinstance(data, list) else item
    after = dump(edit.replace(plan, {at: value}))
    lines = changed(dump(plan), after)
    assert len(lines) <= 5, lines
    assert sum(line[0] == "-" for line in lines) <= 1, lines


class ByHand(yaml.SafeDumper):
    """Writes YAML in any of the ways that a person may."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's own signature
        return True  # nobody writes them by hand, and a plan may hold none


ByHand.add_representer(Decimal, text._amount)
ByHand.add_representer(str, text._text)
HABITS = st.fixed_dictionaries(
    {
        "default_flow_style": st.booleans(),
        "width": st.sampled_from([80, 10**9]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
    }
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PLANS, HABITS, st.sampled_from(["\n", "\r\n"]))
def test_however_a_plan_is_written_by_hand_a_save_brings_the_one_form(
    plan: Plan, habits: dict[str, Any], ending: str
) -> None:
    by_hand = yaml.dump(spelt(plain(plan)), Dumper=ByHand, sort_keys=False, **habits).replace(
        "\n", ending
    )
    read = parse(f"# mine{ending}{by_hand}", "plan.yaml")
    assert read == plan
    assert dump(read) == dump(plan)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_fields_in_another_order_are_put_in_theirs(plan: Plan) -> None:
    def reversed_parts(data: object, part: object) -> object:
        if isinstance(part, dict):  # the rows of a table keep the order that a person gave them
            return {key: reversed_parts(cast("Any", data)[key], part[key]) for key in part}
        if isinstance(data, dict) and not isinstance(part, list):
            return dict(reversed(data.items()))
        return data

    data = cast("dict[str, object]", plain(plan))
    mixed = {key: reversed_parts(data[key], getattr(plan, key, None)) for key in reversed(data)}
    written = yaml.dump(mixed, Dumper=text._Dumper, sort_keys=False)
    assert dump(parse(written, "plan.yaml")) == dump(plan)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_every_line_ends_alike(plan: Plan) -> None:
    written = dump(plan)
    assert written.startswith(HEADER)
    assert "\r" not in written
    assert written.endswith("\n")
    assert not any(line.endswith((" ", "\t")) for line in written.split("\n"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (0.07 * 100 / 100, "0.07"),
        (1 / 3, "0.333333333333"),
        (1e-7, "0.0000001"),
    ],
)
def test_shares_are_written_without_dust_and_exponents(value: float, shown: str) -> None:
    plan = edit.replace(small(), {"goals.budget.commission": value})
    assert f"commission: {shown}\n" in dump(plan)
    assert parse(dump(plan), "plan.yaml") == plan


def test_no_float_of_the_golden_plan_has_an_exponent_or_dust() -> None:
    numbers = re.findall(r"(?<![\w':.-])\d+\.\d+(?:[eE][-+]?\d+)?", dump(golden()))
    assert numbers
    assert all(len(number) < 15 and "e" not in number.lower() for number in numbers)


def spelt(data: object) -> object:
    """Plain data with days and moments as text; a float would not hold every decided number."""
    if isinstance(data, dict):
        return {str(key): spelt(value) for key, value in data.items()}
    if isinstance(data, list):
        return [spelt(item) for item in data]
    if isinstance(data, datetime):
        return data.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(data) if isinstance(data, date) else data


def test_json_is_yaml_too() -> None:
    assert parse(json.dumps(spelt(plain(golden())), default=float), "plan.yaml") == golden()


def test_a_text_of_several_lines_is_a_block_that_can_be_read() -> None:
    note = "After the call:  \r\n\tJapan waits.\u2028\u2028Mexico goes. "
    written = dump(edit.replace(small(), {"note": note}))
    shown = "note: |-\n  After the call:\n      Japan waits.\n\n  Mexico goes.\n"
    assert shown in written
