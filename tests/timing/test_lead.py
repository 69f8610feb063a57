from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlanError
from planner.facts.table import load
from planner.timing.lead import Lead, Step, backward, critical, forward, slowest
from planner.timing.working import WorkingDays

FACTS = load()
DAY = timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
COUNTRIES = ["FR", "AU", "BR", "IL", "AE", "CN"]
LEADS = st.builds(
    Lead,
    st.integers(0, 30),
    st.sampled_from(["days", "working days"]),
    st.just("a test"),
    st.sampled_from([(code,) for code in COUNTRIES] + [("FR", "AE")]),
)


def lead(days: int) -> Lead:
    return Lead(days, "days", "a test", ("FR",))


@given(LEADS, DAYS)
def test_the_latest_start_is_the_last_day_from_which_work_is_ready_in_time(
    item: Lead, due: date
) -> None:
    start = item.start_by(due)
    tried = [due + DAY * 20 - DAY * number for number in range(120)]
    assert start == next(day for day in tried if item.ready(day) <= due)


@given(st.integers(1, 30), DAYS, st.sampled_from(COUNTRIES))
def test_working_days_are_those_that_the_country_works(count: int, start: date, code: str) -> None:
    ready = Lead(count, "working days", "a test", (code,)).ready(start)
    calendar = WorkingDays((code,))
    own = 0 if calendar.is_working(start) else 1
    between = [start + DAY * number for number in range(1, (ready - start).days + 1)]
    assert calendar.is_working(ready)
    assert sum(calendar.is_working(day) for day in between) == max(count, own)


def test_the_unit_of_the_fact_decides_what_is_counted() -> None:
    found = Lead.of(FACTS.number("lead_time.certificate.AU"), ("AU",))
    assert (found.count, found.unit) == (20, "working days")
    assert found.ready(date(2026, 12, 14)) == date(2027, 1, 13)  # over Christmas and New Year
    assert Lead.of(FACTS.number("lead_time.dub"), ("AU",)).count == 56
    assert Lead.of(FACTS.number("holdback.TVOD.FR"), ("FR",)).count == 122


def test_an_override_keeps_the_unit() -> None:
    facts = FACTS.with_overrides(
        {"lead_time.trailer": (2, ""), "lead_time.certificate.BR": (5, "they are fast")}
    )
    assert Lead.of(facts.number("lead_time.trailer"), ()).count == 14
    assert Lead.of(facts.number("lead_time.certificate.BR"), ("BR",)).unit == "working days"


@pytest.mark.parametrize("value", [-1, 10**6])
def test_an_absurd_lead_time_is_told_with_its_fact(value: float) -> None:
    facts = FACTS.with_overrides({"lead_time.dub": (value, "a slip")})
    with pytest.raises(PlanError, match=r"lead_time\.dub"):
        Lead.of(facts.number("lead_time.dub"), ("FR",))


def test_a_unit_that_is_no_time_is_told_with_its_fact() -> None:
    with pytest.raises(PlanError, match=r"lead_time\.dub has the unit 'moons'"):
        Lead.of(replace(FACTS.number("lead_time.dub"), unit="moons"), ("FR",))


def test_the_slowest_country_counts_and_one_without_a_row_only_where_there_is_a_usual_time() -> (
    None
):
    usual = "lead_time.certificate"
    found = slowest("certificate", FACTS, ["GB", "BR", "NL"], usual=usual)
    assert found is not None
    assert (found.fact, found.countries) == ("lead_time.certificate.BR", ("BR",))
    assert slowest("trailer_clearance", FACTS, ["US", "ES"]) is None
    other = slowest("certificate", FACTS, ["GE", "GB"], usual=usual)
    assert other is not None
    assert other.fact == usual


@st.composite
def networks(draw: st.DrawFn) -> tuple[Step, ...]:
    """Up to seven steps, each after some earlier ones; some with a given day."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 7))):
        names = [step.name for step in steps]
        after = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
        if draw(st.integers(0, 4)) == 0:
            steps.append(Step(f"s{number}", None, draw(DAYS)))
        else:
            steps.append(Step(f"s{number}", draw(LEADS), after=tuple(sorted(after))))
    return tuple(steps)


@given(networks(), DAYS, st.integers(-200, 200))
def test_a_day_can_be_kept_exactly_where_nothing_must_start_before_it_can(
    steps: tuple[Step, ...], as_of: date, offset: int
) -> None:
    first = forward(steps, as_of)
    earliest = max(times.ready for times in first.values())
    day = earliest + timedelta(days=offset)
    last = backward(steps, day)
    assert (day >= earliest) == all(last[name].start >= first[name].start for name in first)
    by_name = {step.name: step for step in steps}
    for step in steps:
        assert last[step.name].ready <= day
        assert last[step.name].start <= last[step.name].ready
        for name in step.after:
            assert first[step.name].start >= first[name].ready or by_name[step.name].given
            assert last[name].ready <= last[step.name].start


@given(networks(), DAYS)
def test_one_chain_from_its_first_step_to_the_earliest_day_has_no_room(
    steps: tuple[Step, ...], as_of: date
) -> None:
    first = forward(steps, as_of)
    earliest = max(times.ready for times in first.values())
    last = backward(steps, earliest)
    waits = critical(steps, first)
    name = max(first, key=lambda key: (first[key].ready, key))
    while True:
        # What has no room: one more day of delay would make the chain late, but for days off.
        room = (last[name].start - first[name].start).days
        step = next(one for one in steps if one.name == name)
        off = step.lead is not None and step.lead.unit == "working days"
        assert room >= 0
        if off and step.lead:
            assert step.lead.ready(first[name].start + DAY * (room + 1)) > last[name].ready
        elif not any("working" in str(one.lead) for one in steps):
            assert room == 0
        if name not in waits:
            break
        name = waits[name]


def test_who_waits_for_what_is_the_latest_of_those_before() -> None:
    steps = (
        Step("dub", None, date(2027, 3, 29)),
        Step("trailer", lead(7)),
        Step("certificate", lead(14), after=("dub", "trailer")),
        Step("campaign", lead(28), after=("trailer",)),
    )
    times = forward(steps, date(2026, 6, 1))
    assert critical(steps, times) == {"certificate": "dub", "campaign": "trailer"}
    assert times["certificate"].ready == date(2027, 4, 12)
    assert backward(steps, date(2027, 5, 1))["dub"].ready == date(2027, 4, 17)
