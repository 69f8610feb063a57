"""A plan that any Microhit ever wrote loads for ever, and its faults are told where they stand."""

from __future__ import annotations

import copy
import hashlib
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.model.plan import SCHEMA
from planner.plan.document import Document, Plain, read
from planner.plan.migrate import MAIN, STEPS, contacts_of, migrate
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import GOLDEN, NASTY

FOLDER = GOLDEN.parent
OLDER = range(1, SCHEMA)
FROZEN = {1: "a021c9ea53523a59"}
"""Start of the SHA-256 of each golden file of an older schema: these never change."""


def old(number: int) -> str:
    return (FOLDER / f"schema{number}.yaml").read_text(encoding="utf-8")


def data_of(text: str) -> dict[str, Any]:
    return cast("dict[str, Any]", read(text, "plan.yaml").data)


def test_every_older_schema_has_its_step_and_its_golden_file() -> None:
    assert set(STEPS) == set(OLDER)
    assert set(FROZEN) == set(OLDER), "Add the SHA-256 of the golden file that is old now."
    assert {path.name for path in FOLDER.glob("schema*.yaml")} == {
        *(f"schema{number}.yaml" for number in (*OLDER, SCHEMA)),
        *(f"schema{number}-now.yaml" for number in OLDER),
    }
    assert parse(GOLDEN.read_text(encoding="utf-8"), "now").schema_ == SCHEMA


@pytest.mark.parametrize("number", OLDER)
def test_a_golden_file_is_never_changed(number: int) -> None:
    digest = hashlib.sha256((FOLDER / f"schema{number}.yaml").read_bytes()).hexdigest()
    assert digest.startswith(FROZEN[number])
    assert data_of(old(number))["schema"] == number


@pytest.mark.parametrize("number", OLDER)
def test_an_older_plan_becomes_what_it_became_before(number: int) -> None:
    now = dump(parse(old(number), "plan.yaml"))
    assert now.encode() == (FOLDER / f"schema{number}-now.yaml").read_bytes()
    assert dump(parse(now, "plan.yaml")) == now
    assert f"\nschema: {SCHEMA}\n" in now


def test_a_person_named_in_a_plan_becomes_a_role_and_is_not_lost() -> None:
    before = data_of(old(1))
    assert contacts_of(before) == {"FR": "Léa Dupont"}
    plan = parse(old(1), "plan.yaml")
    partner = plan.goals.regions["FR"].partner
    assert partner is not None
    assert partner.contact == MAIN
    assert "Dupont" not in dump(plan)
    assert contacts_of(data_of(dump(plan))) == {}


def test_characters_that_are_refused_today_fall_away_from_an_older_plan() -> None:
    text = old(1).replace("title: Walnut Winter", 'title: "Wal\u200bnut\uf8ff \\e\\u202eWinter"')
    text = text.replace("contact: Léa Dupont", "contact: \u202aLéa\u200e Dupont\u202c", 1)
    text = text.replace("    Dr. K:", "    Dr.\u00ad K:", 1)
    text = text.replace("note: fictional", "note: \u202bfictional\u202c \u05e9\u200f!", 1)
    plan = parse(text, "plan.yaml")
    assert plan.film.title == "Walnut Winter"
    assert plan.creators is not None
    assert list(plan.creators.chosen) == ["Dr. K", "null"]
    assert plan.film.note == "fictional \u05e9\u200f!"
    assert contacts_of(data_of(text)) == {"FR": "Léa Dupont"}
    assert dump(parse(dump(plan), "plan.yaml")) == dump(plan)


@pytest.mark.parametrize(
    ("was", "becomes", "line", "column", "field"),
    [
        ("objective: gross", "objective: fame", 59, 3, "goals.objective"),
        ("contact: Léa Dupont", "contact: [Léa]", 91, 35, "goals.regions.FR.partner.contact"),
        ("contact: Léa Dupont", "contct: Léa", 91, 35, "goals.regions.FR.partner.contct"),
        ("pays: partner", "pays: them", 104, 7, "goals.regions.DACH.pays"),
        ("seed: 4", "seed: four", 207, 3, "provenance.seed"),
    ],
)
def test_a_fault_of_an_older_plan_is_told_where_it_stands(
    was: str, becomes: str, line: int, column: int, field: str
) -> None:
    text = old(1)
    assert was in text
    with pytest.raises(InputError) as caught:
        parse(text.replace(was, becomes, 1), "plan.yaml")
    [problem] = caught.value.problems
    assert (problem.line, problem.column, problem.field) == (line, column, field)
    assert text.splitlines()[line - 1].find(was) == column - 1


@pytest.mark.parametrize("number", [SCHEMA + 1, 99])
def test_a_plan_of_a_newer_microhit_asks_for_an_update(number: int) -> None:
    with pytest.raises(InputError) as caught:
        parse(f"schema: {number}\nnew: {{deep: true}}\n", "plan.yaml")
    [problem] = caught.value.problems
    assert problem.hint == "Update Microhit to open it."


@pytest.mark.parametrize("number", ["0", "-1", "'1'", "1.5", "one", "true", "null", "{}", "[1]"])
def test_no_other_number_is_a_schema(number: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(old(1).replace("schema: 1\n", f"schema: {number}\n"), "plan.yaml")
    [problem] = caught.value.problems
    assert (problem.line, problem.field) == (2, "schema")
    assert problem.hint is not None


@pytest.mark.parametrize("data", [None, 3, [], {}, {"schema": 1}, {"schema": 1, "goals": []}])
def test_what_is_no_plan_passes_to_whoever_tells_the_fault(data: Plain) -> None:
    migrate(Document("plan.yaml", data))


def test_a_plan_of_today_is_left_as_it_is() -> None:
    document = read(GOLDEN.read_text(encoding="utf-8"), "plan.yaml")
    before = copy.deepcopy(document.data)
    migrate(document)
    assert document.data == before
    assert contacts_of(document.data) == {}


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_older_plan_loads_or_is_told(data: st.DataObject) -> None:
    lines = old(1).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + data.draw(st.integers(0, 3))] = data.draw(
        st.lists(st.sampled_from([*lines, *NASTY]), max_size=2)
    )
    try:
        plan = parse("\n".join(lines), "plan.yaml")
    except InputError:
        return
    assert parse(dump(plan), "plan.yaml") == plan
