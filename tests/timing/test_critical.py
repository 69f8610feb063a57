from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit
from planner.timing import critical
from planner.timing.critical import Task, tasks
from planner.timing.gates import span
from tests.plans import AS_OF, make_plan

FACTS = load()
SOON = {"window": {"from": "2026-06-01", "to": "2027-09-30"}}
DAY = timedelta(days=1)


def dated(plan: Plan, days: Mapping[str, date]) -> Plan:
    """The plan with these release dates, as suggest would leave them."""
    regions = {
        code: {"date": day, "set_by": "suggested", "earliest": AS_OF, "latest": day}
        for code, day in days.items()
    }
    return edit.replace(plan, {"timing": {"regions": regions}})


def of(plan: Plan, code: str, day: date) -> dict[str, Task]:
    return {task.name: task for task in tasks(code, plan, FACTS, day)}


@settings(max_examples=50)
@given(
    st.sampled_from(["FR", "DE", "GE", "IN", "BR", "AU", "AE", "KR"]),
    st.sampled_from(["theatrical", "festival only", "SVOD"]),
    st.integers(-60, 200),
)
def test_nothing_is_late_exactly_from_the_earliest_day_on(
    code: str, release: str, offset: int
) -> None:
    plan = make_plan({code: {"release": release}}, goals=SOON)
    found = span(code, plan.goals, plan.film, FACTS, AS_OF)
    ready = max(gate.ready for gate in found.gates)
    day = ready + timedelta(days=offset)
    made = tasks(code, plan, FACTS, day)
    assert any(task.late for task in made) == (day < ready)
    if day >= ready:
        assert all(task.start_by >= AS_OF for task in made)
    names = {task.name: task for task in made}
    for task in made:
        assert task.slack == (task.start_by - task.earliest).days
        assert task.due <= day
        assert all(names[name].due <= task.start_by for name in task.after)


def test_the_binding_chain_has_no_slack_on_the_earliest_day() -> None:
    plan = make_plan({"FR": {}}, goals=SOON)
    found = span("FR", plan.goals, plan.film, FACTS, AS_OF)
    made = of(plan, "FR", found.earliest)
    chain = ["trailer", "trailer clearance", "materials", "campaign"]
    certificate = ["fr subtitles", "certificate"]
    assert found.binding in {"campaign", "certificate"}
    assert {made[name].slack for name in chain} == {0}
    assert {made[name].slack for name in certificate} == {0}
    assert made["copies"].slack > 0


def test_every_day_earlier_is_a_day_later() -> None:
    plan = make_plan({"DE": {}}, goals=SOON)
    early, late = of(plan, "DE", date(2027, 3, 4)), of(plan, "DE", date(2027, 3, 5))
    assert all(late[name].start_by - early[name].start_by == DAY for name in late)


def test_a_delivery_whose_day_is_given_has_room_but_no_start() -> None:
    film = {"language_versions": [{"language": "de", "kind": "dub", "ready": "2027-03-29"}]}
    made = of(make_plan({"DE": {}}, film=film), "DE", date(2027, 5, 20))
    dub = made["de dub"]
    assert (dub.days, dub.due, dub.slack, dub.late) == (0, date(2027, 5, 6), 38, False)
    assert "de dub" not in critical.start_by(made.values())
    assert critical.start_by(made.values())["certificate"] == date(2027, 5, 6)


def test_working_days_count_back_over_the_holidays_of_the_region() -> None:
    made = of(make_plan({"AU": {}}), "AU", date(2027, 3, 25))["certificate"]
    assert (made.days, made.unit) == (20, "working days")
    over = of(make_plan({"AU": {}}), "AU", date(2027, 4, 1))["certificate"]
    assert (date(2027, 3, 25) - made.start_by).days == 28
    assert (date(2027, 4, 1) - over.start_by).days == 30  # Good Friday and Easter Monday


def test_what_regions_share_is_told_once_with_the_earliest_need() -> None:
    days = {"FR": date(2027, 6, 2), "BE": date(2027, 5, 5), "DE": date(2027, 5, 6)}
    shown = {"languages": ["fr"]}
    plan = dated(make_plan({"FR": {}, "BE": shown, "DE": {}}), days)
    entries = critical.dates(plan, FACTS)
    (french,) = [entry for entry in entries if entry.task.name == "fr subtitles"]
    assert french.regions == ("BE", "FR")
    assert french.release == days["BE"]
    assert french.task == of(plan, "BE", days["BE"])["fr subtitles"]
    assert {"certificate", "copies"} == set(french.before)
    ratings = [entry.regions for entry in entries if entry.task.name == "certificate"]
    assert sorted(ratings) == [("BE",), ("DE",), ("FR",)]


def test_what_is_late_comes_first_then_what_starts_first() -> None:
    plan = dated(make_plan({"FR": {}, "DE": {}}), {"FR": date(2026, 7, 1), "DE": date(2027, 5, 6)})
    entries = critical.dates(plan, FACTS)
    late = [entry.task.late for entry in entries]
    assert late == sorted(late, reverse=True)
    assert any(late)
    for group in (True, False):
        starts = [entry.task.start_by for entry in entries if entry.task.late is group]
        assert starts == sorted(starts)


def test_what_is_ready_and_regions_without_a_date_are_left_out() -> None:
    film = {"language_versions": [{"language": "fr", "ready": "2026-05-01"}]}
    plan = make_plan({"FR": {}, "DE": {}}, film=film)
    assert critical.dates(plan, FACTS) == ()
    entries = critical.dates(dated(plan, {"FR": date(2027, 5, 5)}), FACTS)
    assert {entry.regions for entry in entries} == {("FR",)}
    assert "fr subtitles" not in {entry.task.name for entry in entries}


def test_one_region_alone() -> None:
    plan = dated(make_plan({"FR": {}, "DE": {}}), dict.fromkeys(("FR", "DE"), date(2027, 5, 6)))
    assert {one.regions for one in critical.dates(plan, FACTS, "DE")} == {("DE",)}
