from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.money import SpendLimit
from planner.spend.case import Case, solve
from planner.spend.hedge import worlds
from planner.spend.scenarios import Result, Scenario, compare
from tests.spend.scenes import REGIONS, scene
from tests.spend.shortlists import made_shortlists

CASE = scene()
DRAWS = worlds(CASE, 20)


def one(**changes: object) -> Result:
    (found,) = compare(CASE, [Scenario("What if", **changes)])  # type: ignore[arg-type]  # by name
    return found


def value(result: Result) -> float:
    assert result.worth is not None, result.problem
    return result.worth.value


def test_as_it_is_nothing_changes() -> None:
    same = one()
    assert same.asked == ("As it is",)
    assert same.changes == ()
    assert same.case is not None
    assert same.case.money == CASE.money
    assert (same.split["change"] == 0).all()
    assert same.media == sum(CASE.money.values())


def test_results_stand_in_the_order_asked_and_one_failure_stops_no_other() -> None:
    asked = [Scenario("Tiny", budget=Decimal(50)), Scenario("Same"), Scenario("?", without=("XX",))]
    tiny, same, unknown = compare(CASE, asked)
    assert [result.scenario.name for result in (tiny, same, unknown)] == ["Tiny", "Same", "?"]
    assert "short" in tiny.problem
    assert "Regions are DE, FR, MX, PL" in unknown.problem
    assert (tiny.case, tiny.admissions, tiny.worth) == (None, None, None)
    assert not same.problem


@settings(max_examples=8)
@given(st.integers(380_000, 900_000), st.integers(1_000, 300_000))
def test_more_money_never_brings_less(budget: int, more: int) -> None:
    less, greater = (one(budget=Decimal(money)) for money in (budget, budget + more))
    assert value(greater) >= value(less) * (1 - 1e-3)  # whole units of money, within the gap
    assert greater.media > less.media


def test_a_budget_is_solved_as_a_plan_with_it_would_be() -> None:
    found = one(budget=Decimal(600_000))
    assert found.case is not None
    assert solve(found.case.ask).money == found.case.money
    assert found.asked == ("Budget EUR 600,000 instead of 400,000",)
    assert float(found.split["change"].sum()) == pytest.approx(
        float(found.media - sum(CASE.money.values()))
    )


def test_without_a_region_its_money_goes_elsewhere_and_nobody_comes_there() -> None:
    found = one(without=("DE",))
    assert found.case is not None
    assert set(found.case.cells.base) == {"FR", "MX", "PL"}
    gone = found.split[found.split["region"] == "DE"]
    assert (gone["media"] == 0).all()
    assert found.media > sum(CASE.money.values())  # copies, certificate, German subtitles
    assert "de subtitles" in CASE.languages.chosen
    assert "de subtitles" not in found.case.languages.chosen
    assert found.asked == ("Without Germany",)
    assert all("EUR +" in text or "EUR -" in text for text in found.changes)
    assert any(text.startswith("France: EUR +") for text in found.changes)
    assert found.admissions is not None
    same = one().admissions
    assert same is not None
    assert found.admissions.base < same.base


def test_limits_stand_in_for_those_of_the_same_place() -> None:
    limit = SpendLimit(at="channel:search", most=700)
    case = scene(goals={"limits": [{"at": "channel:search", "most": 300}]})
    (found,) = compare(case, [Scenario("More search", limits=(limit,))])
    search = found.split[found.split["channel"] == "search"]["media"].sum()
    assert 300 < search <= 700
    assert found.asked == ("Search: at most EUR 700",)


def test_limits_that_cannot_hold_together_are_told() -> None:
    limits = (SpendLimit(at="region:FR", least=9_000_000),)
    assert "France" in one(limits=limits).problem
    assert "no region of this campaign" in one(limits=(SpendLimit(at="region:XX", most=1),)).problem


def test_one_more_language_version_costs_media_and_opens_its_regions() -> None:
    found = one(languages_with=("fr dub",))
    assert found.case is not None
    assert found.case.languages.factors["FR"] > CASE.languages.factors["FR"]
    assert found.case.languages.factors["MX"] == CASE.languages.factors["MX"]
    assert found.media < sum(CASE.money.values())
    assert found.asked == ("With French dub",)


def test_one_language_version_less_closes_its_regions() -> None:
    found = one(languages_without=("pl subtitles",))
    assert found.case is not None
    assert found.case.languages.factors["PL"] < CASE.languages.factors["PL"]
    assert found.media > sum(CASE.money.values())
    assert "is no language version here" in one(languages_with=("xx dub",)).problem


def test_there_and_back_is_where_it_was() -> None:
    (there,) = compare(CASE, [Scenario("More", languages_with=("fr dub",))])
    assert there.case is not None
    (back,) = compare(there.case, [Scenario("Back", languages_without=("fr dub",))])
    assert back.case is not None
    assert back.case.money == CASE.money


def test_the_objective_changes_what_is_counted() -> None:
    found = one(objective="gross")
    assert found.worth is not None
    assert found.worth.objective == "gross"
    assert found.worth.value <= found.worth.bound
    assert found.asked == ("Best for box office, not for admissions",)


def test_all_scenarios_meet_the_same_worlds() -> None:
    same, more = compare(CASE, [Scenario("Same"), Scenario("More", budget=Decimal(800_000))], DRAWS)
    assert same.admissions is not None
    assert more.admissions is not None
    for end in ("low", "base", "high"):
        assert getattr(more.admissions, end) > getattr(same.admissions, end)


def test_a_cautious_split_is_told_and_valued_at_the_facts_as_they_stand() -> None:
    point, careful = compare(CASE, [Scenario("Same"), Scenario("C", split_for="cautious")], DRAWS)
    assert careful.asked == ("Split that is best where they turn out badly",)
    assert value(careful) <= value(point) * (1 + 1e-6)
    assert float(careful.media) == pytest.approx(float(point.media), rel=1e-3)


def test_partners_money_stays_theirs() -> None:
    regions = REGIONS | {"FR": {"pays": "partner", "minimum_spend": 20_000}}
    case = scene(regions)
    (found,) = compare(case, [Scenario("Less", budget=Decimal(380_000))])
    there = found.split[found.split["region"] == "FR"]
    assert there["media"].sum() == pytest.approx(20_000)
    assert (there["change"] == 0).all()
    assert found.case is not None
    assert found.media == sum(x for (code, _), x in found.case.money.items() if code != "FR")


PAID = scene(creators=made_shortlists())
WORLDS = worlds(PAID, 20)


def with_creators(**changes: object) -> Result:
    (found,) = compare(PAID, [Scenario("What if", **changes)], WORLDS)  # type: ignore[arg-type]  # by name
    return found


def case_of(result: Result) -> Case:
    assert result.case is not None, result.problem
    return result.case


@pytest.mark.parametrize(
    "changes", [{"budget": Decimal(900_000)}, {"objective": "gross"}, {"split_for": "average"}, {}]
)
def test_creators_stay_in_what_ifs(changes: dict[str, object]) -> None:
    found = case_of(with_creators(**changes))
    assert found.creators.cost == PAID.creators.cost > 0
    assert found.creators.by_region == PAID.creators.by_region
    assert found.gap < 1e-3


def test_creators_of_a_region_that_is_left_out_go_with_what_they_cost() -> None:
    result = with_creators(without=("FR",))
    found = case_of(result)
    assert found.creators.cost == PAID.creators.cost / 2
    assert found.creators.by_region.keys() == {"DE"}
    assert result.changes[-1] == "Creators: EUR -2,000"
    assert found.lines.left - PAID.lines.left >= 2000


def test_a_limit_for_creators_weighs_them_anew() -> None:
    limit = SpendLimit.model_validate({"at": "channel:creators", "most": 1500})
    fewer = with_creators(limits=(limit,))
    assert case_of(fewer).creators.cost == 1000
    assert fewer.asked == ("Creators: at most EUR 1,500",)
    assert fewer.changes[-1] == "Creators: EUR -3,000"
    assert value(fewer) < value(with_creators())
    same = with_creators()
    assert fewer.admissions is not None
    assert same.admissions is not None
    assert fewer.admissions.base <= same.admissions.base


def test_a_limit_that_no_shortlist_keeps_is_told() -> None:
    limit = SpendLimit.model_validate({"at": "channel:creators", "least": 1_000_000})
    told = with_creators(limits=(limit,)).problem
    assert "goals.limits asks for at least EUR 1,000,000 for creators" in told


def test_a_limit_for_the_creators_of_one_region_says_where_it_belongs() -> None:
    limit = SpendLimit.model_validate({"at": "FR.creators", "most": 1500})
    assert "goals.shortlist.regions.FR.budget" in with_creators(limits=(limit,)).problem


def test_where_no_region_opens_creators_bring_nothing() -> None:
    elsewhere = scene({"FR": {}}, creators=made_shortlists({"FR": 6e5, "JP": 1e6}))
    (found,) = compare(elsewhere, [Scenario("None", without=("FR",))], worlds(elsewhere, 20))
    assert not found.problem
    assert found.admissions is not None
    assert found.admissions.high == 0


def test_without_worlds_creators_count_too() -> None:
    (found,) = compare(PAID, [Scenario("Same")])
    spend = {code: PAID.by_channel(code) for code in PAID.cells.base}
    media = sum(
        PAID.cells.admissions(code, {name: float(x) for name, x in money.items()})
        for code, money in spend.items()
    )
    assert found.admissions is not None
    assert found.admissions.base == pytest.approx(media + PAID.creators.value, rel=1e-2)
