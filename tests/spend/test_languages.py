"""Which language versions are paid for: as good as trying every set, and said why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError, PlanError, Problem
from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.spend.allocate import Limit
from planner.spend.curves import Curve
from planner.spend.languages import Languages, Media, Option, Solved, suggest_languages
from planner.spend.served import factor
from tests.plans import make_plan

FACTS = load()
DAY = date(2027, 3, 12)
SOON = date(2026, 7, 24)
"""Subtitles and what waits for them can be there by then, dubs cannot."""
POTENTIAL = {
    **dict.fromkeys(["FR"], 40_000.0),
    **dict.fromkeys(["DE", "MX"], 25_000.0),
    **dict.fromkeys(["SE", "JP"], 6_000.0),
    **dict.fromkeys(["CH", "BE", "US", "IN", "NL", "IT", "BR", "PL", "KR"], 8_000.0),
}
SHARES = (0.6, 0.4)
ELASTICITY = 0.15


@dataclass(frozen=True)
class Split:
    value: float
    bound: float


def cells(plan: Plan, potential: Mapping[str, float]) -> dict[tuple[str, str], Curve]:
    """Two concave cells a region; half is reached at twice the money that is usual there."""
    found = {}
    for code, part in product(plan.goals.regions, SHARES):
        usual, channel = potential[code] * part, f"channel{part}"
        scale, half = ELASTICITY * usual * 4.5, 2 * usual
        cell = f"{code}.{channel}"
        found[code, channel] = Curve(cell, "hill", scale, half, 1.0, 0.0, 1e6, code, channel)
    return found


def filled(curves: Sequence[Curve], money: float) -> Split:
    """The best split of hill curves with s = 1: all at one price, found by halving."""
    low, high = 1e-12, max(curve.scale / curve.k for curve in curves)
    for _ in range(100):
        price = math.sqrt(low * high)
        spend = [max(math.sqrt(c.scale * c.k / price) - c.k, 0.0) for c in curves]
        low, high = (price, high) if sum(spend) > money else (low, price)
    value = sum(c.scale * x / (c.k + x) for c, x in zip(curves, spend, strict=True))
    return Split(value, value * (1 + 1e-9))


def media(plan: Plan, money: float, potential: Mapping[str, float] = POTENTIAL) -> Media:
    curves = cells(plan, potential)

    def solve(factors: Mapping[str, float], net: float) -> Split:
        mine = [(c, factors[c.region]) for c in curves.values() if c.region in factors]
        return filled([replace(c, scale=c.scale * f, k=c.k * f) for c, f in mine], net)

    base = {code: (1 - ELASTICITY) * potential[code] for code in plan.goals.regions}
    return Media(money, solve, curves, base, dict.fromkeys(base, 1.0))


def languages(
    plan: Plan,
    money: float = 300_000,
    potential: Mapping[str, float] = POTENTIAL,
    facts: Facts = FACTS,
    day: date = DAY,
) -> Languages:
    days = dict.fromkeys(plan.goals.regions, day)
    return suggest_languages(plan, days, media(plan, money, potential), facts)


def of(found: Languages, key: str) -> Option:
    return next(item for item in found.options if item.key == key)


def priced(subtitles: float, dub: float) -> Facts:
    return FACTS.with_overrides(
        {"cost.subtitles": (subtitles, "a quote"), "cost.dub": (dub, "a quote")}
    )


def value_of(plan: Plan, keys: Sequence[str], around: Media, costs: Mapping[str, float]) -> float:
    """What a set of versions brings with the best split of what it leaves."""
    net = (around.money - sum(costs[key] for key in keys)) * (1 - around.commission)
    if net < 0:
        return -math.inf
    factors = {code: factor(plan, code, keys, FACTS) for code in plan.goals.regions}
    anyway = sum(factors[code] * value for code, value in around.base.items())
    return anyway + around.solve(factors, net).value


def best_of_all(plan: Plan, found: Languages, around: Media) -> float:
    """The value of the best set, by trying all that leave no region without a version."""
    costs = {item.key: float(item.cost) for item in found.options}
    needed = [item.key for item in found.options if item.fixed_by == "region"]
    free = [key for key in costs if key not in needed]
    sets = chain.from_iterable(combinations(free, count) for count in range(len(free) + 1))
    return max(value_of(plan, [*needed, *keys], around, costs) for keys in sets)


@settings(max_examples=25)
@given(
    st.sets(st.sampled_from(["DE", "MX", "FR", "SE", "JP", "CH"]), min_size=1, max_size=3),
    st.floats(70_000, 500_000),
    st.floats(0, 20_000),
    st.floats(0, 200_000),
    st.lists(st.floats(100, 200_000), min_size=6, max_size=6),
    st.sampled_from([0.0, 0.15]),
)
def test_the_best_set_is_as_good_as_trying_all(
    codes: set[str],
    money: float,
    subtitles: float,
    dub: float,
    sizes: list[float],
    commission: float,
) -> None:
    plan = make_plan({code: {} for code in sorted(codes)})
    potential = dict(zip(["DE", "MX", "FR", "SE", "JP", "CH"], sizes, strict=True))
    around = replace(media(plan, money, potential), commission=commission)
    days = dict.fromkeys(plan.goals.regions, DAY)
    found = suggest_languages(plan, days, around, priced(round(subtitles), round(dub)))
    costs = {item.key: float(item.cost) for item in found.options}
    best = best_of_all(plan, found, around)
    assert found.value == pytest.approx(best, rel=1e-7)
    assert found.value == pytest.approx(value_of(plan, found.chosen, around, costs), rel=1e-9)
    assert found.bound >= best * (1 - 1e-9)
    assert found.gap < 1e-5


def test_what_one_version_adds_is_told_as_it_is() -> None:
    plan = make_plan({"DE": {}, "FR": {}})
    around = media(plan, 200_000)
    found = suggest_languages(plan, dict.fromkeys(plan.goals.regions, DAY), around, FACTS)
    costs = {item.key: float(item.cost) for item in found.options}
    assert {item.chosen for item in found.options} == {True, False}
    for item in found.options:
        others = [key for key in found.chosen if key != item.key]
        there, gone = (
            value_of(plan, keys, around, costs) for keys in ([*others, item.key], others)
        )
        assert item.adds == pytest.approx(there - gone, abs=2e-5 * found.value)
        assert (there > gone) == item.chosen


def test_more_than_fifteen_versions_are_weighed_with_a_bound() -> None:
    plan = make_plan({code: {} for code in POTENTIAL})
    around = media(plan, 400_000)
    found = suggest_languages(plan, dict.fromkeys(plan.goals.regions, DAY), around, FACTS)
    assert len(found.options) > 15
    assert 0 <= found.gap < 1e-4
    costs = {item.key: float(item.cost) for item in found.options}
    for key in costs:
        near = sorted(set(found.chosen) ^ {key})
        assert value_of(plan, near, around, costs) <= found.value * (1 + 1e-9)


def test_a_version_that_costs_nothing_is_always_taken() -> None:
    found = languages(make_plan({"DE": {}, "SE": {}}), facts=priced(0, 90_000))
    assert {"de subtitles", "sv subtitles", "en subtitles"} <= set(found.chosen)
    assert "costs nothing" in of(found, "de subtitles").why


def test_a_version_that_nobody_understands_is_never_taken() -> None:
    decided = [("languages.ja dub.chosen", False)]
    found = languages(make_plan({"DE": {}}, overrides=decided), facts=priced(0, 0))
    assert not of(found, "ja dub").opens
    own = {"language_versions": [{"language": "de"}, {"language": "de", "kind": "dub"}]}
    served = languages(make_plan({"AT": {}}, film=own), potential={"AT": 10_000.0})
    assert all(item.opens for item in served.options if item.chosen)


def test_a_dub_is_bought_where_dubs_are_liked_and_the_market_is_large() -> None:
    large = {"DE": 200_000.0, "SE": 200_000.0}
    found = languages(make_plan({"DE": {}, "SE": {}}), 400_000, large)
    assert of(found, "de dub").chosen
    assert "sv dub" not in {item.key for item in found.options}  # nobody dubs for adults there
    assert found.factors["DE"] > 1.3


def test_a_dub_is_not_worth_its_money_for_a_small_market_and_says_so() -> None:
    small = {"DE": 3_000.0, "SE": 200_000.0}
    found = languages(make_plan({"DE": {}, "SE": {}}), 200_000, small)
    dub = of(found, "de dub")
    assert not dub.chosen
    assert dub.adds is not None
    assert dub.media is not None
    assert dub.adds < 0 < dub.media
    assert dub.why.startswith("Would bring about ")
    assert " admissions in Germany for EUR 92,500: less than the same money in media (" in dub.why


def test_money_to_spare_is_no_reason_to_pay_too_much() -> None:
    plan, small, day = make_plan({"DE": {}}), {"DE": 3_000.0}, {"DE": DAY}
    around = media(plan, 900_000, small)
    wasteful = suggest_languages(plan, day, around, FACTS)
    thrifty = suggest_languages(plan, day, replace(around, potential=small), FACTS)
    assert "de dub" in wasteful.chosen
    assert thrifty.chosen == ("de subtitles",)
    dub = of(thrifty, "de dub")
    assert dub.why.endswith("), but too dear for so few.")
    assert (dub.adds or 0) > 0


def test_one_version_serves_all_regions_of_its_language() -> None:
    groups = {"groups": {"DACH": ["DE", "AT", "CH"]}}
    plan = make_plan({"DACH": {}, "BE": {}}, goals=groups)
    found = languages(plan, potential={"DACH": 40_000.0, "BE": 9_000.0})
    subtitles = of(found, "de subtitles")
    assert subtitles.chosen
    assert list(subtitles.opens) == ["DACH", "BE"]


def test_what_a_person_decided_holds() -> None:
    plan = make_plan(
        {"DE": {}, "FR": {}},
        overrides=[
            ("languages.de dub.chosen", True),
            ("languages.fr subtitles.chosen", False),
            ("languages.es dub.chosen", True),
        ],
    )
    found = languages(plan)
    assert {"de dub", "es dub"} <= set(found.chosen)
    assert "fr subtitles" not in found.chosen
    assert {item.key for item in found.options if item.fixed_by == "override"} == {
        "de dub",
        "fr subtitles",
        "es dub",
    }
    assert of(found, "de dub").why.startswith("Your decision: brings about ")
    assert of(found, "es dub").adds is not None


def test_the_film_s_own_versions_are_in_and_cost_what_they_cost() -> None:
    own = {"language_versions": [{"language": "ja", "kind": "dub", "cost": 1_234.5}]}
    found = languages(make_plan({"DE": {}, "JP": {}}, film=own))
    assert found.costs["ja dub"] == Decimal("1234.50")
    assert of(found, "ja dub").fixed_by == "film"
    assert of(found, "ja dub").why.startswith("The film's own: brings about ")
    assert set(found.costs) == set(found.chosen)


def test_a_person_may_leave_out_what_the_film_has() -> None:
    own = {"language_versions": [{"language": "de"}]}
    decided = [("languages.de subtitles.chosen", False)]
    found = languages(make_plan({"DE": {}}, film=own, overrides=decided))
    assert "de subtitles" not in found.chosen
    assert found.factors["DE"] < 2


def test_an_own_version_stands_for_its_language_whatever_its_accent() -> None:
    own = {"language_versions": [{"language": "pt-BR"}]}
    found = languages(make_plan({"BR": {}}, film=own))
    assert "pt subtitles" not in [item.key for item in found.options]
    assert found.factors["BR"] >= 1


def test_a_version_that_comes_too_late_is_refused_and_shown_with_its_weeks() -> None:
    large = {"DE": 400_000.0}
    goals = {"window": {"from": "2026-06-08", "to": "2027-09-30"}}
    plan = make_plan({"DE": {}}, goals=goals)
    found = languages(plan, potential=large, day=SOON)
    dub = of(found, "de dub")
    assert not dub.chosen
    assert dub.late == {"DE": 3}
    assert dub.why == "Can't be ready in time: Germany would have to open 3 weeks later."
    assert not of(found, "de subtitles").late
    later = languages(plan, potential=large)
    assert of(later, "de dub").chosen
    assert not of(later, "de dub").late


def test_a_region_without_a_date_asks_for_nothing() -> None:
    plan = make_plan({"DE": {}, "SE": {}})
    around = media(plan, 100_000)
    found = suggest_languages(plan, {"DE": DAY, "SE": None}, around, FACTS)
    assert "sv subtitles" not in [item.key for item in found.options]
    assert list(found.factors) == ["DE"]


def test_without_any_date_there_is_nothing_to_choose() -> None:
    plan = make_plan({"DE": {}})
    nothing = Media(1_000.0, lambda *_: Split(0.0, 0.0), {}, {}, {})
    found = suggest_languages(plan, {"DE": None}, nothing, FACTS)
    assert found.chosen == ()
    assert found.value == found.bound == 0


def test_a_partner_who_pays_for_its_region_pays_for_its_language() -> None:
    plan = make_plan({"DE": {}, "SE": {"pays": "partner"}})
    around = media(make_plan({"DE": {}}), 200_000)
    around = replace(around, constant={"SE": 5_000.0})
    found = suggest_languages(plan, dict.fromkeys(plan.goals.regions, DAY), around, FACTS)
    assert "sv subtitles" not in [item.key for item in found.options]
    assert found.factors["SE"] >= 1
    assert "SE" in of(found, "en subtitles").opens or found.factors["SE"] < 1.05


def test_a_film_in_the_region_s_language_needs_no_version() -> None:
    found = languages(make_plan({"MX": {}}, film={"original_language": "es"}))
    assert found.options == ()
    assert found.factors == {"MX": 1}


def test_commission_makes_media_dearer_and_versions_not() -> None:
    plan = make_plan({"DE": {}})
    around = media(plan, 300_000)
    cheap, dear = (
        suggest_languages(plan, {"DE": DAY}, replace(around, commission=rate), FACTS)
        for rate in (0.0, 0.3)
    )
    assert dear.value < cheap.value
    assert of(dear, "de subtitles").cost == of(cheap, "de subtitles").cost


def test_versions_that_cost_more_than_there_is_are_told() -> None:
    own = {"language_versions": [{"language": "de", "kind": "dub", "cost": 90_000}]}
    with pytest.raises(PlanError, match=r"German dub 90,000\.00.*raise goals\.budget\.total"):
        languages(make_plan({"DE": {}}, film=own), 50_000)


def test_versions_may_take_all_the_money() -> None:
    own = {"language_versions": [{"language": "de", "kind": "dub", "cost": 50_000}]}
    found = languages(make_plan({"DE": {}}, film=own), 50_000)
    assert found.chosen == ("de dub",)
    assert of(found, "de subtitles").adds is None


def test_an_override_that_names_no_version_is_told() -> None:
    plan = make_plan({"DE": {}}, overrides=[("languages.de voices.chosen", True)])
    with pytest.raises(PlanError, match=r"languages\.de voices\.chosen names no language version"):
        languages(plan)


def test_a_set_that_leaves_too_little_for_the_limits_is_no_choice() -> None:
    plan = make_plan({"DE": {}})
    around = media(plan, 100_000, {"DE": 900_000.0})

    def strict(factors: Mapping[str, float], net: float) -> Solved:
        if net < 50_000:
            raise InputError(Problem("minimum spends need 50,000"))
        return around.solve(factors, net)

    found = suggest_languages(plan, {"DE": DAY}, replace(around, solve=strict), FACTS)
    assert "de dub" not in found.chosen
    assert of(found, "de dub").adds is None
    assert "but costs more than is left for it: EUR 92,500." in of(found, "de dub").why
    with pytest.raises(InputError, match="need 50,000"):
        suggest_languages(plan, {"DE": DAY}, replace(around, solve=strict, money=40_000), FACTS)


def test_a_region_that_we_pay_for_never_opens_without_a_version() -> None:
    plan = make_plan({"DE": {}, "CH": {"languages": ["fr", "de"]}})
    found = languages(plan, potential={"DE": 1.0, "CH": 1.0})
    assert of(found, "de subtitles").fixed_by == "region"
    assert of(found, "fr subtitles").fixed_by == "region"
    assert {"de subtitles", "fr subtitles"} <= set(found.chosen)
    out = make_plan({"DE": {}}, overrides=[("languages.de subtitles.chosen", False)])
    assert "de subtitles" not in languages(out).chosen


def test_where_agreed_spends_take_all_the_money_only_what_is_needed_is_bought() -> None:
    plan = make_plan({"DE": {}})
    limits = [Limit("region:DE", 30_000.0, 40_000.0)]
    around = replace(media(plan, 31_000), limits=limits)
    found = suggest_languages(plan, {"DE": DAY}, around, FACTS)
    assert found.chosen == ("de subtitles",)
    assert {item.adds for item in found.options if not item.chosen} == {None}


def test_the_objective_s_unit_is_told() -> None:
    def why(objective: str) -> str:
        found = languages(make_plan({"DE": {}}, goals={"objective": objective}))
        return of(found, "de subtitles").why

    assert " people reached often enough in Germany" in why("reach")
    assert " of box office in Germany" in why("gross")
    assert "about EUR " in why("net revenue")


def test_the_same_plan_gives_the_same_answer() -> None:
    plan = make_plan({"DE": {}, "FR": {}, "SE": {}})
    assert languages(plan) == languages(plan)


def test_reasons_name_the_facts_that_they_rest_on() -> None:
    reason = languages(make_plan({"DE": {}})).reasons["languages.de dub"]
    named = {fact for item in reason.reasons for fact in item.facts}
    assert {"cost.dub", "lead_time.dub", "dub_preference.DE", "language_share.DE.de"} <= named


def test_reasons_hold_plain_numbers() -> None:
    found = languages(make_plan({"DE": {}, "FR": {}})).reasons.values()
    numbers = [x for one in found for x in (one.value, *(reason.effect for reason in one.reasons))]
    assert {type(x) for x in numbers} <= {float, type(None)}
