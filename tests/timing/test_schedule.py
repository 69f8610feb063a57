from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.base import Range
from planner.timing.calendar import monday
from planner.timing.schedule import Option, Slots, alternatives, choose, start_by

FIRST = date(2027, 3, 5)  # a Friday
AVERAGE = Range(low=1, base=1, high=1)
Values = dict[str, dict[int, float]]
"""Of each region: the value of opening in week number 0, 1, 2 ..."""


def day_of(week: int) -> date:
    return FIRST + timedelta(weeks=week)


def options(values: Values) -> dict[str, list[Option]]:
    return {
        region: [Option(day_of(week), AVERAGE, value) for week, value in sorted(weeks.items())]
        for region, weeks in values.items()
    }


def slots(per_week: int = 1, taken: Mapping[int, int] | None = None) -> Slots:
    weeks = {monday(day_of(week)): count for week, count in (taken or {}).items()}
    return Slots(per_week, Counter(weeks))


def chosen_weeks(values: Values, places: Slots) -> dict[str, int | None]:
    found = choose(options(values), places)
    return {code: (one.day - FIRST).days // 7 if one else None for code, one in found.items()}


def best_by_trying_all(values: Values, places: Slots) -> float:
    choices = [[None, *weeks.items()] for weeks in values.values()]
    worth = []
    for combination in product(*choices):
        picked = [one for one in combination if one is not None]
        used = Counter(week for week, _ in picked)
        if all(count <= places.free(monday(day_of(week))) for week, count in used.items()):
            worth.append(sum(value for _, value in picked))
    return max(worth)


some_values = st.dictionaries(
    st.sampled_from(["BR", "DE", "FR", "GB"]),
    st.dictionaries(st.integers(0, 3), st.integers(0, 9).map(float), max_size=4),
    min_size=1,
)
some_slots = st.builds(
    slots, st.integers(1, 2), st.dictionaries(st.integers(0, 3), st.integers(0, 3))
)


@settings(max_examples=150)
@given(some_values, some_slots)
def test_no_other_choice_is_worth_more(values: Values, places: Slots) -> None:
    found = choose(options(values), places)
    assert found.keys() == values.keys()
    used = Counter(monday(one.day) for one in found.values() if one)
    assert all(count <= places.free(week) for week, count in used.items())
    worth = sum(one.value for one in found.values() if one)
    assert abs(worth - best_by_trying_all(values, places)) < 1e-6


@settings(max_examples=150)
@given(some_values, some_slots)
def test_a_region_goes_without_only_where_every_week_is_full(values: Values, places: Slots) -> None:
    found = choose(options(values), places)
    used = Counter(monday(one.day) for one in found.values() if one)
    for region, one in found.items():
        if one is None:
            weeks = [monday(day_of(week)) for week in values[region]]
            assert all(used[week] == places.free(week) for week in weeks)


@settings(max_examples=100)
@given(some_values, some_slots)
def test_the_order_in_which_regions_are_given_does_not_matter(
    values: Values, places: Slots
) -> None:
    turned = dict(reversed(values.items()))
    assert choose(options(values), places) == choose(options(turned), places)


def test_among_equals_the_earlier_day_wins() -> None:
    assert chosen_weeks({"FR": {0: 7, 1: 7, 2: 7}}, slots()) == {"FR": 0}


def test_among_equals_the_first_region_by_name_wins() -> None:
    same: Values = {code: {0: 7.0, 1: 7.0} for code in ("GB", "DE", "FR")}
    assert chosen_weeks(same, slots()) == {"DE": 0, "FR": 1, "GB": None}


def test_a_region_steps_back_where_another_would_lose_more() -> None:
    values: Values = {"DE": {0: 100, 1: 95}, "FR": {0: 90, 1: 10}}
    assert chosen_weeks(values, slots()) == {"DE": 1, "FR": 0}
    assert chosen_weeks(values, slots(per_week=2)) == {"DE": 0, "FR": 0}


def test_a_week_taken_by_a_fixed_date_is_left_to_it() -> None:
    values: Values = {"DE": {0: 100, 1: 95}}
    assert chosen_weeks(values, slots(taken={0: 1})) == {"DE": 1}
    assert chosen_weeks(values, slots(taken={0: 1, 1: 2})) == {"DE": None}


def test_no_options_at_all_is_no_date() -> None:
    assert choose({"FR": []}, slots()) == {"FR": None}


def test_alternatives_are_the_best_others_as_shares_of_the_chosen_day() -> None:
    days = options({"FR": {0: 50, 1: 100, 2: 80, 3: 10, 4: 70}})["FR"]
    shares = alternatives(days, days[1])
    assert shares == {day_of(0): 0.5, day_of(2): 0.8, day_of(4): 0.7}


def test_alternatives_of_an_unusual_day_are_shares_of_that_day() -> None:
    days = options({"FR": {0: 50, 1: 100}})["FR"]
    saturday = Option(day_of(1) + timedelta(days=1), AVERAGE, 200)
    assert alternatives(days, saturday) == {day_of(0): 0.25, day_of(1): 0.5}


def test_work_starts_its_lead_time_before_the_day() -> None:
    found = start_by(date(2027, 3, 12), {"fr subtitles": 21, "ready": 0})
    assert found == {"fr subtitles": date(2027, 2, 19)}
