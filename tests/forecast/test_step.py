"""What the audience tables say of a plan's regions."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from planner.audience.table import empty_table
from planner.facts.table import load
from planner.forecast.step import Heard, listen
from planner.model.suggestion import Suggestion
from tests.forecast.made import made_up, table_of
from tests.plans import AS_OF, make_plan

LAST = pd.Timestamp("2026-05-25")
GROUPS = {"groups": {"DACH": ["DE", "AT"]}}


def heard(regions: tuple[str, ...], table: pd.DataFrame, **goals: object) -> Heard:
    plan = make_plan({code: {} for code in regions}, goals=goals)
    return listen(plan, table, 1, load())


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """FR and DE with four years up to the day of the plan, and JP, which the plan doesn't have."""
    return table_of(*(made_up(code, 208, last=LAST) for code in ("FR", "DE", "JP")))


def test_it_looks_to_the_end_of_the_window_and_the_run_behind_it(table: pd.DataFrame) -> None:
    found = heard(("FR",), table)
    assert set(found.forecasts.frame["region"]) == {"FR"}
    # the window ends on 30 September 2027, and eight weeks of run follow
    assert found.forecasts.frame["week"].max() == pd.Timestamp("2027-11-22")


def test_it_looks_at_most_78_weeks_ahead(table: pd.DataFrame) -> None:
    window = {"from": "2027-03-01", "to": "2029-12-31"}
    found = heard(("FR",), table, window=window)
    last = found.forecasts.frame["week"].max()
    assert 77 <= (last - pd.Timestamp(AS_OF)).days / 7 <= 78


def test_nothing_after_the_plans_day_is_heard() -> None:
    later = table_of(made_up("FR", 260, last=pd.Timestamp("2027-05-24")))
    found = heard(("FR",), later)
    assert found.forecasts.frame["week"].min() == pd.Timestamp("2026-06-08")
    assert found.summary.loc["FR", "last"] == pd.Timestamp("2026-06-01")


def test_a_group_speaks_through_its_countries(table: pd.DataFrame) -> None:
    found = heard(("DACH", "FR"), table, **GROUPS)
    assert found.codes == {"DACH": ["DE", "AT"], "FR": ["FR"]}
    by_week = found.index.pivot(index="week", columns="region", values="mean")
    coming = by_week[by_week.index > LAST].dropna()
    assert coming["DACH"].to_numpy() == pytest.approx((coming["DE"] + coming["AT"]) / 2)


def test_a_group_with_data_of_its_own_keeps_its_countries_holidays() -> None:
    own = table_of(made_up("DE", 208, last=LAST).assign(region="DACH"))
    found = heard(("DACH",), own, **GROUPS)
    assert found.codes == {"DACH": ["DACH"]}
    assert "German Unity Day" in set(found.forecasts.effects["holiday"])


def suggestion(day: date) -> Suggestion[date]:
    return Suggestion(day, None, None, (), "nothing", "Sure enough.")


def test_a_date_is_told_with_the_skill_at_its_own_distance(table: pd.DataFrame) -> None:
    found = heard(("FR",), table)
    near, far = date(2026, 10, 7), date(2027, 5, 5)
    soon = found.explained("FR", suggestion(near)).sure
    late = found.explained("FR", suggestion(far)).sure
    assert soon.startswith("Sure enough. This date is 19 weeks ahead. In the last ")
    assert "This date is 49 weeks ahead" in late
    skill = found.forecasts.skill.set_index("first")["regret"]
    assert f"lost {skill[1]:.0%} of" in soon
    assert f"lost {skill[27]:.0%} of" in late


def test_a_date_without_history_is_left_as_it_is() -> None:
    found = heard(("FR",), empty_table())
    given = suggestion(date(2027, 5, 5))
    assert found.explained("FR", given) == given
