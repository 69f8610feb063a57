import pytest

from planner.spend.marginal import flattening, marginal
from tests.spend.scenes import REGIONS, scene

CASE = scene()


def test_the_gain_is_what_the_curve_says() -> None:
    frame = marginal(CASE, 500)
    assert len(frame) == len(CASE.cells.curves)
    for row in frame[frame["gain"] > 0].to_dict("records"):
        curve, now = CASE.cells.curves[row["region"], row["channel"]], float(row["media"])
        assert row["gain"] == pytest.approx(float(curve.value(now + 500) - curve.value(now)))
    assert frame["gain"].is_monotonic_decreasing


def test_cells_in_use_bring_about_the_same_with_the_next_unit() -> None:
    frame = marginal(CASE, 1)
    used = frame[(frame["media"] > 0) & (frame["gain"] > 0)]
    assert used["gain"].max() == pytest.approx(CASE.found["us"].marginal, rel=0.02)


def test_what_a_person_decided_has_no_room_and_small_sums_start_no_channel() -> None:
    case = scene(overrides=[("spend.FR.search", 900.0), ("spend.FR.ctv_tv", 0.0)])
    frame = marginal(case, 100).set_index(["region", "channel"])
    assert not frame.loc[("FR", "search"), "open"]
    assert frame.loc[("FR", "search"), "gain"] == 0
    idle = frame[(frame["media"] == 0)]
    assert len(idle) > 0
    assert (idle["gain"] == 0).all()


def test_more_money_brings_more_and_less_for_each_unit() -> None:
    found = flattening(CASE)
    assert found is not None
    assert found.now == pytest.approx(float(CASE.lines.media))
    assert found.frame["media"].is_monotonic_increasing
    assert found.frame["value"].is_monotonic_increasing
    now = found.frame[found.frame["media"] == found.now].iloc[0]
    assert now["value"] == pytest.approx(CASE.found["us"].value, rel=1e-3)


def test_it_flattens_where_the_next_unit_brings_so_much_less() -> None:
    near, far = flattening(CASE, 0.9), flattening(CASE, 0.5)
    assert near is not None
    assert near.at is not None
    assert near.now < near.at
    assert far is None or far.at is None or far.at > near.at
    frame = near.frame
    bring = frame.loc[frame["media"] >= near.at, "next"].iloc[0]
    assert bring <= 0.9 * frame.loc[frame["media"] == near.now, "next"].iloc[0]


def test_where_it_does_not_flatten_there_is_no_such_amount() -> None:
    found = flattening(CASE, 1e-9)
    assert found is not None
    assert found.at is None


def test_partners_pay_for_all() -> None:
    regions = {code: {"pays": "partner", "minimum_spend": 5_000} for code in REGIONS}
    case = scene(regions)
    assert flattening(case) is None
    assert len(marginal(case)) == len(case.cells.curves)
