from dataclasses import replace

import pytest

from planner.spend.robust import within
from planner.spend.stability import stability
from tests.spend.made_worlds import alike, made, point_curves, random_curves


def test_shares_are_of_the_money_and_their_spread_is_in_order() -> None:
    found = stability(made(count=12), point_curves(least=200.0), within(4000), count=8)
    assert list(found.columns) == ["cell", "region", "channel", "p10", "p50", "p90", "bought"]
    assert found["cell"].tolist() == (found["region"] + "." + found["channel"]).tolist()
    assert ((found["p10"] <= found["p50"]) & (found["p50"] <= found["p90"])).all()
    numbers = found[["p10", "p90", "bought"]].to_numpy()
    assert ((numbers >= 0) & (numbers <= 1)).all()
    assert (found["p90"] > found["p10"]).any()
    assert found.equals(stability(made(count=12), point_curves(least=200.0), within(4000), count=8))


def test_where_nothing_is_uncertain_every_world_splits_alike() -> None:
    worlds = random_curves(7, 3, 1, ("exp",)) * 6
    found = stability(alike(worlds), worlds[0], within(60), count=6)
    assert found["p10"].tolist() == pytest.approx(found["p90"].tolist())
    assert found["p50"].sum() == pytest.approx(1)
    assert set(found["bought"]) <= {0.0, 1.0}


def test_a_cell_that_only_some_worlds_buy_says_so() -> None:
    good = random_curves(1, 2, 1, ("exp",))[0]
    poor = [good[0], replace(good[1], scale=1e-6)]
    found = stability(alike([good, poor, poor, poor]), good, within(60))
    assert found.set_index("cell").loc["R1.c", "bought"] == pytest.approx(0.25)


def test_without_money_nothing_has_a_share() -> None:
    worlds = random_curves(1, 2, 3, ("exp",))
    found = stability(alike(worlds), worlds[0], within(0.0))
    assert found[["p10", "p50", "p90", "bought"]].to_numpy().sum() == 0
