"""What page Spend draws from the plan alone: the heat map's cells and the weeks of media."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.table import load
from planner.model.plan import Plan
from planner.model.sections import RegionSpend, RegionTiming, Spend, Timing
from planner.plan import edit
from planner.spend.flight import Phase
from planner.timing.observance import Observance
from planner.ui import series_flights, series_spend, spend_words
from tests.plans import make_plan

MONDAY = date(2027, 3, 1)
OPENING = MONDAY + timedelta(weeks=5, days=2)
FACTS = load()


def spend() -> Spend:
    weeks = [Decimal(100)] * 5 + [Decimal(400), Decimal(0), Decimal(50)]
    regions = {
        "FR": RegionSpend(
            pays="shared",
            flight_start=MONDAY,
            media={"search": weeks, "ctv_tv": [Decimal(0)] * 3 + [Decimal(9000)]},
        ),
        "MX": RegionSpend(
            pays="us", flight_start=MONDAY - timedelta(weeks=1), media={"search": [Decimal(20)]}
        ),
        "JP": RegionSpend(pays="partner"),
    }
    return Spend(currency="EUR", total=Decimal(20_000), regions=regions)


def plan(**goals: object) -> Plan:
    made = make_plan({"FR": {}, "MX": {}, "JP": {}}, overrides=[("spend.FR.ctv_tv", 9000)])
    made = edit.replace(made, {f"goals.{name}": value for name, value in goals.items()})
    days = {"FR": OPENING, "MX": None, "JP": None}
    dated = {
        code: RegionTiming(date=day, set_by="suggested", earliest=MONDAY, latest=OPENING)
        for code, day in days.items()
    }
    return made.model_copy(update={"timing": Timing(regions=dated), "spend": spend()})


def test_regions_and_channels_with_the_most_money_stand_first() -> None:
    keys = list(cells())
    assert list(dict.fromkeys(region for region, _ in keys)) == ["France", "Mexico", "Japan"]
    assert list(dict.fromkeys(channel for _, channel in keys))[:2] == ["CTV and TV", "Search"]
    assert len(keys) == 3 * 8


def cells() -> dict[tuple[str, str], dict[Hashable, Any]]:
    rows = series_spend.heat(spend(), plan()).to_dict("records")
    return {(row["region"], row["channel"]): row for row in rows}


def test_a_cell_tells_amount_share_grade_and_who_pays() -> None:
    found = cells()
    search = found["France", "Search"]
    assert (search["amount"], search["share"], search["exact"]) == ("€950", "10%", "€950.00")
    assert search["grade"] == spend_words.GRADES[1]
    assert search["told"] == "We share the cost"
    assert found["Mexico", "Search"]["share"] == "<1%"
    assert found["Japan", "Search"]["told"] == "The region has no date"


def test_what_gets_nothing_and_what_is_decided_is_marked() -> None:
    found = cells()
    assert {key for key, cell in found.items() if cell["grade"] != spend_words.NOTHING} == {
        ("France", "Search"),
        ("France", "CTV and TV"),
        ("Mexico", "Search"),
    }
    assert [key for key, cell in found.items() if cell["locked"]] == [("France", "CTV and TV")]


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_more_money_has_no_lower_grade(amount: int, more: int) -> None:
    largest = Decimal(2 * 10**9)
    grades = [spend_words.NOTHING, *spend_words.GRADES]
    low, high = (series_spend.grade(Decimal(x), largest) for x in (amount, amount + more))
    assert 1 <= grades.index(low) <= grades.index(high)
    assert len(series_spend.STEPS) + 1 == len(spend_words.GRADES)


def test_no_money_at_all_is_no_division_by_zero() -> None:
    empty = Spend(currency="EUR", total=Decimal(0), regions={"FR": RegionSpend(pays="us")})
    cells = series_spend.heat(empty, plan())
    assert set(cells["grade"]) == {spend_words.NOTHING}
    assert set(cells["share"]) == {"0%"}
    assert series_flights.weeks(empty, plan(), FACTS, {}).empty


def test_weeks_of_regions_start_with_the_first_and_leave_out_those_without_money() -> None:
    weeks = series_flights.weeks(spend(), plan(), FACTS, {})
    assert list(dict.fromkeys(weeks["name"])) == ["Mexico", "France"]
    assert weeks["week"].min() == (MONDAY - timedelta(weeks=1)).isoformat()
    france = weeks[weeks["name"] == "France"].set_index("week")
    assert len(france) == 9
    assert france["part"].max() == 1.0
    assert france.loc[(MONDAY + timedelta(weeks=3)).isoformat(), "amount"] == "€9,100"
    assert list(france.index[france["opens"]]) == [(MONDAY + timedelta(weeks=5)).isoformat()]


def test_weeks_of_one_region_are_those_of_its_channels_by_phase() -> None:
    weeks = series_flights.weeks(spend(), plan(), FACTS, {}, "FR")
    search = weeks[weeks["name"] == "Search"].set_index("week")
    phases = [
        search.loc[(MONDAY + timedelta(weeks=at)).isoformat(), "phase"] for at in (0, 4, 5, 7)
    ]
    assert phases == list(spend_words.PHASES.values())


def test_a_pause_is_marked_where_it_holds_and_no_money_runs() -> None:
    day = MONDAY + timedelta(weeks=6, days=3)
    pause = {"from": day.isoformat(), "to": day.isoformat()}
    silent = (MONDAY + timedelta(weeks=6)).isoformat()

    def phase(name: str, **more: object) -> str:
        paused = plan(hiatus=[pause | more])
        weeks = series_flights.weeks(spend(), paused, FACTS, {}, "FR")
        rows = weeks[weeks["name"] == name].set_index("week")
        return str(rows.loc[silent, "phase"])

    assert phase("Search") == spend_words.HIATUS
    assert phase("Search", channels=["search"]) == spend_words.HIATUS
    assert phase("Search", channels=["ctv_tv"]) != spend_words.HIATUS
    assert phase("Search", regions=["MX"]) != spend_words.HIATUS


@pytest.mark.parametrize(("kind", "marked"), [("public", True), ("school", False)])
def test_days_off_are_marked_in_their_week(
    kind: Literal["public", "school"], *, marked: bool
) -> None:
    day = Observance(
        "FR", MONDAY, MONDAY, "Lundi", kind, estimated=False, source="a test", stale=False
    )
    weeks = series_flights.weeks(spend(), plan(), FACTS, {"FR": [day]}, "FR")
    first = weeks[weeks["week"] == MONDAY.isoformat()]
    assert set(first["holiday"]) == {marked}
    assert set(first["kept"]) == {"Lundi" if marked else "No local holiday"}


def test_every_phase_of_a_flight_has_a_name() -> None:
    assert list(spend_words.PHASES) == list(get_args(Phase))
