from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.creators import field_search
from planner.creators.candidates import NO_RULES, Candidate, Rules, unduplicated_reach
from planner.creators.field_search import PROVEN
from planner.creators.select import Selection, select
from planner.errors import InputError

PEOPLE = {"x": 1000.0, "y": 500.0, "z": 0.0}


@dataclass(frozen=True)
class Case:
    """What `select` is asked for."""

    pool: list[Candidate]
    budget: float
    weights: dict[str, float]
    include: frozenset[str]
    rules: Rules

    def found(self) -> Selection:
        return select(
            self.pool,
            PEOPLE,
            self.budget,
            weights=self.weights,
            include=self.include,
            rules=self.rules,
        )

    def keeps(self, some: Sequence[Candidate]) -> bool:
        def within(cost: float, money: float) -> bool:
            return cost <= money * (1 + 1e-9)

        regions = {one.region: [o for o in some if o.region == one.region] for one in some}
        return (
            within(sum(one.price for one in some), self.budget)
            and self.include <= {one.creator for one in some}
            and self.rules.languages <= {one.language for one in some}
            and all(
                within(sum(one.price for one in here), self.rules.money(region))
                and len(here) <= self.rules.heads(region)
                for region, here in regions.items()
            )
        )

    def best_of_all(self) -> float | None:
        """Return the best value of all lists that keep the rules, each of them tried."""
        by_creator = itertools.groupby(self.pool, key=lambda one: one.creator)
        ways: list[list[Candidate | None]] = [[None, *some] for _, some in by_creator]
        lists = ([one for one in way if one] for way in itertools.product(*ways))
        values = [unduplicated_reach(o, PEOPLE, self.weights) for o in lists if self.keeps(o)]
        return max(values, default=None)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    price = st.one_of(st.just(0.0), st.floats(0.5, 50))
    reach = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 1100).map(float))
    pool = []
    for i in range(draw(st.integers(1, 6))):
        region, language = draw(st.sampled_from(["", "MX", "DE"])), draw(st.sampled_from("ab"))
        for j in range(draw(st.integers(1, 3))):
            one = Candidate(f"c{i}", draw(price), draw(reach), region, language, f"p{j}")
            pool.append(one)
    names = sorted({one.creator for one in pool})
    rules = Rules(
        budgets=draw(st.dictionaries(st.sampled_from(["MX", "DE"]), st.floats(0, 80))),
        most=draw(st.dictionaries(st.just("MX"), st.integers(0, 3))),
        most_each=draw(st.sampled_from([None, None, 0, 1, 2])),
        languages=frozenset(draw(st.sets(st.sampled_from("ab")))),
    )
    include = frozenset(draw(st.sets(st.sampled_from(names), max_size=2)))
    budget = draw(st.floats(0, 1)) * sum(one.price for one in pool)
    weights = {"x": draw(st.floats(0.1, 3)), "y": 1.0}
    return Case(pool, budget, weights, include, draw(st.sampled_from([NO_RULES, rules])))


@settings(max_examples=80)
@given(cases())
def test_equals_the_best_of_all_lists_or_says_that_there_is_none(case: Case) -> None:
    best = case.best_of_all()
    if best is None:
        with pytest.raises(InputError):
            case.found()
        return
    found = case.found()
    by_name = {(one.creator, one.package): one for one in case.pool}
    picked = [by_name[one.creator, one.package] for one in found.chosen]
    assert case.keeps(picked)
    assert len({one.creator for one in picked}) == len(picked)
    assert found.value == pytest.approx(unduplicated_reach(picked, PEOPLE, case.weights))
    assert best * (1 - PROVEN) <= found.value <= best * (1 + 1e-9)
    assert found.bound >= best * (1 - 1e-9)
    assert found.proven
    other = replace(case, pool=case.pool[::-1]).found()
    assert other == found


@settings(max_examples=30)
@given(cases())
def test_the_bound_holds_where_nothing_is_proven(case: Case) -> None:
    best = case.best_of_all()
    if best is None:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(field_search, "PROVABLE", 0)
        patch.setattr(field_search, "GOOD", 1e9)
        found = case.found()
    assert found.bound >= best * (1 - 1e-9)
    assert found.value >= 0.75 * best


@settings(max_examples=30)
@given(cases())
def test_people_are_told_once_and_by_creator(case: Case) -> None:
    if case.best_of_all() is None:
        return
    found = case.found()
    assert found.low <= found.reach <= found.high
    assert found.reach == pytest.approx(sum(found.people.values()))
    assert found.reach == pytest.approx(sum(one.added_reach for one in found.chosen))
    reached = {(one.creator, one.package): one.reach for one in case.pool}
    for one in found.chosen:
        met = sum(min(n, PEOPLE[cell]) for cell, n in reached[one.creator, one.package].items())
        assert one.added_reach + one.repeats == pytest.approx(met)
        assert one.repeats >= 0
    assert found.spent == pytest.approx(sum(one.price for one in found.chosen))


def names(found: Selection) -> list[str]:
    return [item.creator for item in found.chosen]


def test_reach_counts_each_person_once() -> None:
    pair = [Candidate("a", 1, {"x": 500}), Candidate("b", 1, {"x": 500, "y": 500})]
    assert unduplicated_reach(pair, PEOPLE) == pytest.approx(750 + 500)
    assert unduplicated_reach(pair, PEOPLE, {"x": 2, "y": 0}) == pytest.approx(1500)
    assert unduplicated_reach([], PEOPLE) == 0
    found = select(pair, PEOPLE, 2)
    assert (found.low, found.reach, found.high) == pytest.approx((1000, 1250, 1500))
    assert found.sum_of_audiences == 1500
    assert [(one.added_reach, one.repeats) for one in found.chosen] == [(1000, 0), (250, 250)]


def test_weights_choose_and_people_are_told() -> None:
    pool = [Candidate("a", 1, {"x": 500}), Candidate("b", 1, {"y": 300})]
    found = select(pool, PEOPLE, 1, weights={"x": 0.1, "y": 2.0})
    assert names(found) == ["b"]
    assert (found.reach, found.value) == pytest.approx((300, 600))


def test_one_dear_creator_may_beat_many_cheap_ones() -> None:
    pool = [Candidate("cheap", 1, {"x": 20}), Candidate("dear", 100, {"x": 900})]
    assert names(select(pool, PEOPLE, 100)) == ["dear"]


def test_a_larger_package_takes_the_place_of_a_smaller_one() -> None:
    pool = [
        Candidate("a", 10, {"x": 100}, package="1 post"),
        Candidate("a", 30, {"x": 250}, package="3 posts"),
        Candidate("b", 25, {"x": 120}),
    ]
    found = select(pool, PEOPLE, 35)
    assert [(one.creator, one.package) for one in found.chosen] == [("a", "3 posts")]
    assert names(select(pool, PEOPLE, 36)) == ["a"]
    assert sorted(names(select(pool, PEOPLE, 55))) == ["a", "b"]


def test_include_and_exclude() -> None:
    pool = [Candidate(name, 10, {"x": reach}) for name, reach in (("a", 1), ("b", 500), ("c", 400))]
    found = select(pool, PEOPLE, 20, include=frozenset("a"), exclude=frozenset(("b", "gone")))
    assert names(found) == ["a", "c"]
    assert found.bound == pytest.approx(found.reach, rel=1e-6)


def test_regions_and_languages_are_kept() -> None:
    pool = [
        Candidate("a", 10, {"x": 500}, "MX", "es"),
        Candidate("b", 10, {"x": 400}, "MX", "es"),
        Candidate("c", 10, {"x": 300}, "DE", "de"),
        Candidate("d", 20, {"x": 10}, "DE", "tr"),
    ]
    assert names(select(pool, PEOPLE, 30, rules=Rules(most_each=1))) == ["a", "c"]
    assert names(select(pool, PEOPLE, 30, rules=Rules(budgets={"MX": 15}))) == ["a", "c"]
    wanted = Rules(languages=frozenset({"tr"}))
    assert sorted(names(select(pool, PEOPLE, 30, rules=wanted))) == ["a", "d"]


def test_free_creators_are_taken_without_a_budget() -> None:
    pool = [Candidate("a", 0, {"x": 5}), Candidate("b", 0, {}), Candidate("c", 1, {"x": 5})]
    assert names(select(pool, PEOPLE, 0)) == ["a"]
    assert select([], PEOPLE, 10).chosen == ()


def test_ties_break_by_name() -> None:
    pool = [Candidate(name, 10, {"x": 100}) for name in "dbca"]
    assert names(select(pool, PEOPLE, 20)) == ["a", "b"]


def test_included_creators_above_the_budget_are_refused_with_the_sum() -> None:
    pool = [Candidate("a", 700, {}), Candidate("a", 800, {}, package="2"), Candidate("b", 600, {})]
    with pytest.raises(InputError, match=r"1,300\.00 together, 300\.00 more"):
        select(pool, PEOPLE, 1000, include=frozenset("ab"))


def test_all_clashes_are_told_together_with_what_to_do() -> None:
    pool = [Candidate(name, 50, {"x": 9}, "MX", "es") for name in "abc"]
    pool.append(Candidate("d", 900, {"x": 9}, "DE", "de"))
    rules = Rules({"MX": 120}, {"MX": 2}, languages=frozenset({"de", "sv"}))
    with pytest.raises(InputError) as caught:
        select(pool, PEOPLE, 140, include=frozenset("abc"), rules=rules)
    told = [problem.what for problem in caught.value.problems]
    assert [text.partition(",")[0][:44] for text in told] == [
        "the creators to include cost 150.00 together",
        "the creators to include in MX cost 150.00 to",
        "3 creators to include are in MX",
        "nobody who speaks de fits the budgets and pl",
        "nobody who can be chosen speaks sv",
    ]
    assert all(problem.hint for problem in caught.value.problems)


def test_languages_that_clash_with_each_other_are_told() -> None:
    pool = [Candidate(name, 10, {"x": 9}, "MX", name) for name in ("es", "en")]
    both = frozenset({"es", "en"})
    with pytest.raises(InputError, match=r"no room for a creator of each language \(en, es\)"):
        select(pool, PEOPLE, 100, rules=Rules(most_each=1, languages=both))
    with pytest.raises(InputError, match=r"\(en, es\) costs 20\.00, more than the budget of 15"):
        select(pool, PEOPLE, 15, rules=Rules(languages=both))


def test_contradictions_are_told_together() -> None:
    pool = [
        Candidate("a", -1, {"x": 5}),
        Candidate("a", 1, {"nowhere": 5}),
        Candidate("b", 1, {"x": float("nan")}),
        Candidate("c", 1, {}, "MX", package="1"),
        Candidate("c", 1, {}, "DE", package="2"),
    ]
    with pytest.raises(InputError) as caught:
        select(pool, PEOPLE, -5, include=frozenset(("ghost", "b")), exclude=frozenset("b"))
    assert len(caught.value.problems) == 8


def market(count: int) -> tuple[list[Candidate], dict[str, float]]:
    rng = np.random.default_rng(0)
    people = {f"cell{i:02}": float(n) for i, n in enumerate(rng.lognormal(14, 0.5, 60))}
    cells = list(people)
    pool = []
    for i in range(count):
        audience, some = float(rng.lognormal(9, 1.2)), rng.choice(60, rng.integers(1, 5))
        reach = {cells[j]: min(audience / len(some), people[cells[j]] / 3) for j in some}
        price = round(audience / 50 * float(rng.lognormal(0, 0.3)), 2)
        pool.append(Candidate(f"n{i:05}", price, reach, f"R{some[0] % 9}"))
    return pool, people


def test_twenty_thousand_creators_reach_nearly_as_many_as_the_bound() -> None:
    pool, people = market(20_000)
    found = select(pool, people, 3e5)
    assert found.spent <= 3e5 * (1 + 1e-9)
    assert found.gap < 0.005


def test_a_hundred_creators_are_proven_with_rules() -> None:
    pool, people = market(100)
    rules = Rules(budgets={"R1": 1500}, most_each=4)
    found = select(pool, people, 1e4, rules=rules)
    assert found.proven
    assert found == select(pool[::-1], people, 1e4, rules=rules)
