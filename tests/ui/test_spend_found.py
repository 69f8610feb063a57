"""What page Spend says of a solved case: language versions, splits for many cases, own splits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from planner.plan import edit
from planner.spend.languages import Languages, Option
from planner.spend.robust import Robust
from planner.ui import spend_languages, spend_own, spend_rows_found, spend_words
from tests.plans import make_plan

PLAN = make_plan({"FR": {}, "MX": {}})


def option(**changes: object) -> Option:
    usual: dict[str, object] = {
        "key": "fr dub",
        "chosen": False,
        "fixed_by": "",
        "cost": Decimal(36_000),
        "opens": {"FR": 0.2, "MX": 0.001},
        "adds": -120.0,
        "media": 310.0,
        "ready": date(2027, 4, 5),
        "late": {"FR": 2},
        "why": "It brings less than its price in media.",
    }
    return Option(**(usual | changes))  # type: ignore[arg-type]  # fields by name


def test_a_version_is_a_row_of_words() -> None:
    row = spend_rows_found.languages([option()], PLAN).iloc[0].to_dict()
    assert row == {
        "Version": "French dub",
        "Paid for": "No",
        "Cost": "€36,000.00",
        "Brings": "−120",
        "As media": "310",
        "Opens": "France +20%",
        "Late": "France 2 weeks",
        "Why": "It brings less than its price in media.",
    }


@pytest.mark.parametrize(
    ("changes", "column", "told"),
    [
        ({"chosen": True, "fixed_by": "film"}, "Paid for", "Yes, it exists"),
        ({"fixed_by": "override"}, "Paid for", "No, you decided"),
        ({"adds": 45.2}, "Brings", "+45"),
        ({"adds": None}, "Brings", "Too dear"),
        ({"opens": {"MX": 0.004}}, "Opens", "Nobody more"),
        ({"opens": {"MX": 0.3, "FR": 0.05}}, "Opens", "Mexico +30%, France +5%"),
        ({"media": None}, "As media", "–"),
        ({"late": {}}, "Late", "In time"),
        ({"late": {"MX": 1}}, "Late", "Mexico 1 week"),
    ],
)
def test_each_state_of_a_version_is_told(
    changes: dict[str, object], column: str, told: str
) -> None:
    assert spend_rows_found.languages([option(**changes)], PLAN)[column][0] == told


def test_one_version_is_told_whole() -> None:
    assert spend_languages.told(option(), PLAN) == [
        "It brings less than its price in media.",
        "It opens: France +20%.",
        "It can be ready on Mon 5 Apr 2027. France 2 weeks.",
    ]


def test_the_next_version_is_the_best_that_nobody_put_out() -> None:
    options = (
        option(key="de dub", chosen=True),
        option(key="es dub", fixed_by="override"),
        option(key="fr dub"),
    )
    found = Languages(("de dub",), {"de dub": Decimal(36_000)}, options, 1.0, 1.0, {}, {})
    assert spend_languages.sentence(found, "EUR") == (
        "1 language version for €36,000. The next would be the French dub. "
        "It brings less than its price in media."
    )
    alone = replace(found, options=options[:2])
    assert spend_languages.sentence(alone, "EUR") == "1 language version for €36,000."


def test_splits_stand_side_by_side_and_the_plans_own_is_marked() -> None:
    plan = edit.replace(PLAN, {"goals.split_for": "cautious"})
    one = Robust({}, mean=12_345, tail=9_000, p10=8_000, p50=12_000, p90=17_000)
    rows = spend_rows_found.splits({"point": one, "average": one, "cautious": one}, plan)
    assert rows["On average"].tolist() == ["12,300"] * 3
    assert rows["In the plan"].tolist() == ["", "", "Yes"]
    assert set(spend_rows_found.OUTCOMES) < set(rows.columns)


@pytest.mark.parametrize(
    ("objective", "told"),
    [
        ("admissions", "12,300 admissions"),
        ("reach", "12,300 people reached often enough"),
        ("gross", "€12,300 at the box office"),
        ("net revenue", "€12,300 of net revenue"),
    ],
)
def test_an_outcome_is_told_in_the_objectives_unit(objective: str, told: str) -> None:
    plan = edit.replace(PLAN, {"goals.objective": objective})
    assert spend_words.worth(12_345, plan) == told


def test_small_outcomes_are_not_told_as_none() -> None:
    assert spend_words.worth(0.034, PLAN) == "0.03 admissions"


def test_an_own_split_is_read_cell_by_cell() -> None:
    rows: list[dict[str, object]] = [
        {"region": "France", "search": 500, "ctv_tv": Decimal("12.5")},
        {"region": "Mexico"},
    ]
    assert spend_own.amounts(["FR", "MX"], ["search", "ctv_tv"], rows) == {
        "FR.search": 500,
        "FR.ctv_tv": 12.5,
        "MX.search": 0,
        "MX.ctv_tv": 0,
    }
