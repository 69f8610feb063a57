"""Fingerprints: equal for what means the same, different as soon as an input changes."""

import re
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import packages_distributions
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.facts.places import places
from planner.facts.table import FOLDER, Fact, load
from planner.model.plan import Plan
from planner.model.sections import Provenance
from planner.plan import edit, store
from planner.plan.fingerprint import (
    ASIDE,
    CALLED,
    PARTS,
    changed_inputs,
    facts_input,
    file_inputs,
    plan_inputs,
    shipped_facts,
)
from planner.plan.parse import parse
from planner.plan.text import dump
from planner.suggest import PACKAGES
from tests.plan.samples import PLANS, small

IMPORT = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)
READERS = {"click", "openpyxl", "pydantic", "pydantic_core", "yaml", "orjson", "icalendar",
    "pyarrow", "joblib", "threadpoolctl", "distributed", "dateutil"}  # fmt: skip
"""Packages that read, write or run things, and dateutil, whose Easter is a fixed formula."""
FACTS = [row for row in load().rows() if isinstance(row, Fact)]
SOME = FACTS[:40]


def suggested(plan: Plan, facts: str | None = None) -> Plan:
    """The plan as if it had just been suggested, without files."""
    return plan.model_copy(update={"provenance": Provenance(inputs=plan_inputs(plan), facts=facts)})


def of(rows: list[Fact]) -> str:
    return facts_input(rows)


def test_every_kind_of_input_has_a_name_for_people() -> None:
    assert {*PARTS, "facts"} == set(CALLED)


@given(PLANS)
def test_a_save_changes_no_fingerprint(plan: Plan) -> None:
    assert plan_inputs(parse(dump(plan), "plan.yaml")) == plan_inputs(plan)


@pytest.mark.parametrize("amount", ["60.0", "100.00", "4321.50", "1E+3", "0.000000000001"])
def test_a_decided_amount_has_one_fingerprint_however_it_was_typed(amount: str) -> None:
    plan = edit.with_override(small(), "spend.FR.search", Decimal(amount))
    assert plan_inputs(parse(dump(plan), "plan.yaml")) == plan_inputs(plan)


def test_each_input_that_changes_is_named_and_no_other() -> None:
    plan = suggested(small())
    assert changed_inputs(plan, {}) == []
    assert changed_inputs(edit.replace(plan, {"film.note": "new"}), {}) == ["film"]
    assert changed_inputs(edit.replace(plan, {"goals.budget.total": 1}), {}) == ["goals"]
    decided = edit.with_override(plan, "spend.FR.search", Decimal(5))
    assert changed_inputs(decided, {}) == ["overrides"]
    assert changed_inputs(plan, {"audience/a.csv": "sha256:0"}) == ["audience/a.csv"]


def test_names_authors_and_notes_of_versions_are_no_inputs() -> None:
    plan = suggested(small())
    saved = plan.model_copy(update={"version": 7, "note": "x", "author": "y"})
    assert changed_inputs(saved, {}) == []


def test_other_facts_are_told_but_not_to_plans_that_never_knew_theirs() -> None:
    assert changed_inputs(suggested(small(), shipped_facts()), {}) == []
    assert changed_inputs(suggested(small(), "sha256:0000000000000000"), {}) == ["facts"]
    assert changed_inputs(suggested(small(), None), {}) == []
    assert changed_inputs(small(), {}) == sorted(PARTS)


@given(st.randoms())
def test_the_order_of_facts_does_not_matter(chance: Random) -> None:
    mixed = list(SOME)
    chance.shuffle(mixed)
    assert of(mixed) == of(SOME)


CHANGES = ({"value": 12345.0}, {"low": 0.5}, {"high": 12345.0}, {"unit": "hours"}, {"year": 1999})


@given(st.sampled_from(SOME), st.sampled_from(CHANGES))
def test_any_number_that_changes_changes_the_fingerprint(row: Fact, change: dict[str, Any]) -> None:
    rest = [one for one in SOME if one.id != row.id]
    other = replace(row, **change)
    assume(other != row)
    assert len({of([*rest, other]), of([*rest, row]), of(rest)}) == 3


def test_words_about_a_fact_do_not_matter() -> None:
    row = FACTS[0]
    assert of([replace(row, note="n", source="s")]) == of([row])


def test_rules_and_events_count_and_models_too() -> None:
    rows = load().rows()
    assert len({facts_input(rows), facts_input(FACTS), facts_input(rows, [b"model"])}) == 3


def test_tables_that_no_suggestion_reads_are_there_and_do_not_count() -> None:
    stands = places()
    assert {stands[row.id][0] for row in load().rows()} > set(ASIDE)
    rows = [row for row in load().rows() if stands[row.id][0] not in ASIDE]
    models = [path.read_bytes() for path in sorted(FOLDER.glob("*.json"))]
    assert shipped_facts() == facts_input(rows, models)


def test_files_are_named_by_their_path_from_the_plan(tmp_path: Path) -> None:
    inside, outside = tmp_path / "ww" / "audience" / "a.csv", tmp_path / "b.csv"
    inside.parent.mkdir(parents=True)
    inside.write_text("x")
    outside.write_text("x")
    found = file_inputs([inside, outside], tmp_path / "ww")
    assert list(found) == ["audience/a.csv", "b.csv"]
    assert found["audience/a.csv"] == found["b.csv"]


def test_packages_whose_version_can_change_a_suggestion_are_all_named() -> None:
    """What the steps compute with; what only reads files or draws is left out."""
    root = Path(store.__file__).parents[1]
    steps = ["forecast", "travel", "timing", "spend", "facts", "model"]
    files = [path for step in steps for path in (root / step).glob("*.py")]
    used = set(IMPORT.findall("\n".join(path.read_text("utf-8") for path in files)))
    installed = used & set(packages_distributions())
    assert installed - READERS - {"planner"} == set(PACKAGES)
    assert list(PACKAGES) == sorted(PACKAGES)
