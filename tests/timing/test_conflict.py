from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import assume, given, settings

from planner.facts.table import load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.timing.conflict import Reach, broken, conflict, conflicts, told
from planner.timing.dates import Dates, suggest_dates
from planner.timing.limits import After, Closed, Limit, Spread
from planner.timing.problem import Problem
from tests.plans import make_index, make_plan
from tests.timing.problems import day_of, every, kept, problems


def reach(code: str, *weeks: int) -> Reach:
    any_day = tuple(day_of(week) for week in range(-20, 40))
    days = tuple(day_of(week) for week in weeks)
    return Reach(code, days, any_day, f"{code} opens in {weeks}", f"free {code}")


def after(first: str, then: str, weeks: int) -> Limit:
    return After(first, then, 7 * weeks, None, True, f"{then} {weeks} after {first}", "change it")  # noqa: FBT003  # by week


def test_only_the_rules_that_cannot_hold_together_are_named() -> None:
    reaches = [reach("DE", 0, 1), reach("FR", 2, 3), reach("JP", 0, 9)]
    rules = [after("FR", "DE", 4), after("DE", "JP", 1), Spread(("DE", "FR", "JP"), 1, 1, "t", "r")]
    found = conflict(reaches, rules)
    assert {rule.words for rule in found} == {
        "DE 4 after FR",
        "DE opens in (0, 1)",
        "FR opens in (2, 3)",
    }
    text = told(found)
    assert text.startswith("These can't all hold: DE opens in (0, 1); FR opens in (2, 3); DE 4")
    assert text.endswith("To make room, free DE, free FR, or change it.")


def test_rules_that_conflict_by_themselves_blame_no_region() -> None:
    reaches = [reach("DE", 0, 1), reach("FR", 0, 1)]
    found = conflict(reaches, [after("FR", "DE", 1), after("DE", "FR", 1)])
    assert {rule.words for rule in found} == {"DE 1 after FR", "FR 1 after DE"}


def test_two_separate_conflicts_are_both_found() -> None:
    reaches = [reach(code, 0) for code in ("DE", "FR", "JP", "MX")]
    found = conflicts(reaches, [after("FR", "DE", 1), after("MX", "JP", 1)])
    assert {rule.words for rules in found for rule in rules if not isinstance(rule, Reach)} == {
        "DE 1 after FR",
        "JP 1 after MX",
    }


@settings(max_examples=60)
@given(problems())
def test_a_conflict_cannot_hold_and_without_any_of_its_rules_it_can(problem: Problem) -> None:
    reaches = [reach_of(code, tuple(days)) for code, days in problem.values.items()]
    found = conflict(reaches, problem.limits)
    if not found:
        assert list(every(problem)) != []
        return
    assert list(every(problem)) == []
    for left_out in found:
        rest = [rule for rule in found if rule is not left_out]
        assert conflict_free(rest, reaches)


def reach_of(code: str, days: tuple[date, ...]) -> Reach:
    return Reach(code, days, tuple(day_of(week) for week in range(-8, 16)), code, code)


def conflict_free(rules: Sequence[object], reaches: list[Reach]) -> bool:
    bound = [rule.code for rule in rules if isinstance(rule, Reach)]
    free = [
        one if one.code in bound else Reach(one.code, one.any_day, one.any_day, "", "")
        for one in reaches
    ]
    limits = [rule for rule in rules if not isinstance(rule, Reach)]
    return conflict(free, limits) == []  # type: ignore[arg-type]  # limits alone


@given(problems())
def test_broken_says_what_the_meaning_of_a_rule_says(problem: Problem) -> None:
    assume(problem.limits)
    days = {code: min(values) for code, values in problem.values.items()}
    for limit in problem.limits:
        assert broken(limit, days) != kept(limit, days)


def dates_of(plan: Plan) -> Dates:
    codes = list(plan.goals.regions)
    potentials = {code: Range(low=1, base=1000, high=2000) for code in codes}
    return suggest_dates(plan, potentials, make_index(codes), load())


def test_impossible_rules_are_told_in_words_and_the_rest_is_dated() -> None:
    rules = {"order": [{"first": "FR", "then": "DE", "at_least": 4}]}
    goals = {"window": {"from": "2027-03-01", "to": "2027-03-20"}, "rules": rules}
    section = dates_of(make_plan({"FR": {}, "DE": {}, "JP": {}}, goals=goals)).section
    (text,) = section.conflicts
    assert "Germany opens at least 4 weeks after France" in text
    assert "Germany can open from 1 March 2027" in text
    assert "To make room" in text
    assert "Japan" not in text
    dated = [code for code, region in section.regions.items() if region.date]
    assert len(dated) == 2
    assert "JP" in dated
    (left,) = set(section.regions) - set(dated)
    assert section.regions[left].set_by == "nobody"
    assert "the rule that is named above" in section.regions[left].warnings[0]


def test_dates_that_people_set_against_a_rule_stay_and_the_conflict_is_told() -> None:
    rules = {"order": [{"first": "FR", "then": "DE", "at_least": 4}]}
    decided = [("timing.FR.date", date(2027, 4, 7)), ("timing.DE.date", date(2027, 4, 15))]
    plan = make_plan({"FR": {}, "DE": {}}, goals={"rules": rules}, overrides=decided)
    section = dates_of(plan).section
    assert [region.date for region in section.regions.values()] == [day for _, day in decided]
    (text,) = section.conflicts
    assert "you set France to 7 April 2027" in text
    assert "you set Germany to 15 April 2027" in text


def test_a_rule_about_a_region_that_is_not_there_is_told_and_binds_nothing() -> None:
    rules = {"together": [{"regions": ["FR", "XK"]}], "blackouts": []}
    section = dates_of(make_plan({"FR": {}}, goals={"rules": rules})).section
    assert section.regions["FR"].date
    (text,) = section.conflicts
    assert "names XK, which is no region of this plan" in text


def test_a_closed_day_and_the_only_day_conflict_by_name() -> None:
    only = reach("DE", 3)
    shut = Closed(("DE",), day_of(3) - timedelta(1), day_of(3), "DE is closed", "shorten it")
    assert {rule.words for rule in conflict([only], [shut])} == {only.words, "DE is closed"}


def test_a_partner_date_beside_another_of_yours_is_told_and_yours_is_used() -> None:
    given = {"date_by": "partner", "date": "2027-05-05"}
    yours = [("timing.FR.date", date(2027, 5, 12))]
    section = dates_of(make_plan({"FR": given}, overrides=yours)).section
    assert section.regions["FR"].date == date(2027, 5, 12)
    (text,) = section.conflicts
    assert "the partner set 5 May 2027 and you set 12 May 2027: yours is used" in text


def test_what_would_make_room_names_the_weeks_of_an_order() -> None:
    rules = {"order": [{"first": "FR", "then": "DE", "at_least": 4}]}
    goals = {"window": {"from": "2027-03-01", "to": "2027-03-20"}, "rules": rules}
    (text,) = dates_of(make_plan({"FR": {}, "DE": {}}, goals=goals)).section.conflicts
    assert "shorten the 4 weeks from France to Germany" in text
