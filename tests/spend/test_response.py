from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.market import Market
from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.spend.allocate import allocate
from planner.spend.curves import Curve, Key
from planner.spend.response import Cells, cells, channels, contacts
from tests.plans import make_plan

FACTS = load()
CODES = ["BR", "DE", "EG", "FR", "GB", "IN", "JP", "MX", "US"]
MIX = {name: fact.value for name, fact in FACTS.table("channel_share").items()}
SPRING, AUTUMN = date(2027, 5, 5), date(2027, 12, 1)
potentials = st.dictionaries(st.sampled_from(CODES), st.floats(10, 1e7), min_size=1)
moneys = st.floats(1, 1e8)
few = settings(max_examples=25)


def plan_of(*codes: str, currency: str = "EUR", **goals: object) -> Plan:
    budget = {"total": 400_000, "currency": currency}
    return make_plan({code: {} for code in codes}, goals={"budget": budget, **goals})


def cells_of(
    potential: dict[str, float],
    most: float = 1e6,
    *,
    currency: str = "EUR",
    facts: Facts = FACTS,
    day: date = SPRING,
    fitted: dict[Key, Curve] | None = None,
) -> Cells:
    days = dict.fromkeys(potential, day)
    plan = plan_of(*potential, currency=currency)
    return cells(plan, days, potential, facts, most=most, fitted=fitted)


def with_fact(key: str, value: float) -> Facts:
    return FACTS.with_overrides({key: (value, "a test")})


def usual(found: Cells, code: str) -> dict[str, float]:
    return {name: money for (region, name), money in found.usual.items() if region == code}


def elasticity(found: Cells, code: str) -> float:
    """The change of admissions for 1 % more in every channel, both ways, in percent."""
    step, spend = 1e-4, usual(found, code)
    more, less = (
        found.admissions(code, {name: x * (1 + change) for name, x in spend.items()})
        for change in (step, -step)
    )
    return (more - less) / (2 * step) / found.admissions(code, spend)


def test_the_usual_mix_is_whole() -> None:
    assert sum(MIX.values()) == pytest.approx(1)
    assert channels(FACTS)[0] == "paid_social"
    assert sorted(channels(FACTS)) == sorted(MIX)


@few
@given(
    potentials, moneys, st.sampled_from(["EUR", "USD", "JPY"]), st.sampled_from([SPRING, AUTUMN])
)
def test_at_the_reference_plan_admissions_are_the_potential(
    potential: dict[str, float], most: float, currency: str, day: date
) -> None:
    found = cells_of(potential, most, currency=currency, day=day)
    for code, admissions in potential.items():
        spend = usual(found, code)
        assert sum(spend.values()) == pytest.approx(found.reference[code])
        assert found.admissions(code, spend) == pytest.approx(admissions)


@few
@given(potentials)
def test_the_mean_elasticity_by_potential_is_the_published_prior(
    potential: dict[str, float],
) -> None:
    found = cells_of(potential)
    prior = FACTS.number("elasticity.short")
    seen = {code: elasticity(found, code) for code in potential}
    mean = sum(seen[code] * potential[code] for code in seen) / sum(potential.values())
    assert mean == pytest.approx(prior.value, rel=1e-3)
    assert prior.low is not None
    assert prior.high is not None
    for code, value in seen.items():
        assert value == pytest.approx(found.elasticity[code], rel=1e-4)
        assert prior.low - 1e-4 <= value <= prior.high + 1e-4


def test_in_an_average_month_the_last_money_brings_the_same_in_every_channel() -> None:
    flat = FACTS.with_rows(
        replace(fact, value=1.0) for fact in FACTS.table("price_season").values()
    )
    found = cells_of({"FR": 50_000.0}, facts=flat)
    slopes = [float(curve.slope(found.usual[key])) for key, curve in found.curves.items()]
    assert slopes == pytest.approx([slopes[0]] * len(MIX))


@few
@given(potentials, moneys)
def test_every_curve_starts_at_nothing_and_rises(potential: dict[str, float], most: float) -> None:
    for curve in cells_of(potential, most).curves.values():
        values = curve.value(np.linspace(0, curve.hi, 40))
        assert values[0] == 0
        assert (np.diff(values) > 0).all()


def test_a_curve_is_s_shaped_just_where_one_contact_is_not_enough() -> None:
    found = cells_of({"FR": 50_000.0})
    for (_, channel), curve in found.curves.items():
        often = FACTS.number(f"frequency.effective.{channel}").value
        assert (curve.tangency == 0) == (often == 1)
        if often > 1:  # steepest where the curve turns: k (n - 1) / 2
            turn = curve.k * (often - 1) / 2
            before, at, after = (float(curve.slope(turn * part)) for part in (0.5, 1, 1.5))
            assert before < at > after


def test_often_enough_is_a_fact_that_a_person_can_change() -> None:
    found = cells_of({"FR": 50_000.0}, facts=with_fact("frequency.effective.paid_social", 1))
    assert found.curves["FR", "paid_social"].tangency == 0


@few
@given(potentials, moneys)
def test_without_media_fewer_come_but_never_less_than_nobody(
    potential: dict[str, float], most: float
) -> None:
    found = cells_of(potential, most)
    assert all(0 <= found.base[code] < potential[code] for code in potential)
    assert found.notes == ()


def test_a_region_where_reaching_a_likely_person_is_cheaper_responds_more() -> None:
    potential = {"IN": 10_000.0, "US": 10_000.0, "GE": 10_000.0}
    found = cells_of(potential)
    markets = {code: Market(code, (code,), FACTS) for code in potential}
    efficiency = {code: 1 / each.population / each.price_level for code, each in markets.items()}
    order = sorted(potential, key=efficiency.__getitem__)
    assert [found.elasticity[code] for code in order] == sorted(found.elasticity.values())


def test_the_reference_plan_does_not_follow_the_budget() -> None:
    potential = {"FR": 50_000.0, "MX": 20_000.0}
    small, large = cells_of(potential, 1e4), cells_of(potential, 1e7)
    assert small.reference == large.reference
    spend = dict.fromkeys(MIX, 10000.0)
    assert small.admissions("FR", spend) == large.admissions("FR", spend)


def test_in_a_dear_month_the_same_money_buys_less_and_the_same_plan_takes_more() -> None:
    cheap, dear = (cells_of({"FR": 50_000.0}, day=day) for day in (SPRING, AUTUMN))
    key = ("FR", "paid_social")
    assert dear.price[key].season > 1.05 > cheap.price[key].season
    assert contacts(dear, key, 1000).impressions < contacts(cheap, key, 1000).impressions
    assert dear.admissions("FR", {"paid_social": 5000}) < cheap.admissions(
        "FR", {"paid_social": 5000}
    )
    assert dear.reference["FR"] > cheap.reference["FR"]
    assert dear.base["FR"] == pytest.approx(cheap.base["FR"])


def test_the_weeks_of_a_flight_set_its_prices() -> None:
    plan, days = plan_of("FR"), {"FR": SPRING}
    weeks = {("FR", "short_video"): {date(2027, 11, 8): 1.0}}
    found = cells(plan, days, {"FR": 9_000.0}, FACTS, most=1e5, weeks=weeks)
    assert found.price["FR", "short_video"].season == FACTS.number("price_season.11").value
    assert found.price["FR", "paid_social"].season < 1


def test_at_twice_the_price_the_same_effect_takes_twice_the_money() -> None:
    dear = with_fact("cpm.search", 2 * FACTS.number("cpm.search").value)
    key = ("FR", "search")
    # Between the two ends that keep it near the reference plan the half point is the price's own.
    free = {"saturation.half_point.least": 1e-6, "saturation.half_point.most": 1e6}
    wide = {name: (value, "a test") for name, value in free.items()}
    one, two = (
        cells_of({"FR": 50_000.0}, facts=facts.with_overrides(wide)).curves[key].k
        for facts in (FACTS, dear)
    )
    assert two == pytest.approx(2 * one)


def test_half_of_the_effect_stays_near_the_reference_plan() -> None:
    low, high = (FACTS.number(f"saturation.half_point.{end}").value for end in ("least", "most"))
    for admissions in (1e2, 1e5, 1e8):
        found = cells_of({"FR": admissions})
        for key, curve in found.curves.items():
            ends = [float(curve.value(end * found.usual[key])) for end in (low, high)]
            assert ends[0] <= curve.scale / 2 * (1 + 1e-9)
            assert ends[1] >= curve.scale / 2 * (1 - 1e-9)


def test_regions_without_a_day_are_left_out() -> None:
    plan = plan_of("FR", "GB")
    found = cells(plan, {"FR": None, "GB": SPRING}, {"GB": 9_000.0}, FACTS, most=1e5)
    assert set(found.base) == {"GB"}
    assert {code for code, _ in found.curves} == {"GB"}
    assert cells(plan, {}, {}, FACTS, most=1e5).curves == {}


def test_a_region_without_demand_gets_curves_that_bring_next_to_nothing() -> None:
    found = cells_of({"FR": 0.0})
    assert found.admissions("FR", dict.fromkeys(MIX, 1e5)) < 1e-3


@few
@given(st.floats(0.01, 100), st.floats(0, 1e6))
def test_twice_the_audience_takes_twice_the_money_and_brings_twice_as_many(
    factor: float, money: float
) -> None:
    found = cells_of({"FR": 50_000.0, "GB": 20_000.0})
    more = found.scaled({"FR": factor})
    spend = dict.fromkeys(MIX, money)
    whole = {name: factor * x for name, x in spend.items()}
    assert more.admissions("FR", whole) == pytest.approx(factor * found.admissions("FR", spend))
    assert more.admissions("GB", spend) == found.admissions("GB", spend)
    key = ("FR", "search")
    before, after = contacts(found, key, money), contacts(more, key, factor * money)
    assert after.effective == pytest.approx(factor * before.effective)
    assert after.frequency == pytest.approx(before.frequency)


@pytest.mark.parametrize("factor", [-1.0, float("nan"), float("inf")])
def test_an_audience_cannot_be_scaled_by_what_is_no_size(factor: float) -> None:
    with pytest.raises(PlanError, match="audience of FR"):
        cells_of({"FR": 50_000.0}).scaled({"FR": factor})


def test_a_channel_that_nobody_uses_is_closed_and_the_others_carry_the_elasticity() -> None:
    facts = with_fact("channel_use.short_video.IN", 0)
    found = cells_of({"IN": 50_000.0, "FR": 50_000.0}, facts=facts)
    closed = found.curves["IN", "short_video"]
    assert closed.hi == 0
    assert found.usual["IN", "short_video"] == 0
    assert found.curves["FR", "short_video"].hi > 0
    assert elasticity(found, "IN") == pytest.approx(found.elasticity["IN"], rel=1e-4)
    assert contacts(found, ("IN", "short_video"), 1000).reached == 0
    split = allocate(list(found.curves.values()), 50_000)
    assert split.spend["IN.short_video"] == 0


def test_one_regions_own_price_changes_that_region_alone() -> None:
    facts = with_fact("cpm.paid_social.MX", 100)
    potential = {"MX": 20_000.0, "FR": 20_000.0}
    ours, own = cells_of(potential), cells_of(potential, facts=facts)
    key = ("MX", "paid_social")
    assert contacts(own, key, 1000).impressions < contacts(ours, key, 1000).impressions
    assert own.people[key] == ours.people[key]
    assert own.price["FR", "paid_social"] == ours.price["FR", "paid_social"]
    assert own.curves["FR", "paid_social"] == ours.curves["FR", "paid_social"]


def test_an_elasticity_beyond_reason_is_held_where_nobody_comes_without_media() -> None:
    found = cells_of({"FR": 50_000.0}, facts=with_fact("elasticity.short", 40))
    assert found.base["FR"] == pytest.approx(0, abs=1e-6)
    assert found.admissions("FR", usual(found, "FR")) == pytest.approx(50_000)
    assert elasticity(found, "FR") == pytest.approx(found.elasticity["FR"], rel=1e-4)
    assert found.elasticity["FR"] < 40
    assert "FR: with so high an elasticity" in found.notes[0]


def fitted(scale: float, k: float = 20_000.0) -> Curve:
    return Curve("x", "hill", scale, k, 1.4, 0.0, 1.0)


def test_a_fitted_curve_stands_in_for_ours_and_the_potential_stays() -> None:
    key = ("FR", "search")
    ours = cells_of({"FR": 50_000.0})
    found = cells_of({"FR": 50_000.0}, fitted={key: fitted(6_000)})
    own = found.curves[key]
    assert (own.form, own.scale, own.k, own.s) == ("hill", 6_000, 20_000, 1.4)
    assert (own.cell, own.region, own.channel, own.hi) == ("FR.search", "FR", "search", 1e6)
    assert found.curves["FR", "press_events"] == ours.curves["FR", "press_events"]
    assert found.admissions("FR", usual(found, "FR")) == pytest.approx(50_000)
    assert found.base["FR"] != ours.base["FR"]
    assert elasticity(found, "FR") == pytest.approx(found.elasticity["FR"], rel=1e-4)
    assert found.notes == ()


def test_fitted_curves_that_claim_more_than_the_potential_are_told() -> None:
    found = cells_of({"FR": 50_000.0}, fitted={("FR", "search"): fitted(1e6, k=10.0)})
    assert found.base["FR"] == 0
    assert found.admissions("FR", usual(found, "FR")) > 50_000
    assert "more than the potential of 50,000" in found.notes[0]


def test_fitted_curves_of_other_cells_are_told() -> None:
    found = cells_of(
        {"FR": 50_000.0}, fitted={("FR", "radio"): fitted(10), ("GB", "search"): fitted(10)}
    )
    assert len(found.notes) == 1
    assert "FR.radio, GB.search" in found.notes[0]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cpm.search", 0),
        ("cpm.search", -3),
        ("cpm.search.FR", 0),
        ("price_level.FR", 0),
        ("price_season.4", 0),
        ("fx.USD", 0),
        ("elasticity.short", 0),
        ("elasticity.region.most", 0.5),
        ("reference_media", 0),
        ("saturation.half_point.least", 0),
        ("frequency.effective.search", 0.5),
        ("on_target.search", 0),
        ("on_target.search", 1.5),
        ("channel_use.search", -0.1),
        ("target_share", 2),
        ("population.FR", -5),
    ],
)
def test_a_fact_that_makes_no_sense_is_named_with_its_value(key: str, value: float) -> None:
    with pytest.raises(PlanError, match=rf"(?s){key} .*is {value:g} .*facts\.{key}"):
        cells_of({"FR": 50_000.0}, facts=with_fact(key, value))


def test_numbers_too_large_to_count_with_are_told() -> None:
    with pytest.raises(PlanError, match=r"FR\.\w+: .*reference_media"):
        cells_of({"FR": 1e300}, facts=with_fact("reference_media", 1e12))


ODD = [
    "cpm.search",
    "cpm.paid_social.FR",
    "price_level.FR",
    "price_season.4",
    "fx.USD",
    "elasticity.short",
    "elasticity.region.most",
    "reference_media",
    "saturation.half_point.least",
    "saturation.half_point.most",
    "frequency.effective.search",
    "on_target.search",
    "channel_use.search",
    "channel_share.search",
    "target_share",
    "population.FR",
    "online_share.FR",
]


@settings(max_examples=150)
@given(st.sampled_from(ODD), st.floats(-12, 12), st.floats(-6, 12))
def test_whatever_a_person_sets_gives_sound_curves_or_is_told(
    key: str, power: float, size: float
) -> None:
    potential = {"FR": 10**size, "MX": 9_000.0}
    try:
        found = cells_of(potential, facts=with_fact(key, 10**power))
    except PlanError:
        return
    for code, admissions in potential.items():
        assert 0 <= found.base[code] <= admissions
        assert found.admissions(code, usual(found, code)) == pytest.approx(admissions)
    for curve in found.curves.values():
        values = curve.value(np.geomspace(1, 1e6, 20))
        assert np.isfinite(values).all()
        assert (np.diff(values) >= 0).all()
