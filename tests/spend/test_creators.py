from dataclasses import replace
from decimal import Decimal
from functools import cache

import numpy as np
import pytest

from planner.model.goals import SplitFor
from planner.spend.case import Case, solve
from planner.spend.creators import (
    as_media,
    creators_curve,
    next_step,
    per_person,
    value_at,
)
from planner.spend.forms import Floats
from planner.spend.hedge import splits, worlds
from planner.spend.pots import US
from planner.spend.shortlists import Shortlists
from planner.spend.step import suggest_spend
from tests.spend.scenes import scene
from tests.spend.shortlists import COSTS, made_shortlists


@cache
def solved() -> Case:
    return scene(creators=made_shortlists())


def test_a_person_reached_is_worth_what_the_shortlists_are_weighed_by() -> None:
    case = solved()
    each = per_person(replace(case.ask, languages=case.languages))
    assert each.keys() == case.ask.plan.goals.regions.keys()
    for code, admissions in case.creators.by_region.items():
        assert admissions == pytest.approx(case.creators.people[code] * each[code])


def test_a_region_without_a_date_has_nobody_to_reach() -> None:
    ask = solved().ask
    assert "FR" not in per_person(replace(ask, days={**ask.days, "FR": None}))


def test_the_curve_of_creators_has_the_shortlist_that_is_paid() -> None:
    case = solved()
    curve = creators_curve(case)
    assert [cost for cost, _ in curve] == [float(cost) for cost in COSTS]
    cost, value = curve[case.creators.at]
    assert (Decimal(cost), value) == (case.creators.cost, case.creators.value)


def test_the_steps_beside_the_shortlist_that_is_paid_are_worth_less_than_media() -> None:
    case = solved()
    up, down = next_step(case), next_step(case, -1)
    assert up is not None
    assert down is not None
    assert up.brings < up.media
    assert down.brings < down.media < 0
    assert up.media == pytest.approx(as_media(case, up.money), rel=0.1)
    assert down.media == pytest.approx(as_media(case, down.money), rel=0.1)


def test_a_shortlist_that_leaves_too_little_is_compared_by_the_last_of_the_media_money() -> None:
    case = scene(total=260_000, creators=made_shortlists({"FR": 6e5}, (0, 10**6)))
    up = next_step(case)
    assert up is not None
    assert up.media == as_media(case, 1e6)


def test_there_is_no_step_beyond_the_ends() -> None:
    first = solve(replace(solved().ask, creators=made_shortlists().only(2)))
    assert next_step(first) is None
    assert next_step(first, -1) is None


def test_media_that_brings_nothing_more_is_worth_nothing() -> None:
    case = solved()
    assert as_media(replace(case, found={}), 100.0) == 0
    assert as_media(case, 100.0) == pytest.approx(85 * case.found[US].marginal)


def test_what_creators_bring_is_part_of_what_the_split_is_worth() -> None:
    case = solved()
    alone = solve(replace(case.ask, creators=Shortlists((case.creators.cost,), ({},))))
    assert case.worth is not None
    assert alone.worth is not None
    assert case.creators.value > 100
    assert case.worth.value == pytest.approx(alone.worth.value + case.creators.value, rel=1e-5)
    assert case.worth.bound >= case.worth.value


def test_what_creators_bring_comes_in_their_regions() -> None:
    case = solved()
    for code in ("DE", "FR"):
        assert 0.3 < np.median(_brought(case, code)) / case.creators.by_region[code] < 3
    assert (_brought(case, "MX") == 0).all()


def test_how_sure_creators_facts_are_shows_in_what_they_may_bring() -> None:
    fixed = {"creators.on_target": (0.4, "a test"), "creators.worth": (1.0, "a test")}
    ask = solved().ask
    known = solve(replace(ask, facts=ask.facts.with_overrides(fixed)))
    low, high = np.quantile(_brought(solved(), "FR") / _brought(known, "FR"), [0.1, 0.9])
    assert low < 0.6
    assert high > 1.7


def _brought(case: Case, code: str) -> Floats:
    """What creators bring in each world: what comes with them, less what comes without."""
    none = replace(case, creators=replace(case.creators, people={}))
    at = worlds(case).admissions.regions.index(code)
    return worlds(case).admissions.base[:, at] - worlds(none).admissions.base[:, at]


@pytest.mark.parametrize("split_for", ["average", "cautious"])
def test_splits_for_many_worlds_keep_the_shortlist(split_for: SplitFor) -> None:
    case = scene(goals={"split_for": split_for}, creators=made_shortlists())
    spend = suggest_spend(case.ask).section
    assert spend.creators == case.creators.cost > 0
    kinds = splits(case, worlds(case))
    assert kinds["average"].mean >= kinds["point"].mean


def test_where_partners_pay_for_all_media_the_best_shortlist_is_paid() -> None:
    regions: dict[str, dict[str, object]] = {"FR": {"pays": "partner", "minimum_spend": 9000}}
    case = scene(regions, creators=made_shortlists({"FR": 600_000.0}))
    assert case.ours is None
    assert case.creators.cost == COSTS[-1]
    assert case.gap == 0


def test_what_it_would_be_worth_if_the_facts_were_others() -> None:
    case = solved()
    assert value_at(case, case.ask.facts) == pytest.approx(case.creators.value)
    twice = case.ask.facts.with_overrides({"creators.worth": (2.0, "a test")})
    assert value_at(case, twice) == pytest.approx(2 * case.creators.value)


def test_versions_and_creators_are_chosen_for_each_other() -> None:
    """Both cost money: what is chosen together brings at least what either brings alone."""
    case = scene({"FR": {}, "DE": {}}, total=250_000, creators=made_shortlists())
    bare = scene({"FR": {}, "DE": {}}, total=250_000)
    assert case.creators.cost > 0
    assert {*case.languages.chosen} >= {"fr subtitles", "de subtitles"}
    kept = solve(replace(case.ask, languages=bare.languages))
    assert total(case) >= total(bare)
    assert total(case) >= 0.999 * total(kept)


def total(case: Case) -> float:
    """All that comes, in admissions."""
    media = sum(found.value for found in case.found.values())
    return sum(case.cells.base.values()) + media + case.creators.value


def test_versions_that_creators_would_leave_no_money_for_come_first() -> None:
    """The needed versions fit beside the cheapest shortlist only, which brings less."""
    bare = scene({"FR": {}}, total=120_000)
    room = int(bare.lines.left)
    lists = made_shortlists({"FR": 5e7}, (0, room // 2, room + 10_000))
    case = scene({"FR": {}}, total=120_000, creators=lists)
    assert "fr subtitles" in case.languages.chosen
    assert case.lines.left >= 0
