from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.run import life_cycle
from planner.facts.table import load
from planner.model.goals import Release
from planner.timing.calendar import candidates, levels, monday, run_demand, weekday
from planner.timing.gates import Span
from tests.plans import make_index

FACTS = load()
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(days, days, st.integers(1, 7))
def test_candidates_are_every_such_weekday_inside_the_span(
    earliest: date, latest: date, weekday: int
) -> None:
    length = (latest - earliest).days + 1
    inside = [earliest + timedelta(days=number) for number in range(max(length, 0))]
    wanted = [day for day in inside if day.isoweekday() == weekday]
    assert candidates(Span(earliest, earliest, latest, (), "window"), weekday) == wanted


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("FR", "Wednesday"),
        ("DE", "Thursday"),
        ("BR", "Thursday"),
        ("US", "Friday"),
        ("GB", "Friday"),
        ("IN", "Friday"),
    ],
)
def test_films_open_on_the_weekday_of_the_country(country: str, name: str) -> None:
    found = weekday(Market(country, (country,), FACTS), "theatrical", FACTS)
    assert f"{date(2027, 3, 1) + timedelta(days=found.value - 1):%A}" == name
    assert found.id == f"release_weekday.{country}"


@pytest.mark.parametrize("release", ["festival only", "TVOD", "SVOD"])
def test_the_weekday_of_cinemas_does_not_bind_other_releases(release: Release) -> None:
    assert weekday(Market("FR", ("FR",), FACTS), release, FACTS).id == "release_weekday"


def test_the_life_cycle_sums_to_one_and_only_falls() -> None:
    shares = life_cycle(FACTS)
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == FACTS.number("run_weeks").value


def test_demand_of_the_run_weighs_each_week_by_the_life_cycle() -> None:
    opening = date(2027, 3, 5)
    index = make_index(["FR"], lambda week: 2.0 if week == monday(opening) else 1.0)
    shares = [0.5, 0.3, 0.2]
    found = run_demand(levels(index, "FR"), opening, shares)
    assert (found.low, found.base, found.high) == (1.2, 1.5, 1.8)


def test_a_week_without_a_forecast_counts_as_an_average_one() -> None:
    nothing = levels(make_index(["FR"]), "GB")
    found = run_demand(nothing, date(2027, 3, 5), [0.6, 0.4])
    assert (found.low, found.base, found.high) == (1, 1, 1)


@given(days)
def test_monday_is_the_monday_of_the_same_iso_week(day: date) -> None:
    found = monday(day)
    assert found.weekday() == 0
    assert found.isocalendar()[:2] == day.isocalendar()[:2]
    assert pd.Timestamp(found) <= pd.Timestamp(day)


@pytest.mark.parametrize("weeks", [0, 1e12])
def test_a_first_run_that_nobody_can_mean_is_refused(weeks: float) -> None:
    with pytest.raises(PlanError, match="run_weeks must lie between 1 and 104"):
        life_cycle(FACTS.with_overrides({"run_weeks": (weeks, "a slip")}))
