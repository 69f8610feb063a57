from dataclasses import replace
from decimal import Decimal

import pytest

from planner.errors import PlanError
from planner.facts.table import Facts, load
from planner.model.goals import Objective
from planner.spend.ask import plain_cells
from planner.spend.case import Case
from planner.spend.curves import Curve, Key
from planner.spend.objective import worth_of
from planner.spend.shortlists import BESIDE, Reached, Shortlists, met_often
from tests.spend.scenes import scene
from tests.spend.shortlists import made_shortlists

FACTS = load()


def reached(case: Case, facts: Facts = FACTS, factors: dict[str, float] | None = None) -> Reached:
    return Reached.of(case.ask.plan, case.plain, facts, factors or {})


def test_a_person_met_by_creators_is_worth_what_adverts_beside_them_bring() -> None:
    case = scene({"FR": {}})
    cells = case.plain
    keys = [("FR", name) for name in BESIDE]
    money = sum(cells.usual[key] for key in keys)
    expected = sum(
        cells.usual[key] / money * cells.curves[key].scale / cells.audience[key].people
        for key in keys
    )
    found = reached(case)
    assert found.each["FR"] == pytest.approx(expected)
    part = FACTS.number("creators.on_target").value
    assert found.per_person()["FR"] == pytest.approx(part * expected)
    assert found.admissions({"FR": 1000.0})["FR"] == pytest.approx(1000 * part * expected)


def test_twice_the_worth_is_twice_the_admissions() -> None:
    case, people = scene({"FR": {}}), {"FR": 5000.0}
    twice = FACTS.with_overrides({"creators.worth": (2.0, "a test")})
    once = reached(case).admissions(people)["FR"]
    assert reached(case, twice).admissions(people)["FR"] == pytest.approx(2 * once)


def test_never_more_than_the_core_audience_is_met() -> None:
    case = scene({"FR": {}})
    found = reached(case)
    most = found.core["FR"] * found.each["FR"]
    assert found.admissions({"FR": 1e9})["FR"] == pytest.approx(most)
    assert found.core["FR"] > max(case.plain.people["FR", name] for name in BESIDE)


def test_people_where_the_film_does_not_open_bring_nothing() -> None:
    found = reached(scene({"FR": {}}))
    assert found.admissions({"FR": 10.0, "JP": 1e6}).keys() == {"FR"}
    assert found.value({"JP": 1e6}) == 0


def test_versions_open_creators_audiences_as_they_open_all_others() -> None:
    case, people = scene({"FR": {}, "DE": {}}), {"FR": 5000.0, "DE": 1e9}
    once, more = reached(case), reached(case, factors={"FR": 1.5, "DE": 0.5})
    assert more.per_person()["FR"] == pytest.approx(1.5 * once.per_person()["FR"])
    assert more.admissions(people)["FR"] == pytest.approx(1.5 * once.admissions(people)["FR"])
    assert more.admissions(people)["DE"] == pytest.approx(0.5 * once.admissions(people)["DE"])


@pytest.mark.parametrize("objective", ["gross", "net revenue"])
def test_money_objectives_count_each_admission_at_its_worth(objective: Objective) -> None:
    case = scene({"FR": {}}, goals={"objective": objective})
    found = reached(case)
    each = worth_of(case.ask.plan, "FR", FACTS)
    assert found.worth["FR"] == pytest.approx(found.each["FR"] * each)


def test_reach_counts_the_people_of_the_core_audience() -> None:
    found = reached(scene({"FR": {}}, goals={"objective": "reach"}))
    part = FACTS.number("creators.on_target").value
    assert found.per_person() == {"FR": part}
    assert found.value({"FR": 1000.0}) == 1000 * part


FIT: dict[Key, Curve] = {
    ("FR", "paid_social"): Curve(
        "FR.paid_social", "table", 1, 1, 1, 0, 1e6, "FR", "paid_social", ((900.0, 700.0),)
    ),
    ("FR", "online_video"): Curve("FR.online_video", "log", 9, 8, 1, 0, 1e6, "FR", "online_video"),
}


def test_fitted_curves_tell_what_a_person_brings_where_they_have_a_top() -> None:
    cells = plain_cells(replace(scene({"FR": {}}).ask, fitted=FIT))
    keys, tops = [("FR", "paid_social"), ("FR", "short_video")], {"paid_social": 700.0}
    each = {
        key: tops.get(key[1], cells.curves[key].scale) / cells.audience[key].people for key in keys
    }
    money = sum(cells.usual[key] for key in keys)
    expected = sum(cells.usual[key] * one for key, one in each.items()) / money
    assert met_often(cells, "FR") == pytest.approx(expected)


def test_where_nobody_is_online_creators_bring_nothing() -> None:
    ask = scene({"FR": {}}).ask
    nobody = ask.facts.with_overrides({"online_share.FR": (0.0, "a test")})
    cells = plain_cells(replace(ask, facts=nobody))
    found = Reached.of(ask.plan, cells, nobody, {})
    assert found.per_person() == {"FR": 0.0}
    assert found.value({"FR": 1e6}) == 0


@pytest.mark.parametrize(("name", "value"), [("creators.on_target", 1.5), ("creators.worth", -1.0)])
def test_a_fact_that_makes_no_sense_is_named(name: str, value: float) -> None:
    facts = FACTS.with_overrides({name: (value, "a test")})
    with pytest.raises(PlanError, match=name):
        reached(scene({"FR": {}}), facts)


def test_the_response_curve_is_a_table_of_shortlists() -> None:
    lists = made_shortlists()
    found = reached(scene())
    curve = found.curve(lists)
    assert (curve.form, curve.channel, curve.region) == ("table", "creators", "")
    assert (curve.lo, curve.hi) == (0, float(lists.costs[-1]))
    for cost, people in zip(lists.costs, lists.people, strict=True):
        assert float(curve.value(float(cost))) == pytest.approx(found.value(people))


def test_creators_of_a_region_that_is_left_out_cost_nothing() -> None:
    lists = made_shortlists().without(["FR"])
    assert lists.costs == tuple(map(Decimal, (0, 500, 1000, 2000, 4000, 8000)))
    assert all(people.keys() == {"DE"} for people in lists.people)
    assert lists.spent[3] == {"DE": Decimal(2000)}


def test_shortlists_that_then_cost_no_more_are_left_out() -> None:
    lists = Shortlists(
        costs=(Decimal(100), Decimal(300), Decimal(500)),
        people=({"FR": 1.0}, {"FR": 5.0, "DE": 9.0}, {"FR": 9.0, "DE": 9.0}),
        spent=(
            {"FR": Decimal(100)},
            {"FR": Decimal(100), "DE": Decimal(200)},
            {"FR": Decimal(300), "DE": Decimal(200)},
        ),
    )
    left = lists.without(["DE"])
    assert left.costs == (Decimal(100), Decimal(300))
    assert left.people == ({"FR": 1.0}, {"FR": 9.0})


def test_where_it_is_unknown_where_they_cost_they_cost_on() -> None:
    lists = replace(made_shortlists(), spent=())
    assert lists.without(["FR"]).costs == lists.costs
    assert lists.without(["FR"]).spent == ()
    assert lists.only(2).costs == (Decimal(2000),)
