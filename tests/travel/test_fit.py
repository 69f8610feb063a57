from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.netflix_charts import read_charts
from planner.audience.netflix_titles import read_titles
from planner.errors import InputError
from planner.travel.fit import ENGLISH, SERIES, _logistic, charted, fit, judged, learnt, points
from tests.travel.lists import REGIONS, charts_file, known, titles_file

TODAY = date(2026, 11, 24)
CHARTS = read_charts(charts_file(), "c.tsv")
TITLES = read_titles(titles_file(), "t.csv")


def test_titles_are_read_with_where_and_when_they_charted() -> None:
    found = {one.name: one for one in known()}
    one = found["ko 00"]
    assert (one.film, one.language, one.origin, one.genres) == (
        True,
        "ko",
        ("KR",),
        ("Drama", "War"),
    )
    assert one.first == date(2021, 7, 4)
    assert set(one.regions) == set(one.presence) == {"JP", "KR", "AR"}
    assert one.weight == 1
    assert found["ko 02"].weight == SERIES
    assert found["en 00"].weight == ENGLISH


def test_presence_grows_with_rank_and_weeks_between_a_half_and_one() -> None:
    doubled = CHARTS.assign(week=CHARTS["week"] + np.timedelta64(7, "D"))
    longer = {
        one.name: one for one in charted(pd.concat([CHARTS, doubled], ignore_index=True), TITLES)
    }
    for one in known():
        for code, share in one.presence.items():
            assert 0.5 < share < longer[one.name].presence[code] < 1


def test_a_region_that_a_language_reaches_scores_above_one_that_it_does_not() -> None:
    model = fit(CHARTS, TITLES, TODAY)
    assert model.regions == REGIONS
    assert (model.titles, model.period, model.as_of) == (
        48,
        ("2021-06-28", "2021-09-27"),
        "2026-11-24",
    )
    assert model.still_charting == 12
    group = model.languages["ko"]
    assert group.titles == 12
    assert group.charted["KR"] == 12
    assert group.charted.get("MX", 0) < 6
    rates = [group.presence.get(code, 0) / group.weight for code in ("KR", "MX")]
    assert rates[0] > 0.5 > rates[1]


def test_what_is_learnt_does_not_depend_on_the_order_of_the_lists() -> None:
    turned = CHARTS.sample(frac=1, random_state=3).reset_index(drop=True)
    assert fit(turned, TITLES, TODAY) == fit(CHARTS, TITLES, TODAY)


def test_chances_rise_with_scores() -> None:
    model = fit(CHARTS, TITLES, TODAY)
    assert model.unseen[1] > 0


def test_only_films_in_other_languages_with_enough_regions_are_judged() -> None:
    for one in judged(known(), 3):
        assert one.film
        assert one.language != "en"
        assert len(one.regions) >= 3


def test_the_first_regions_are_given_and_not_judged() -> None:
    one = max(known(), key=lambda title: len(title.regions))
    scores, there = points(one, learnt(known(), REGIONS), 2)
    assert len(scores) == len(there) == len(REGIONS) - 2
    assert sum(there) == len(one.regions) - 2


def test_lists_without_a_known_title_are_refused_with_what_to_do() -> None:
    other = read_titles(titles_file().replace(b" 0", b" 9"), "t.csv")
    alone = CHARTS[CHARTS["title"].str.contains(" 0")]
    with pytest.raises(InputError, match="holds no title of these lists"):
        fit(alone, other, TODAY)


@given(st.floats(-2, 1), st.floats(0.3, 2))
def test_the_line_is_found_again(intercept: float, slope: float) -> None:
    source = np.random.default_rng(1)
    x = source.normal(size=4000)
    y = (source.random(4000) < 1 / (1 + np.exp(-(intercept + slope * x)))).astype(float)
    assert _logistic(x, y) == pytest.approx((intercept, slope), abs=0.25)
