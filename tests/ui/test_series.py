"""What pages draw adds up and is named for people."""

from datetime import date
from decimal import Decimal

from planner.model.sections import RegionSpend, RegionTiming, Spend, Timing
from planner.ui import series
from tests.ui.conftest import first_plan

MONDAY, NEXT = date(2027, 3, 1), date(2027, 3, 8)


def spend() -> Spend:
    weeks = {"search": [Decimal(10), Decimal(20)]}
    more = {"search": [Decimal(5)], "press_events": [Decimal(0)]}
    return Spend(
        currency="EUR",
        total=Decimal(35),
        regions={
            "FR": RegionSpend(pays="us", flight_start=MONDAY, media=weeks),
            "JP": RegionSpend(pays="partner", flight_start=NEXT, media=more),
            "MX": RegionSpend(pays="us", media={}),
        },
    )


def test_weeks_are_summed_over_regions_whoever_pays() -> None:
    rows = series.flight(spend())
    assert list(rows.itertuples(index=False, name=None)) == [
        (MONDAY, "search", 10.0),
        (NEXT, "search", 25.0),
    ]


def test_without_media_there_is_no_week() -> None:
    assert series.flight(Spend(currency="EUR", total=Decimal(0))).empty


def opening(**days: date | None) -> Timing:
    limits = {"earliest": MONDAY, "latest": NEXT, "set_by": "suggested"}
    found = {
        code: RegionTiming.model_validate({**limits, "date": day}) for code, day in days.items()
    }
    return Timing(regions=found)


def test_films_of_one_title_are_told_apart_and_regions_without_a_date_left_out() -> None:
    first = first_plan().model_copy(update={"timing": opening(FR=NEXT, MX=None)})
    second = first_plan().model_copy(update={"timing": opening(JP=MONDAY)})
    rows = series.openings({"quince": first, "quince-2": second, "new": first_plan()})
    assert rows.to_numpy().tolist() == [
        ["Quince Spring (quince)", "France", NEXT],
        ["Quince Spring (quince-2)", "Japan", MONDAY],
    ]
    assert series.openings({"quince": first})["film"].tolist() == ["Quince Spring"]
    assert series.openings({"new": first_plan()}).empty
