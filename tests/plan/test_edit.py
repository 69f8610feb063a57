"""Edits give a checked plan or name the field at fault; the plan edited stays as it was."""

from datetime import date
from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.plan import edit
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import FILM, GOALS, golden, small


def fields(caught: pytest.ExceptionInfo[InputError]) -> list[str | None]:
    return [problem.field for problem in caught.value.problems]


def test_replace_sets_removes_and_leaves_the_rest() -> None:
    plan = golden()
    changed = edit.replace(
        plan,
        {
            "goals.budget.total": Decimal(5000),
            "goals.window.from": date(2027, 1, 4),
            "goals.regions.MX.partner.name": "Cine",
            "film.note": None,
            "audience": None,
        },
    )
    assert changed.goals.budget.total == 5000
    assert changed.goals.window.from_ == date(2027, 1, 4)
    assert changed.goals.regions["MX"].partner is not None
    assert (changed.film.note, changed.audience) == (None, None)
    assert plan == golden()
    assert changed.film.comps == plan.film.comps
    assert parse(dump(changed), "plan.yaml") == changed


def test_replacing_nothing_or_by_itself_is_the_same_plan() -> None:
    plan = golden()
    assert edit.replace(plan, {}) == plan
    assert edit.replace(plan, {"film": plan.film, "timing": plan.timing}) == plan


def test_removing_what_is_not_there_changes_nothing() -> None:
    plan = small()
    assert edit.replace(plan, {"goals.regions.MX.partner.name": None, "note": None}) == plan


def test_errors_name_every_field() -> None:
    with pytest.raises(InputError) as caught:
        edit.replace(
            small(),
            {"goals.budget.total": -1, "film.runtime": "long", "goals.regions.MX.pays": "them"},
        )
    assert sorted(map(str, fields(caught))) == [
        "film.runtime",
        "goals.budget.total",
        "goals.regions.MX.pays",
    ]
    assert str(caught.value.problems[0]).startswith("film.runtime: must be a whole number")


@pytest.mark.parametrize(
    "path", ["film.title.x", "film.genres.0", "overrides.0.value", "fim.title", "x"]
)
def test_a_path_to_nowhere_is_told(path: str) -> None:
    with pytest.raises(InputError) as caught:
        edit.replace(golden(), {path: "y"})
    assert str(fields(caught)[0]).startswith(path.split(".", maxsplit=1)[0])


@pytest.mark.parametrize("path", ["film", "film.title", "goals.budget", "as_of", "campaign"])
def test_what_a_plan_needs_cannot_be_removed(path: str) -> None:
    with pytest.raises(InputError, match="is missing") as caught:
        edit.replace(small(), {path: None})
    assert fields(caught) == [path]


def test_overrides_are_added_changed_in_place_and_taken_back() -> None:
    plan = edit.with_override(small(), "timing.MX.date", date(2027, 3, 12), by="Nino", why="fest")
    plan = edit.with_override(plan, "spend.MX.search", Decimal(0), replaced=Decimal("1.5"))
    plan = edit.with_override(plan, "creators.Dr. K.chosen", value=False, on=date(2026, 12, 1))
    plan = edit.with_override(plan, "timing.MX.date", date(2027, 3, 19), by="", why=None)
    assert [(item.at, item.value) for item in plan.overrides] == [
        ("timing.MX.date", date(2027, 3, 19)),
        ("spend.MX.search", Decimal(0)),
        ("creators.Dr. K.chosen", False),
    ]
    assert plan.overrides[0].by is None
    found = edit.override_at(plan, "spend.MX.search")
    assert found is not None
    assert found.replaced == Decimal("1.5")
    assert parse(dump(plan), "plan.yaml") == plan
    less = edit.without_override(plan, "spend.MX.search")
    assert [item.at for item in less.overrides] == ["timing.MX.date", "creators.Dr. K.chosen"]
    assert edit.override_at(less, "spend.MX.search") is None
    assert edit.without_override(less, "spend.MX.search") == less


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("timing.MX.date", Decimal(5)),
        ("timing.MX.date", date(9999, 1, 1)),
        ("spend.MX.search", Decimal("NaN")),
        ("spend.MX.search", Decimal(-1)),
        ("goals.budget.total", Decimal(5)),
    ],
)
def test_overrides_that_do_not_fit_are_told(at: str, value: Decimal | date) -> None:
    with pytest.raises(InputError) as caught:
        edit.with_override(small(), at, value)
    assert str(fields(caught)[0]).startswith("overrides.0")


def test_two_decisions_on_one_thing_are_refused() -> None:
    twice = [{"at": "spend.MX.search", "value": amount} for amount in (1, 2)]
    with pytest.raises(InputError, match=r"more than one decision on spend\.MX\.search"):
        edit.replace(small(), {"overrides": twice})


def test_new_plan_checks_its_inputs() -> None:
    assert edit.new_plan("a", FILM, GOALS, as_of=date(2026, 11, 23)).version == 1
    with pytest.raises(InputError) as caught:
        edit.new_plan("A b", {**FILM, "title": ""}, {**GOALS, "window": {}}, as_of=date(2026, 1, 1))
    assert set(fields(caught)) == {
        "campaign",
        "film.title",
        "goals.window.from",
        "goals.window.to",
    }


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Walnut Winter", "walnut-winter"),
        ("  2 Days: in Paris! ", "2-days-in-paris"),
        ("胡桃の冬", "campaign"),
        ("../../etc", "etc"),
        ("x" * 62 + " y", "x" * 62),
    ],
)
def test_a_title_makes_a_campaign_name(title: str, slug: str) -> None:
    assert edit.slug_of(title) == slug
    assert edit.new_plan(edit.slug_of(title), FILM, GOALS, as_of=date(2026, 1, 1)).campaign == slug
