from datetime import date
from decimal import Decimal

import pytest

from planner.errors import PlanError
from planner.facts.money import cents, convert
from planner.facts.table import load
from planner.model.plan import Plan
from planner.spend.budget import Lines, budget_lines, creators_budget
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
    assert creators_budget(plan.goals.budget, FACTS) == 0


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
