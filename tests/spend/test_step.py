from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.money import convert, with_rates
from planner.facts.table import load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.model.sections import Spend
from planner.review.money import booked
from planner.spend.allocate import value_of
from planner.spend.ask import Ask
from planner.spend.response import channels
from planner.spend.shortlists import Shortlists
from planner.spend.step import Money, suggest_spend
from tests.plans import AS_OF, make_plan

FACTS = load()
CHANNELS = channels(FACTS)
DAY = date(2027, 5, 5)
POTENTIAL = {"BR": 9_000, "FR": 40_000, "GB": 25_000, "MX": 12_000, "US": 60_000}
ONE = Decimal(1)
NO_DUBS: list[tuple[str, bool | float | date]] = [
    ("languages.en dub.chosen", False),
    ("languages.fr dub.chosen", False),
]


@dataclass(frozen=True)
class Case:
    """A plan, the regions of it that don't open, and what its creators cost."""

    plan: Plan
    closed: frozenset[str] = frozenset()
    creators: Decimal = Decimal(0)

    def money(self) -> Money:
        regions = list(self.plan.goals.regions)
        days = {code: None if code in self.closed else DAY for code in regions}
        ranges = {
            code: Range(low=0.5 * POTENTIAL[code], base=POTENTIAL[code], high=3 * POTENTIAL[code])
            for code in regions
        }
        return suggest_spend(Ask(self.plan, days, ranges, paid(self.creators), FACTS))


def paid(cost: Decimal) -> Shortlists:
    """One shortlist, which reaches nobody."""
    return Shortlists((cost,), ({},))


def spend_of(plan: Plan) -> Spend:
    return Case(plan).money().section


def cell(spend: Spend, code: str, channel: str) -> Decimal:
    return sum(spend.regions[code].media.get(channel, []), Decimal(0))


def payers() -> st.SearchStrategy[dict[str, object]]:
    shares = st.floats(0, 1).map(lambda share: round(share, 3))
    return st.one_of(
        st.just({}),
        st.just({"pays": "partner"}),
        shares.map(lambda share: {"pays": "shared", "our_share": share}),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    codes = draw(st.lists(st.sampled_from(sorted(POTENTIAL)), min_size=1, max_size=4, unique=True))
    total = draw(st.decimals(100_000, 5_000_000, places=2))
    regions: dict[str, dict[str, object]] = {}
    for code in codes:
        least = draw(st.none() | st.decimals(0, 3_000, places=2))
        cap = draw(st.none() | st.decimals(3_000, 200_000, places=2))
        limits = {"minimum_spend": least, "cap": cap}
        regions[code] = draw(payers()) | {k: v for k, v in limits.items() if v is not None}
    cells = st.tuples(st.sampled_from(codes), st.sampled_from(CHANNELS))
    amounts = st.decimals(0, 1_500, places=2)
    locked = draw(st.dictionaries(cells, amounts, max_size=2))
    plan = make_plan(
        regions,
        goals={"budget": {"total": total}},
        overrides=[(f"spend.{code}.{name}", float(x)) for (code, name), x in locked.items()],
    )
    closed = frozenset(draw(st.lists(st.sampled_from(codes), max_size=1)))
    return Case(plan, closed, draw(st.decimals(0, 5_000, places=2)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_whatever_is_decided_the_table_adds_up_to_the_cent(case: Case) -> None:
    spend = case.money().section
    regions = case.plan.goals.regions
    assert booked(spend) == spend.total == case.plan.goals.budget.total
    assert spend.creators == case.creators
    assert spend.media == sum(region.ours for region in spend.regions.values())
    assert spend.partners == sum(region.partner for region in spend.regions.values())
    for code, region in spend.regions.items():
        assert region.ours + region.partner == region.media_total
        assert abs(
            region.ours - region.media_total * Decimal(str(regions[code].share_of_ours))
        ) < Decimal("0.01")
        assert all(week >= 0 for weeks in region.media.values() for week in weeks)
        assert (code in case.closed) == (region.flight_start is None)
        if code in case.closed:
            assert (region.media, region.fixed, region.admissions) == ({}, {}, None)
        else:
            assert region.flight_start is not None
            assert region.flight_start > AS_OF


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_decided_cells_limits_and_smallest_bookings_are_kept(case: Case) -> None:
    spend = case.money().section
    locked = {item.at: item.value for item in case.plan.overrides}
    for code, region in spend.regions.items():
        goals = case.plan.goals.regions[code]
        if code in case.closed:
            continue
        assert goals.cap is None or region.media_total <= goals.cap
        assert region.media_total > (goals.minimum_spend or 0) - 1
        small = []
        for name in CHANNELS:
            amount, decided = cell(spend, code, name), locked.get(f"spend.{code}.{name}")
            least = convert(FACTS.number(f"minimum_buy.{name}").value, "EUR", "EUR", FACTS)
            if decided is not None:
                assert amount == decided
            elif 0 < amount < Decimal(least) - ONE:
                small.append(name)
        assert not small or goals.minimum_spend


def test_every_bit_of_media_money_is_used_where_nothing_stops_it() -> None:
    spend = spend_of(make_plan({"FR": {}, "GB": {}, "US": {}}, overrides=NO_DUBS))
    assert spend.unallocated < 3
    assert spend.media + spend.commission > 200_000


@pytest.mark.parametrize("total", [105_000, 108_000, 120_000])
def test_little_money_is_booked_in_few_cells_rather_than_in_none(total: int) -> None:
    codes = ["BR", "DE", "EG", "FR", "GB", "IL", "IN", "JP", "KR", "MX", "TW", "US"]
    budget = {"total": total, "fixed": {"talent_travel": 0}, "contingency": 0}
    plan = make_plan({code: {} for code in codes}, goals={"budget": budget})
    ranges = {code: Range(low=1, base=5_000, high=9_000) for code in codes}
    spend = suggest_spend(Ask(plan, dict.fromkeys(codes, DAY), ranges, Shortlists(), FACTS)).section
    smallest = min(fact.value for fact in FACTS.table("minimum_buy").values())
    left = spend.media + spend.unallocated
    assert left > 3 * smallest
    assert spend.unallocated < smallest


def test_caps_that_are_all_reached_leave_money_unallocated() -> None:
    spend = spend_of(make_plan({"FR": {"cap": 5_000}, "GB": {"cap": 4_000}}, overrides=NO_DUBS))
    assert spend.regions["FR"].media_total == 5_000
    assert spend.regions["GB"].media_total == 4_000
    assert booked(spend) == spend.total
    assert spend.unallocated > 200_000


def test_partners_media_is_never_part_of_our_total() -> None:
    spend = spend_of(make_plan({"FR": {"pays": "partner", "minimum_spend": 30_000}, "GB": {}}))
    assert spend.regions["FR"].ours == 0
    assert spend.regions["FR"].partner == 30_000
    assert spend.partners == 30_000
    assert spend.media == spend.regions["GB"].ours == spend.regions["GB"].media_total
    assert booked(spend) == spend.total


def test_a_partner_that_committed_nothing_gets_no_media_plan() -> None:
    spend = spend_of(make_plan({"FR": {"pays": "partner"}, "GB": {}}))
    assert spend.regions["FR"].media_total == 0


def test_the_odd_cents_of_shared_regions_never_overdraw_our_budget() -> None:
    shared = {"pays": "shared", "our_share": 0.5}
    nothing = {"publicity": 0, "creative": 0, "talent_travel": 0}
    locked = [("spend.GB.search", 100.03), ("spend.US.search", 100.03)]

    def spend(total: float) -> Spend:
        budget = {"total": total, "fixed": nothing, "contingency": 0, "commission": 0}
        goals = {"budget": budget}
        return spend_of(
            make_plan({"GB": shared, "US": shared}, goals=goals, overrides=[*locked, *NO_DUBS])
        )

    rich = spend(50_000)
    lines = rich.total - rich.media - rich.unallocated
    exact = spend(float(lines + Decimal("100.03")))
    assert [region.ours for region in exact.regions.values()] == [Decimal("50.01")] * 2
    assert [region.partner for region in exact.regions.values()] == [Decimal("50.02")] * 2
    assert exact.unallocated == Decimal("0.01")


def test_limits_that_cannot_hold_together_are_told_with_what_to_change() -> None:
    with pytest.raises(PlanError, match="minimum_spend and cap"):
        spend_of(make_plan({"FR": {"minimum_spend": 900_000}, "GB": {}}))
    locked = [("spend.FR.search", 6_000.0)]
    with pytest.raises(PlanError, match="cannot be split"):
        spend_of(make_plan({"FR": {"cap": 5_000}}, overrides=locked))


def test_a_cent_too_much_is_told_however_large_the_budget() -> None:
    direct = {"budget": {"total": 10**9, "commission": 0}}
    fixed = [("languages.fr subtitles.chosen", True), *NO_DUBS]
    rich = spend_of(make_plan({"FR": {}}, goals=direct, overrides=fixed))
    media = rich.media + rich.unallocated

    def locked(amount: Decimal) -> Spend:
        decided = [("spend.FR.search", float(amount)), *fixed]
        return spend_of(make_plan({"FR": {}}, goals=direct, overrides=decided))

    assert locked(media).unallocated == 0
    with pytest.raises(PlanError, match=r"cannot be split|Decided amounts"):
        locked(media + Decimal("0.01"))


def test_moving_money_into_a_region_moves_its_admissions() -> None:
    found = []
    for amount in (0.0, 60_000.0):
        plan = make_plan({"FR": {}, "GB": {}}, overrides=[("spend.FR.search", amount)])
        spend = spend_of(plan)
        assert cell(spend, "FR", "search") == Decimal(str(amount))
        assert spend.admissions is not None
        assert spend.admissions.low <= spend.admissions.base <= spend.admissions.high
        found.append(spend.regions["GB"].admissions)
    less, more = found[1], found[0]
    assert less is not None
    assert more is not None
    assert less.base < more.base


def test_no_region_opens_and_all_the_money_stays() -> None:
    plan = make_plan({"FR": {}})
    spend = Case(plan, frozenset({"FR"})).money().section
    assert booked(spend) == spend.total
    assert spend.media == 0
    assert spend.admissions == Range(low=0, base=0, high=0)


def test_every_figure_has_its_reason() -> None:
    money = Case(make_plan({"FR": {}, "GB": {}}, overrides=[("spend.FR.search", 777.0)])).money()
    assert money.reasons["spend.FR.search"].reasons[0].driver == "You decided this amount."
    for code, region in money.section.regions.items():
        assert money.reasons[f"spend.{code}"].value == float(region.media_total)
        for name in CHANNELS:
            about = money.reasons[f"spend.{code}.{name}"]
            assert about.value == float(cell(money.section, code, name))
    assert 0 <= money.gap < 1


def test_more_money_brings_more_admissions() -> None:
    found = [
        spend_of(make_plan({"FR": {}, "GB": {}, "MX": {}}, total=total))
        for total in (60_000, 200_000, 1_000_000)
    ]
    low, middle, high = (item.admissions.base for item in found if item.admissions)
    assert low < middle < high


@pytest.mark.parametrize("elsewhere", [0.0, 20_000.0])
def test_a_region_without_any_demand_is_planned_with_no_admissions(elsewhere: float) -> None:
    plan = make_plan({"FR": {}, "GB": {}})
    ranges = {
        "FR": Range(low=0, base=0, high=0),
        "GB": Range(low=0, base=elsewhere, high=2 * elsewhere),
    }
    money = suggest_spend(Ask(plan, dict.fromkeys(ranges, DAY), ranges, Shortlists(), FACTS))
    assert money.section.regions["FR"].admissions == ranges["FR"]
    assert booked(money.section) == money.section.total
    if elsewhere:
        assert not money.section.regions["FR"].media


def test_reasons_name_facts_that_exist_for_a_group_too() -> None:
    goals = {"groups": {"DACH": ["DE", "AT", "CH"]}}
    plan = make_plan({"DACH": {}}, goals=goals)
    ranges = {"DACH": Range(low=1, base=20_000, high=40_000)}
    money = suggest_spend(Ask(plan, {"DACH": DAY}, ranges, Shortlists(), FACTS))
    named = {name for reason in money.reasons["spend.DACH"].reasons for name in reason.facts}
    assert {"price_level.DE", "price_level.AT", "price_level.CH"} <= named
    assert all(FACTS.find(name) for name in named - {"audience"})


def test_a_partner_who_pays_for_its_region_pays_for_its_language() -> None:
    plan = make_plan({"FR": {}, "MX": {"pays": "partner"}}, overrides=NO_DUBS)
    assert set(spend_of(plan).language_versions) == {"fr subtitles"}


def test_nothing_is_spent_on_cinema_trailers_where_no_cinema_opens() -> None:
    spend = spend_of(make_plan({"FR": {}, "GB": {"release": "SVOD"}}, total=900_000))
    assert cell(spend, "FR", "cinema_trailers") > 0
    assert cell(spend, "GB", "cinema_trailers") == 0


@pytest.mark.parametrize("kind", ["point", "average", "cautious"])
def test_the_worth_is_that_of_the_split_in_the_plan(kind: str) -> None:
    plan = make_plan({"FR": {}, "GB": {}, "MX": {}}, goals={"split_for": kind}, overrides=NO_DUBS)
    money = Case(plan).money()
    assert money.section.worth is not None
    value, bound = money.section.worth.value, money.section.worth.bound
    spent = {
        f"{code}.{name}": float(amount)
        for code, region in money.section.regions.items()
        for name, amount in region.by_channel.items()
    }
    ours = money.case.ours
    assert ours is not None
    assert value == pytest.approx(value_of(ours.curves, spent), rel=1e-5)
    assert value <= bound
    assert (value > 0.9999 * bound) == (kind == "point")


def test_a_limit_of_a_cell_that_a_decision_leaves_no_place_for_is_told() -> None:
    limits = [{"at": "FR.search", "least": 9_000}]
    plan = make_plan({"FR": {}}, goals={"limits": limits}, overrides=[("spend.FR.search", 777.0)])
    with pytest.raises(PlanError, match=r"at least 9,000.00 of Search in France.*777.00"):
        spend_of(plan)
    limits = [{"at": "FR.cinema_trailers", "least": 5_000}]
    with pytest.raises(PlanError, match="does not open in cinemas"):
        spend_of(make_plan({"FR": {"release": "SVOD"}}, goals={"limits": limits}))


def test_a_limit_of_one_amount_of_a_cell_is_kept_to_the_cent() -> None:
    limits = [{"at": "FR.search", "least": 0.2, "most": 0.2, "unit": "share"}]
    money = Case(make_plan({"FR": {}}, total=400_000.77, goals={"limits": limits})).money()
    search = cell(money.section, "FR", "search")
    assert abs(search - money.case.lines.media / 5) <= Decimal("0.01")


def test_smallest_flights_in_another_currency_leave_limits_whole() -> None:
    limits = [{"at": "region:FR", "most": 50_000}, {"at": "channel:press_events", "least": 1}]
    goals = {"budget": {"total": 1_200_000, "currency": "MXN"}, "limits": limits}
    for decided in range(5_000, 5_020):
        plan = make_plan({"FR": {}}, goals=goals, overrides=[("spend.FR.out_of_home", decided)])
        assert spend_of(plan).regions["FR"].media_total <= 50_000


def test_what_a_partner_committed_is_planned_where_nobody_is_expected_too() -> None:
    nobody = Range(low=0, base=0, high=0)
    plan = make_plan({"FR": {"pays": "partner", "minimum_spend": 20_000}})
    money = suggest_spend(Ask(plan, {"FR": DAY}, {"FR": nobody}, Shortlists(), FACTS))
    assert money.section.partners == 20_000


def test_money_that_stays_unspent_and_bent_curves_are_told_with_the_reason() -> None:
    capped = make_plan({"FR": {"cap": 5_000}}, overrides=NO_DUBS)
    told = [reason.driver for reason in Case(capped).money().reasons["spend.media"].reasons]
    assert any(
        text.endswith("limits leave no room for more: the most for France.") for text in told
    )
    bent = make_plan({"FR": {}}, overrides=[("facts.elasticity.short", 2.0), *NO_DUBS])
    facts = FACTS.with_overrides({"elasticity.short": (2.0, "a test")})
    found = suggest_spend(
        Ask(bent, {"FR": DAY}, {"FR": Range(low=1, base=9, high=20)}, paid(ONE), facts)
    )
    notes = found.case.cells.notes
    assert notes
    assert set(notes) <= {reason.driver for reason in found.reasons["spend.media"].reasons}


def test_a_hair_of_money_never_becomes_a_flight_above_a_limit() -> None:
    limits = [{"at": "region:FR", "least": 1, "most": 50_000}]
    budget = {"total": 6_800_000_000, "currency": "IDR"}
    plan = make_plan({"FR": {}}, goals={"budget": budget, "limits": limits})
    assert spend_of(plan).regions["FR"].media_total <= 50_000


def test_an_agreement_that_a_rate_makes_absurd_is_told() -> None:
    rates = {"JPY": {"value": 1e8, "as_of": AS_OF}}
    plan = make_plan({"FR": {"currency": "JPY", "cap": 10**9}}, goals={"rates": rates})
    facts = with_rates(FACTS, plan.goals)
    with pytest.raises(PlanError, match=r"agreed for France is more than .*goals\.rates"):
        suggest_spend(
            Ask(plan, {"FR": DAY}, {"FR": Range(low=1, base=9, high=20)}, paid(ONE), facts)
        )


def test_a_limit_below_what_was_agreed_is_told_by_the_regions_name() -> None:
    limits = [{"at": "region:FR", "most": 5_000}]
    plan = make_plan({"FR": {"minimum_spend": 9_000}}, goals={"limits": limits})
    with pytest.raises(PlanError, match=r"France is to get at least 9,000\.00 .* at most 5,000"):
        spend_of(plan)
