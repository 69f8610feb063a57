from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from planner.errors import FactError
from planner.facts.table import load
from planner.forecast.disruptions import LONG, ONLINE, masked, spans
from tests.forecast.made import closed, mondays

END = pd.Timestamp("2021-12-27")
SPAN = (pd.Timestamp("2020-03-18"), pd.Timestamp("2020-07-06"))


def demand(weeks: int = 200, last: pd.Timestamp = END) -> pd.Series[float]:
    return pd.Series(np.arange(1.0, weeks + 1), mondays(weeks, last))


def test_every_week_that_touches_a_disruption_is_unknown() -> None:
    kept, steps = masked(demand(), [SPAN])
    assert kept[kept.isna()].index.min() == pd.Timestamp("2020-03-16")  # holds the Wednesday
    assert kept[kept.isna()].index.max() == pd.Timestamp("2020-07-06")  # a Monday, its last day
    assert kept.isna().sum() == 17
    assert steps == [pd.Timestamp("2020-07-13")]


def test_what_was_given_is_left_alone() -> None:
    given = demand()
    masked(given, [SPAN])
    assert given.notna().all()


@pytest.mark.parametrize(("weeks", "steps"), [(LONG - 1, 0), (LONG, 1)])
def test_the_level_may_step_over_a_long_disruption_alone(weeks: int, steps: int) -> None:
    last = SPAN[0] + pd.Timedelta(days=3 + 7 * (weeks - 1) + 1)
    kept, found = masked(demand(), [(SPAN[0], last)])
    assert kept.isna().sum() == weeks
    assert len(found) == steps


def test_there_is_no_step_at_the_ends_of_a_history() -> None:
    assert masked(demand(last=SPAN[1]), [SPAN])[1] == []
    late = demand()[str(SPAN[0].date()) :]
    assert masked(late, [SPAN])[1] == []
    assert masked(demand(last=pd.Timestamp("2019-12-30")), [SPAN])[1] == []


def test_two_closures_one_after_the_other_are_two_steps() -> None:
    second = (pd.Timestamp("2020-11-02"), pd.Timestamp("2021-05-30"))
    assert len(masked(demand(), [SPAN, second])[1]) == 2


@pytest.mark.parametrize(
    ("region", "first"),
    [("FR", "2020-03-15"), ("FR-75", "2020-03-15"), ("PL", "2020-03-16"), ("DACH", "2020-03-16")],
)
def test_a_region_takes_its_own_rows_its_countrys_or_everywheres(region: str, first: str) -> None:
    found = spans(region, "cinema", load())
    assert found[0][0] == pd.Timestamp(first)
    assert found == sorted(found)
    assert len(found) == (2 if region.startswith("FR") else 1)


@pytest.mark.parametrize("signal", sorted(ONLINE))
def test_people_at_home_are_not_disrupted(signal: str) -> None:
    assert spans("FR", signal, load()) == []


def test_every_shipped_row_can_be_read() -> None:
    places = {rule.region for rule in load()._rules if rule.rule == "disruption"}
    assert "*" in places
    for place in places:
        for first, last in spans(place, "cinema", load()):
            assert pd.Timestamp("2020-01-01") < first < last < pd.Timestamp("2021-12-31")


@pytest.mark.parametrize("text", ["2020", "2020-03-15", "2020-03-15/soon", "15.3.2020/1.6.2020"])
def test_a_row_that_is_no_span_is_told_by_its_name(text: str) -> None:
    with pytest.raises(FactError, match=r"disruption.\*.1: is no span of days") as caught:
        spans("FR", "cinema", closed(text))
    assert text in str(caught.value)
    assert "2020-03-15/2020-06-21" in str(caught.value)
