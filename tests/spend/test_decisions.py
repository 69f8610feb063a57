from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.facts.table import load
from planner.model.money import Decision
from planner.model.plan import Plan
from planner.plan import edit
from planner.spend.decisions import (
    all_in_words,
    decisions,
    held_in_words,
    in_words,
    otherwise,
)
from planner.spend.held_back import decides_on, held
from tests.plans import make_plan
from tests.spend.bought import RELEASE, bought

FACTS = load()
WEEKS = [100, 100, 100, 100, 100, 100, 200, 40, 30, 20]  # from six weeks before the opening's
DECIDES = date(2027, 3, 29)


def ruled(
    *rules: Mapping[str, object], regions: Mapping[str, Mapping[str, object]] | None = None
) -> Plan:
    return make_plan(regions or {"FR": {}, "DE": {}}, goals={"decisions": list(rules)})


def below(limit: float, then: str, **more: object) -> dict[str, object]:
    return {"measure": "week_two_drop", "below": limit, "then": then, **more}


def above(limit: float, then: str, **more: object) -> dict[str, object]:
    return {"measure": "week_two_drop", "above": limit, "then": then, **more}


def test_without_rules_of_its_own_a_plan_has_the_usual_ones() -> None:
    rules = decisions(make_plan({"FR": {}}), FACTS)
    assert [rule.then for rule in rules] == ["release", "cut"]
    assert [rule.measure for rule in rules] == ["week_two_drop", "week_two_drop"]
    assert (rules[0].below, rules[1].above) == (0.3, 0.6)


def test_a_persons_facts_move_the_usual_rules() -> None:
    facts = FACTS.with_overrides({"decision.week_two_drop.release": (0.2, "they know")})
    assert decisions(make_plan({"FR": {}}), facts)[0].below == 0.2


def test_rules_of_the_plan_stand_in_for_the_usual_ones() -> None:
    plan = ruled({"measure": "opening_to_plan", "below": 0.5, "then": "hold", "regions": ["FR"]})
    assert decisions(plan, FACTS) == tuple(plan.goals.decisions)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (below(0.3, "release"), below(0.2, "hold")),
        (below(0.3, "release"), above(0.25, "cut")),
        (above(0.6, "cut"), above(0.4, "hold", regions=["FR"])),
    ],
)
def test_rules_that_contradict_each_other_are_refused(
    one: dict[str, object], other: dict[str, object]
) -> None:
    with pytest.raises(InputError) as caught:
        decisions(ruled(one, other), FACTS)
    (problem,) = caught.value.problems
    assert problem.field == "goals.decisions.1"
    assert "contradicts goals.decisions.0 in FR" in problem.what
    assert f"{one['then']}, if" in problem.what
    assert problem.hint


@pytest.mark.parametrize(
    "rules",
    [
        [below(0.3, "release"), above(0.3, "cut")],
        [below(0.3, "release"), below(0.2, "release")],
        [below(0.3, "release", regions=["FR"]), below(0.3, "hold", regions=["DE"])],
        [below(0.3, "release"), {"measure": "opening_to_plan", "below": 0.5, "then": "cut"}],
    ],
)
def test_rules_that_agree_stand(rules: list[dict[str, object]]) -> None:
    assert len(decisions(ruled(*rules), FACTS)) == len(rules)


RULE = st.builds(
    lambda side, limit, then, regions: Decision.model_validate(
        {"measure": "week_two_drop", side: limit, "then": then, "regions": regions}
    ),
    st.sampled_from(["below", "above"]),
    st.integers(0, 10).map(lambda tenth: tenth / 10),
    st.sampled_from(["release", "hold", "cut"]),
    st.sampled_from([[], ["FR"], ["DE"]]),
)


def sets_off(rule: Decision, value: float, code: str) -> bool:
    if rule.regions and code not in rule.regions:
        return False
    return value < rule.below if rule.below is not None else value > (rule.above or 0.0)


@given(st.lists(RULE, max_size=4))
def test_rules_are_refused_exactly_where_a_result_sets_off_different_ones(
    rules: list[Decision],
) -> None:
    plan = edit.replace(make_plan({"FR": {}, "DE": {}}), {"goals.decisions": rules})
    results = [number / 20 for number in range(-1, 30)]
    wanted = [
        {rule.then for rule in rules if sets_off(rule, value, code)}
        for value in results
        for code in ("FR", "DE")
    ]
    try:
        decisions(plan, FACTS)
    except InputError:
        assert max(len(one) for one in wanted) > 1
    else:
        assert max(len(one) for one in wanted) <= 1


def sample(**more: object) -> Plan:
    return bought(
        {"FR": {}, "DE": {"pays": "partner"}, "GB": {}, "BG": {"release": "event"}},
        {code: {"search": WEEKS, "paid_social": WEEKS} for code in ("FR", "DE", "GB", "BG")},
        admissions={"FR": 60_000, "DE": 50_000, "GB": 20_000, "BG": 10_000},
        goals=more,
    )


def test_each_region_decides_on_the_monday_after_its_second_week() -> None:
    assert decides_on(RELEASE, "week_two_drop") == DECIDES
    assert decides_on(RELEASE, "opening_to_plan") == date(2027, 3, 22)
    found = {one.region: one for one in held(sample(), FACTS)}
    assert list(found) == ["FR", "DE", "GB"]  # an event has no second week
    assert {one.day for one in found.values()} == {DECIDES}
    assert found["FR"].weeks == (DECIDES, date(2027, 4, 5))
    assert (found["FR"].second_wave, found["FR"].to_run) == (Decimal(180), Decimal(100))


def test_the_contingency_goes_where_we_pay_by_expected_admissions() -> None:
    parts = {one.region: one.contingency for one in held(sample(), FACTS)}
    assert parts == {"FR": Decimal(22_500), "DE": Decimal(0), "GB": Decimal(7_500)}


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_the_contingency_adds_up_to_the_plans(money: int, expected: list[int]) -> None:
    codes = ("FR", "GB", "DE")
    plan = bought(
        {code: {} for code in codes},
        {},
        contingency=money,
        admissions=dict(zip(codes, expected, strict=True)),
    )
    assert sum(one.contingency for one in held(plan, FACTS)) == money


def test_rules_are_told_with_their_money_and_weeks() -> None:
    plan = sample()
    release, cut, between = all_in_words(plan, FACTS)
    assert release == (
        "If the second week loses less than 30 % of the first: spend the contingency "
        "(EUR 30,000) in the third and fourth week."
    )
    assert cut == (
        "If the second week loses more than 60 % of the first: stop what of the second wave has "
        "not run (EUR 300) and keep the contingency."
    )
    assert between.startswith("Between 30 % and 60 %: nothing changes")
    france = all_in_words(plan, FACTS, "FR")
    assert "EUR 22,500" in france[0]
    assert "EUR 100" in france[1]
    assert "contingency (" not in all_in_words(plan, FACTS, "DE")[0]


def test_a_rule_for_some_regions_names_them_and_counts_theirs_alone() -> None:
    rule = {
        "measure": "opening_to_plan",
        "above": 1.5,
        "then": "hold",
        "regions": ["FR", "DE"],
    }
    plan = sample(decisions=[rule])
    text = in_words(decisions(plan, FACTS)[0], plan, FACTS)
    assert text == (
        "In France and Germany, if the opening brings more than 150 % of what was planned: keep "
        "the contingency (EUR 22,500) and let the second wave run as planned."
    )
    assert otherwise(decisions(plan, FACTS), "opening_to_plan") is None
    assert all_in_words(plan, FACTS, "GB") == []


def test_a_region_is_told_when_it_decides_about_what() -> None:
    plan = sample()
    france, germany, _ = (held_in_words(one, plan) for one in held(plan, FACTS))
    assert france == (
        "France decides on Monday 29 March 2027 about EUR 22,500 of contingency and EUR 100 of its "
        "second wave."
    )
    assert germany == "Germany decides on Monday 29 March 2027 about EUR 100 of its second wave."


def test_a_plan_without_dates_or_money_holds_nothing_back() -> None:
    assert held(make_plan({"FR": {}}), FACTS) == ()
