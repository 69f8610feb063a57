from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from planner.audience.table import empty_table
from planner.forecast.frames import (
    COLUMNS,
    EFFECT_COLUMNS,
    NUMBERS,
    PART_COLUMNS,
    SKILL_COLUMNS,
    Forecasts,
)
from planner.forecast.run import forecasts
from planner.forecast.skill import BANDS
from tests.forecast.made import LAST, ahead, made_up, table_of


@pytest.fixture(scope="module")
def found() -> Forecasts:
    table = table_of(made_up("GB", 200), made_up("GB", 150, "search"), made_up("NO", 30))
    return forecasts(table, horizon=20, regions=["SE"])


def test_numbers_are_mean_and_quantiles_in_order(found: Forecasts) -> None:
    assert NUMBERS == ["mean", "p05", "p10", "p25", "p50", "p75", "p90", "p95"]
    assert list(found.frame) == COLUMNS
    assert (np.diff(found.frame[NUMBERS[1:]].to_numpy(), axis=1) >= 0).all()
    assert found.frame.dtypes["week"] == "datetime64[us]"
    for _, rows in found.frame.groupby(["region", "signal"]):
        assert rows["week"].tolist() == ahead(20).tolist()
        assert rows["error"].nunique() == rows["method"].nunique() == 1


def test_skill_has_a_row_for_each_distance_that_the_past_reaches(found: Forecasts) -> None:
    assert list(found.skill) == SKILL_COLUMNS
    keys = found.skill[["region", "signal", "first", "last", "origins"]]
    assert keys.to_records(index=False).tolist() == [
        ("GB", "demand", *BANDS[0], 5),
        ("GB", "demand", *BANDS[1], 3),
        ("GB", "demand", *BANDS[2], 1),
        ("GB", "search", *BANDS[0], 1),
    ]
    assert found.skill["wape"].between(0.02, 0.3).all()
    assert found.skill["coverage"].between(0, 1).all()


def test_parts_run_over_past_and_future_and_multiply_up_to_the_median(found: Forecasts) -> None:
    assert list(found.parts) == PART_COLUMNS
    parts = found.parts.groupby("signal")
    assert parts.size().to_dict() == {"demand": 220, "search": 170}
    assert set(found.parts["region"]) == {"GB"}
    both = found.frame.merge(found.parts, on=["region", "signal", "week"])
    assert len(both) == 40
    product = both["level"] * both["season"] * both["holidays"]
    assert product.to_numpy() == pytest.approx(both["p50"].to_numpy(), rel=1e-5)
    first = found.parts[found.parts["signal"] == "search"]["week"].min()
    assert first == LAST - pd.Timedelta(weeks=149)


def test_effects_are_factors_of_the_regions_holidays(found: Forecasts) -> None:
    assert list(found.effects) == EFFECT_COLUMNS
    assert set(found.effects["region"]) == {"GB"}
    assert {"Easter", "Christmas Day"} <= set(found.effects["holiday"])
    assert found.effects["factor"].between(0.5, 2).all()
    assert not found.effects.duplicated(["region", "signal", "holiday"]).any()


def test_tables_without_a_row_have_their_columns() -> None:
    nothing = forecasts(empty_table())
    assert (list(nothing.frame), list(nothing.skill)) == (COLUMNS, SKILL_COLUMNS)
    assert (list(nothing.parts), list(nothing.effects)) == (PART_COLUMNS, EFFECT_COLUMNS)
    assert all(one.empty for one in (nothing.frame, nothing.skill, nothing.parts, nothing.effects))
    borrowed = forecasts(table_of(made_up("NO", 30)), horizon=3)
    assert len(borrowed.frame) == 3
    assert borrowed.skill.empty
    assert list(borrowed.parts) == PART_COLUMNS
    assert borrowed.effects.empty
