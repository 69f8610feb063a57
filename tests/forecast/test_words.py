from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from planner.forecast.frames import (
    COLUMNS,
    EFFECT_COLUMNS,
    PART_COLUMNS,
    SKILL_COLUMNS,
    Forecasts,
)
from planner.forecast.run import forecasts
from planner.forecast.words import (
    BORROWED,
    MOST_HOLIDAYS,
    UNKNOWN,
    at_distance,
    drivers,
    how_good,
)
from tests.forecast.made import LAST, ahead, made_up, mondays, table_of

SKILL = {
    "region": "FR",
    "signal": "cinema",
    "first": 1,
    "last": 26,
    "origins": 16,
    "wape": 0.1789,
    "mase": 0.83,
    "naive": 1.0,
    "regret": 0.0921,
    "coverage": 0.8,
}
WEEKS = pd.DatetimeIndex([*mondays(104), *ahead(60)])


def told_by(
    level: np.ndarray | float = 100.0,
    season: np.ndarray | float = 1.0,
    effects: Mapping[str, float] | None = None,
    skill: list[dict[str, object]] | None = None,
) -> Forecasts:
    """Forecasts that hold what is told of, and little else."""
    own = {"region": "FR", "signal": "cinema"}
    parts = pd.DataFrame({"week": WEEKS, "level": level, "season": season, "holidays": 1.0})
    numbers = dict.fromkeys(COLUMNS, 1.0) | own
    named = [own | {"holiday": name, "factor": value} for name, value in (effects or {}).items()]
    return Forecasts(
        pd.DataFrame([numbers | {"week": week} for week in ahead(60)]),
        pd.DataFrame(skill or [], columns=SKILL_COLUMNS),
        parts.assign(**own)[PART_COLUMNS],
        pd.DataFrame(named, columns=EFFECT_COLUMNS),
    )


def skill(**changes: object) -> Forecasts:
    return told_by(skill=[SKILL | changes])


def level(change: float) -> np.ndarray:
    """A level that changes by so much over the last year of history, and wildly after."""
    rise = 100 * np.linspace(1, 1 + change, 52)
    return np.concatenate([np.full(52, 7.0), rise, np.full(60, 900.0)])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (0.0, "Trend: the level has been steady over the last year."),
        (0.04, "Trend: the level has been steady over the last year."),
        (0.234, "Trend: the level has risen by about 23% over the last year."),
        (-0.5, "Trend: the level has fallen by about 50% over the last year."),
    ],
)
def test_the_trend_is_that_of_the_last_year(change: float, said: str) -> None:
    assert drivers(told_by(level(change)), "FR", "cinema")[0] == said


def test_the_season_is_told_by_its_highest_and_lowest_week_of_the_coming_year() -> None:
    season = np.ones(len(WEEKS))
    season[10] = 9.0  # in the past
    season[104 + 55] = 9.0  # beyond the coming year
    season[WEEKS.get_loc(pd.Timestamp("2027-07-12"))] = 1.52
    season[WEEKS.get_loc(pd.Timestamp("2027-09-06"))] = 0.68
    assert drivers(told_by(season=season), "FR", "cinema")[1] == (
        "Season: highest around mid July (1.5 times the level), "
        "lowest around early September (0.7 times the level)."
    )


def test_the_strongest_holidays_are_told() -> None:
    effects = {"Small": 1.049, "Big": 1.312, "Bad": 0.8, "Mid": 1.1, "Less": 0.93}
    said = drivers(told_by(effects=effects), "FR", "cinema")[2]
    assert said == "Holidays, beyond the season: Big +31%, Bad -20%, Mid +10% in their weeks."
    assert MOST_HOLIDAYS == 3
    calm = drivers(told_by(effects={"Small": 1.04}), "FR", "cinema")[2]
    assert calm == "Holidays: none moves its week much beyond the season."


def test_a_borrowed_season_is_told_as_such() -> None:
    assert drivers(told_by(), "SE", "borrowed") == [BORROWED]
    assert drivers(told_by(), "FR", "search") == [BORROWED]


def test_skill_is_told_in_whole_percents_beside_the_year_before() -> None:
    [said] = how_good(skill(), "FR", "cinema")
    assert said == (
        "1 to 26 weeks ahead: a week was off by 18% on average, 17% less than by repeating the "
        "year before. In the last 4 years, opening where this peaked lost 9% of the best 3 weeks' "
        "demand on average."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mase": 1.2}, "20% more than by repeating"),
        ({"origins": 5}, "In the last year, opening"),
        ({"first": 27, "last": 52}, "27 to 52 weeks ahead"),
    ],
)
def test_what_the_past_says_is_told_as_it_is(changes: dict[str, object], said: str) -> None:
    assert said in how_good(skill(**changes), "FR", "cinema")[0]


def test_what_is_not_known_is_not_told() -> None:
    (said,) = how_good(skill(mase=np.nan, naive=np.nan), "FR", "cinema")
    assert said.startswith("1 to 26 weeks ahead: a week was off by 18% on average. In the")
    (said,) = how_good(skill(regret=np.nan), "FR", "cinema")
    assert said.endswith("17% less than by repeating the year before.")


def test_a_few_origins_are_no_skill() -> None:
    assert how_good(skill(origins=3), "FR", "cinema") == [UNKNOWN]
    assert how_good(skill(), "JP", "cinema") == [UNKNOWN]
    assert how_good(told_by(), "FR", "cinema") == [UNKNOWN]


def test_the_skill_at_a_dates_own_distance_is_that_of_the_best_known_signal() -> None:
    rows = [
        SKILL | {"first": 27, "last": 52, "wape": 0.3, "regret": 0.21},
        SKILL | {"first": 27, "last": 52, "wape": 0.2, "regret": 0.12, "signal": "wiki_views"},
        SKILL | {"first": 27, "last": 52, "wape": 0.1, "origins": 3, "signal": "a_few"},
        SKILL | {"first": 1, "last": 26, "wape": 0.05, "regret": 0.01},
        SKILL | {"first": 27, "last": 52, "wape": 0.1, "region": "JP", "regret": 0.5},
    ]
    found = told_by(skill=rows)
    said = at_distance(found, ["FR"], 40)
    assert said.startswith("This date is 40 weeks ahead.")
    assert "lost 12%" in said
    assert said.endswith("Going by Wikipedia views.")
    assert "lost 1%" in at_distance(found, ["FR"], 26)
    assert "lost 50%" in at_distance(found, ["FR", "JP"], 27)


@pytest.mark.parametrize("weeks", [53, 78, 200])
def test_beyond_what_was_tried_nothing_is_known(weeks: int) -> None:
    said = at_distance(skill(), ["FR"], weeks)
    assert said == f"How good such a forecast is {weeks} weeks ahead is not known here."


def test_no_sentence_of_a_real_forecast_is_more_precise_than_whole_percents() -> None:
    table = table_of(made_up("GB", 260), made_up("NO", 30))
    found = forecasts(table, horizon=60)
    for region in ("GB", "NO"):
        said = [*drivers(found, region, "demand"), *how_good(found, region, "demand")]
        said.append(at_distance(found, [region], 20))
        for sentence in said:
            assert not re.search(r"\d\.\d+%|\d\.\d\d|nan|inf", sentence)
            assert sentence.endswith(".")
    assert len(how_good(found, "GB", "demand")) == 3
    assert found.frame["week"].min() == LAST + pd.Timedelta(days=7)
