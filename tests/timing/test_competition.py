from datetime import date, timedelta

import pytest

from planner.facts.table import load
from planner.timing.competition import Pressure, Rival, pressure, relation
from planner.timing.worth import Assumptions, Place, options
from tests.plans import make_plan

FACTS = load()
MARCH = date(2027, 3, 1)


def week(number: int) -> date:
    return MARCH + timedelta(weeks=number)


def test_related_genres_hurt_more_than_the_same_and_others_least() -> None:
    ours = ["Drama", "Comedy"]
    assert relation(["comedy ", "DRAMA"], ours) == "same"
    assert relation(["Drama", "Crime"], ours) == "related"
    assert relation(["Horror"], ours) == relation([], ours) == "other"
    sizes = [FACTS.number(f"competition.relation.{name}").value for name in ("other", "same")]
    assert sizes[0] < sizes[1] < FACTS.number("competition.relation.related").value


def test_a_title_takes_from_its_opening_on_less_each_week_and_more_as_incumbent() -> None:
    found = Pressure((Rival("Big", week(2), 0.2),), (), incumbent=1.5, decay=0.5)
    assert [found.factor(week(0), week(n)) for n in range(5)] == pytest.approx(
        [1, 1, 0.8, 0.9, 0.95]
    )
    assert [found.factor(week(3), week(n)) for n in (3, 4)] == pytest.approx([0.85, 0.925])


def test_it_never_takes_more_than_everything() -> None:
    found = Pressure((Rival("Big", week(0), 0.9),), (), incumbent=2, decay=0)
    assert found.factor(week(1), week(1), scale=3) == 0


def test_rivals_and_events_count_where_they_are() -> None:
    goals = {
        "groups": {"DACH": ["DE", "AT"]},
        "competitors": [{"title": "Big", "region": "DE", "date": "2027-03-03", "size": "large"}],
        "happenings": [
            {"name": "Final", "from": "2027-03-10", "to": "2027-03-12", "regions": ["FR"]},
            {"name": "Strike", "from": "2027-04-01", "to": "2027-04-02", "effect": -0.5},
        ],
    }
    plan = make_plan({"DACH": {}, "FR": {}}, goals=goals)
    dach, france = (pressure(code, plan, FACTS) for code in ("DACH", "FR"))
    assert [rival.title for rival in dach.rivals] == ["Big"]
    assert france.rivals == ()
    usual = 1 + FACTS.number("happening.effect").value
    assert france.factor(week(0), week(1)) == pytest.approx(usual)
    assert dach.factor(week(0), week(4), scale=0) == france.factor(week(0), week(4)) == 0.5


def test_a_days_value_is_the_product_of_its_factors() -> None:
    levels = {week(n): (0.5, 1 + 0.1 * n, 2.0) for n in range(12)}
    feasts = {week(1): 1.3, week(4): 0.7}
    rivals = Pressure((Rival("Big", week(2), 0.3),), (), incumbent=1.2, decay=0.4)
    place = Place(1000, levels, feasts, rivals)
    (found,) = options(place, [week(1) + timedelta(3)], Assumptions.usual(FACTS))
    product = found.base * found.holidays * found.competition
    assert found.value == pytest.approx(1000 * product)
    assert found.demand.base == pytest.approx(found.base * found.holidays, abs=5e-4)
    assert found.holidays > 1 > found.competition
