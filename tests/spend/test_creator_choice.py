"""The money for creators, weighed against media: as good as splitting beside every shortlist."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.spend.ask import Ask
from planner.spend.case import Case, solve
from planner.spend.pots import US
from planner.spend.shortlists import Shortlists
from planner.spend.step import suggest_spend
from tests.spend.scenes import scene
from tests.spend.shortlists import made_shortlists

HAIR = 1e-9

RULES: tuple[dict[str, object], ...] = (
    {},
    {"limits": [{"at": "channel:paid_social", "most": 0.2, "unit": "share"}]},
    {"limits": [{"at": "region:MX", "least": 0.25, "unit": "share"}]},
    {
        "limits": [
            {"at": "region:FR", "most": 30_000},
            {"at": "DE.search", "least": 0.05, "most": 0.1, "unit": "share"},
        ]
    },
)
REGIONS: tuple[dict[str, dict[str, object]], ...] = (
    {"DE": {}, "FR": {}, "MX": {}},
    {"DE": {"pays": "partner", "minimum_spend": 9000}, "FR": {}, "MX": {"cap": 60_000}},
    {"DE": {"pays": "shared", "our_share": 0.4}, "FR": {"minimum_spend": 20_000}, "MX": {}},
)


def with_creators(case: Case, lists: Shortlists) -> Ask:
    """Ask the same with these shortlists; versions stay, so that creators alone differ."""
    return replace(case.ask, creators=lists, languages=case.languages)


def value(case: Case) -> float:
    return case.creators.value + (case.found[US].value if US in case.found else 0.0)


def each(case: Case, lists: Shortlists) -> list[Case]:
    """The split beside each shortlist alone, for those that leave enough for it."""
    found = []
    for at in range(len(lists.costs)):
        try:
            found.append(solve(with_creators(case, lists.only(at))))
        except PlanError:
            continue
    return found


def has_flights(case: Case) -> bool:
    return case.ours is None or any(curve.least for curve in case.ours.curves)


@st.composite
def some_shortlists(draw: st.DrawFn) -> Shortlists:
    """Of rising cost and, mostly, rising reach; not always worth less and less."""
    steps = draw(st.lists(st.integers(50, 6000), min_size=1, max_size=5))
    first = draw(st.sampled_from([0, 0, 700]))
    costs = [first + sum(steps[:at]) for at in range(len(steps) + 1)]
    rates = draw(st.lists(st.floats(0, 90), min_size=len(costs), max_size=len(costs)))
    code = st.sampled_from(["DE", "FR", "MX"])
    people: list[Mapping[str, float]] = []
    for cost, rate in zip(costs, rates, strict=True):
        people.append({draw(code): cost * rate, draw(code): cost * rate / 3})
    return Shortlists(tuple(map(Decimal, costs)), tuple(people))


@settings(max_examples=8)
@given(
    lists=some_shortlists(),
    rules=st.sampled_from(RULES),
    regions=st.sampled_from(REGIONS),
    total=st.sampled_from([130_000, 250_000, 400_000]),
    objective=st.sampled_from(["admissions", "net revenue", "reach"]),
)
def test_no_other_shortlist_brings_more_than_the_gap_says(
    lists: Shortlists,
    rules: dict[str, object],
    regions: dict[str, dict[str, object]],
    total: float,
    objective: str,
) -> None:
    case = scene(regions, goals=rules | {"objective": objective}, total=total)
    found = solve(with_creators(case, lists))
    others = each(case, lists)
    best = max(value(one) for one in others if has_flights(one) == has_flights(found))
    assert found.bound >= best * (1 - HAIR)
    assert value(found) >= best * (1 - HAIR) - found.gap * found.bound
    assert found.gap < max(one.gap for one in others) + 1e-3
    same = others[[one.creators.cost for one in others].index(found.creators.cost)]
    assert (found.money, found.lines) == (same.money, same.lines)


@settings(max_examples=10)
@given(lists=some_shortlists(), rate=st.sampled_from([0.0, 0.15, 0.6]))
def test_the_line_is_what_one_shortlist_costs_and_all_adds_up(
    lists: Shortlists, rate: float
) -> None:
    goals = {"budget": {"total": 300_000, "commission": rate}}
    spend = suggest_spend(with_creators(scene(goals=goals), lists)).section
    assert spend.creators in lists.costs
    regional = sum(sum(one.fixed.values()) for one in spend.regions.values())
    named = sum(spend.fixed.values()) + regional + sum(spend.language_versions.values())
    rest = spend.media + spend.commission + spend.contingency + spend.unallocated
    assert named + spend.creators + rest == spend.total == 300_000


def test_creators_who_bring_more_than_media_are_paid_until_they_do_not() -> None:
    case = scene()
    costs = [
        solve(with_creators(case, made_shortlists({"FR": people}))).creators.cost
        for people in (0.0, 100_000.0, 600_000.0, 1_000_000.0, 3_000_000.0)
    ]
    assert costs == sorted(costs)
    assert costs[0] == 0
    assert len(set(costs)) > 2


def test_an_agency_that_keeps_more_of_media_leaves_more_to_creators() -> None:
    costs = []
    for rate in (0.0, 0.5):
        goals = {"budget": {"total": 400_000, "commission": rate}}
        case = scene(goals=goals)
        costs.append(solve(with_creators(case, made_shortlists())).creators.cost)
    assert costs[0] < costs[1]


def test_without_creators_nothing_changes() -> None:
    bare = scene()
    zero = Shortlists((Decimal(0), Decimal(500)), ({}, {"FR": 0.0}))
    found = solve(with_creators(bare, zero))
    assert (found.money, found.worth) == (bare.money, bare.worth)
    assert found.creators.cost == 0


def test_one_shortlist_is_decided_however_little_it_brings() -> None:
    found = solve(with_creators(scene(), Shortlists((Decimal(9000),), ({"FR": 1.0},))))
    assert found.creators.cost == found.lines.creators == 9000


def test_a_shortlist_that_the_budget_does_not_cover_is_not_paid() -> None:
    lists = Shortlists((Decimal(0), Decimal(10**9)), ({}, {"FR": 1e9}))
    assert solve(with_creators(scene(), lists)).creators.cost == 0


def test_must_haves_that_the_budget_does_not_cover_are_told() -> None:
    lists = Shortlists((Decimal(10**9),), ({"FR": 1e9},))
    with pytest.raises(PlanError, match=r"creators 1,000,000,000\.00"):
        solve(with_creators(scene(), lists))


def test_a_minimum_spend_is_left_beside_creators() -> None:
    regions: dict[str, dict[str, object]] = {"FR": {"minimum_spend": 100_000}, "DE": {}}
    case = scene(regions, total=260_000)
    costs = (0, int(case.lines.left) // 2, int(case.lines.left))
    lists = made_shortlists({"DE": 5e7}, costs)
    found = solve(with_creators(case, lists))
    assert sum(found.by_channel("FR").values()) >= 99_999
    assert found.creators.cost < costs[-1]


@pytest.mark.parametrize(
    ("limit", "least", "most"),
    [
        ({"most": 1500}, 1000, 1000),
        ({"least": 12_000}, 16_000, 16_000),
        ({"least": 5000, "most": 9000}, 8000, 8000),
        ({"most": 0.005, "unit": "share"}, 0, 1000),
        ({"least": 0.05, "unit": "share"}, 8000, 16_000),
    ],
)
def test_a_limit_for_creators_holds(limit: dict[str, object], least: int, most: int) -> None:
    free = scene(creators=made_shortlists())
    limits = {"limits": [{"at": "channel:creators", **limit}]}
    found = scene(goals=limits, creators=made_shortlists())
    assert not least <= free.creators.cost <= most
    assert least <= found.creators.cost <= most


def test_money_that_media_has_no_use_for_buys_nobody_who_brings_nothing() -> None:
    """Where caps leave money, only creators who bring something are paid."""
    regions: dict[str, dict[str, object]] = {"FR": {"cap": 5000}}
    case = scene(regions)
    assert case.found[US].unspent > 1000
    nothing = Shortlists((Decimal(0), Decimal(900)), ({}, {"DE": 1e6}))
    assert solve(with_creators(case, nothing)).creators.cost == 0
    little = Shortlists((Decimal(0), Decimal(900)), ({}, {"FR": 100.0}))
    assert solve(with_creators(case, little)).creators.cost == 900
