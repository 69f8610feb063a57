import re
from datetime import date
from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.money import cents, convert
from planner.facts.table import load
from planner.model.money import Budget
from planner.model.plan import Plan
from planner.spend.budget import SHARES, Lines, budget_lines, most_for_creators
from tests.plans import make_plan

FACTS = load()
DAY = date(2027, 5, 5)


def lines_of(plan: Plan, *, closed: tuple[str, ...] = (), creators: int = 0) -> Lines:
    days = {code: None if code in closed else DAY for code in plan.goals.regions}
    return budget_lines(plan, days, Decimal(creators), FACTS)


def cost(fact: str) -> Decimal:
    return Decimal(round(FACTS.number(fact).value))


def test_usual_shares_fill_in_what_nobody_fixed() -> None:
    budget = {"total": 400_000, "fixed": {"publicity": 12_345.67, "premiere": 5_000}}
    lines = lines_of(make_plan({"FR": {}}, goals={"budget": budget}))
    assert lines.fixed == {
        "publicity": Decimal("12345.67"),
        "creative": cents(400_000 * FACTS.number("fixed_share.creative").value),
        "talent_travel": cents(400_000 * FACTS.number("fixed_share.talent_travel").value),
        "premiere": Decimal(5_000),
    }
    assert lines.contingency == cents(400_000 * FACTS.number("contingency_share").value)


def test_a_line_fixed_at_nothing_stays_at_nothing() -> None:
    budget = {"total": 1000, "fixed": {"publicity": 0}, "creators": 0, "contingency": 0}
    plan = make_plan({"GE": {"release": "TVOD"}}, goals={"budget": budget})
    lines = lines_of(plan)
    assert lines.fixed["publicity"] == 0
    assert lines.contingency == 0
    assert most_for_creators(plan.goals.budget, FACTS) == 0


def test_creators_may_cost_up_to_the_high_end_of_their_usual_share() -> None:
    usual = FACTS.number("creators_share")
    assert most_for_creators(Budget(total=Decimal(1000)), FACTS) == cents(1000 * (usual.high or 0))
    own = FACTS.with_overrides({"creators_share": (0.2, "a test")})
    assert most_for_creators(Budget(total=Decimal(1000)), own) == 200
    decided = Budget(total=Decimal(1000), creators=Decimal(7))
    assert most_for_creators(decided, own) == 7


def test_media_is_the_total_less_every_line() -> None:
    lines = lines_of(make_plan({"FR": {}, "GB": {}}), creators=7_000)
    named = [
        *lines.fixed.values(),
        *lines.regional["FR"].values(),
        *lines.regional["GB"].values(),
        *lines.language_versions.values(),
    ]
    spent = sum(named, lines.contingency + Decimal(7_000))
    assert lines.left == Decimal(400_000) - spent


def test_a_region_that_does_not_open_costs_nothing() -> None:
    lines = lines_of(make_plan({"FR": {}, "GB": {}}), closed=("FR",))
    assert list(lines.regional) == ["GB"]
    assert list(lines.language_versions) == ["en subtitles"]


@pytest.mark.parametrize(
    "region", [{"release": "SVOD"}, {"release": "festival only"}, {"pays": "partner"}]
)
def test_cinema_lines_are_ours_only_where_we_pay_for_a_cinema_release(
    region: dict[str, object],
) -> None:
    assert lines_of(make_plan({"FR": region})).regional["FR"] == {}
    usual = {"dcp": cost("cost.dcp"), "certificate": cost("cost.certificate")}
    assert lines_of(make_plan({"FR": {}})).regional["FR"] == usual


def test_a_language_version_is_paid_once_for_every_region_that_needs_it() -> None:
    lines = lines_of(make_plan({"GB": {}, "US": {}, "DE": {"release": "TVOD"}}))
    subtitles = cost("cost.subtitles")
    assert lines.language_versions == {"en subtitles": subtitles, "de subtitles": subtitles}


def test_the_films_own_versions_and_costs_come_first() -> None:
    film = {
        "language_versions": [
            {"language": "fr", "kind": "dub"},
            {"language": "en", "cost": 0},
        ]
    }
    lines = lines_of(make_plan({"FR": {}, "GB": {}}, film=film))
    assert lines.language_versions == {"fr dub": cost("cost.dub"), "en subtitles": Decimal(0)}


def test_costs_are_converted_to_the_plans_currency() -> None:
    budget = {"total": 400_000, "currency": "USD"}
    lines = lines_of(make_plan({"FR": {}}, goals={"budget": budget}))
    dollars = convert(FACTS.number("cost.dcp").value, "EUR", "USD", FACTS)
    assert lines.regional["FR"]["dcp"] == round(dollars)
    assert lines.regional["FR"]["dcp"] != cost("cost.dcp")


def test_lines_beyond_the_budget_say_how_much_is_missing_and_what_to_do() -> None:
    with pytest.raises(PlanError, match="short of its lines before any media") as told:
        lines_of(make_plan({"FR": {}, "GB": {}}, total=10_000))
    missing = Decimal(10_000) - (
        sum(
            (
                cents(10_000 * FACTS.number(f"fixed_share.{name}").value)
                for name in ("publicity", "creative", "talent_travel")
            ),
            Decimal(0),
        )
        + cents(10_000 * FACTS.number("contingency_share").value)
        + 2 * (cost("cost.dcp") + cost("cost.certificate") + cost("cost.subtitles"))
    )
    assert f"EUR {-missing:,.2f} short" in str(told.value)
    assert "Raise goals.budget.total" in str(told.value)


MINIMUM = {"minimum_spend": 30_000, "pays": "shared", "our_share": 0.5}
money = st.decimals(0, 50_000, places=2)


@st.composite
def budgets(draw: st.DrawFn) -> dict[str, object]:
    budget: dict[str, object] = {"total": draw(st.decimals(0, 2_000_000, places=2))}
    own = draw(st.dictionaries(st.sampled_from([*SHARES, "premiere"]), money))
    rate = draw(st.none() | st.floats(0, 0.9))
    kept = draw(st.none() | money)
    return budget | {"fixed": own, "commission": rate, "contingency": kept}


@given(budgets(), money)
def test_net_media_and_its_commission_never_overdraw_what_is_left(
    budget: dict[str, object], creators: Decimal
) -> None:
    plan = make_plan({"FR": {}, "GB": MINIMUM}, goals={"budget": budget})
    days = dict.fromkeys(plan.goals.regions, DAY)
    try:
        lines = budget_lines(plan, days, creators, FACTS)
    except PlanError as error:
        found = re.search(r"The least that covers them is EUR ([\d,]+)", str(error))
        assert found
        least = int(found[1].replace(",", ""))
        assert covered(budget | {"total": least}, creators)
        assert not covered(budget | {"total": max(least - 2, 0)}, creators)
        return
    assert 0 <= lines.media <= lines.left
    assert lines.media + lines.commission_on(lines.media) <= lines.left
    if budget["commission"] == 0:
        assert lines.media == lines.left


def covered(budget: dict[str, object], creators: Decimal) -> bool:
    plan = make_plan({"FR": {}, "GB": MINIMUM}, goals={"budget": budget})
    try:
        budget_lines(plan, dict.fromkeys(plan.goals.regions, DAY), creators, FACTS)
    except PlanError:
        return False
    return True


def test_the_usual_commission_is_the_facts_and_a_persons_own_comes_first() -> None:
    usual = lines_of(make_plan({"FR": {}}))
    assert usual.commission_rate == FACTS.number("agency_commission").value
    own = lines_of(make_plan({"FR": {}}, goals={"budget": {"total": 400_000, "commission": 0.1}}))
    assert own.commission_rate == 0.1
    assert own.left == usual.left
    assert own.media == (own.left * Decimal("0.9")).quantize(Decimal("0.01"), ROUND_DOWN)


def test_a_commission_that_takes_all_is_told() -> None:
    with pytest.raises(PlanError, match="100% of gross media leaves nothing"):
        lines_of(make_plan({"FR": {}}, goals={"budget": {"total": 400_000, "commission": 1}}))


def test_chosen_language_versions_take_the_place_of_the_needed_ones() -> None:
    plan = make_plan({"FR": {}})
    chosen = {"fr dub": Decimal("36000.50")}
    lines = budget_lines(plan, {"FR": DAY}, Decimal(0), FACTS, chosen)
    assert lines.language_versions == chosen
    usual = budget_lines(plan, {"FR": DAY}, Decimal(0), FACTS)
    assert lines.left == usual.left + cost("cost.subtitles") - Decimal("36000.50")


def test_too_little_names_what_the_minimum_spends_and_their_commission_take() -> None:
    plan = make_plan({"FR": {}, "GB": MINIMUM}, total=1_000)
    with pytest.raises(PlanError, match=r"the minimum spends, 15,000\.00") as told:
        lines_of(plan)
    assert "agency's commission on it, 2,647.06" in str(told.value)
    enough = int(str(told.value).split("2,647.06, EUR ")[1].split(". ")[0].replace(",", ""))
    lines = lines_of(make_plan({"FR": {}, "GB": MINIMUM}, total=enough))
    assert 15_000 <= lines.media < 15_002


def test_a_minimum_spend_in_the_regions_currency_is_converted() -> None:
    goals = {
        "budget": {"total": 1_000, "commission": 0},
        "rates": {"JPY": {"value": 0.01, "as_of": "2026-05-30"}},
    }
    plan = make_plan({"JP": {"minimum_spend": 1_000_000, "currency": "JPY"}}, goals=goals)
    with pytest.raises(PlanError, match=r"the minimum spends, 10,000\.00"):
        lines_of(plan)


def test_shares_that_take_all_are_told() -> None:
    facts = FACTS.with_overrides({"contingency_share": (0.9, "a test")})
    with pytest.raises(PlanError, match="a share of the total take all of any budget"):
        budget_lines(make_plan({"FR": {}}), {"FR": DAY}, Decimal(0), facts)
