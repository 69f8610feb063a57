from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from planner.facts.table import load
from planner.model.plan import Plan
from planner.plan import edit
from planner.timing import critical, ics
from tests.plans import AS_OF, make_plan
from tests.timing.test_critical import dated

FACTS = load()
DAYS = {"FR": date(2027, 5, 5), "DE": date(2027, 5, 6)}


def events(plan: Plan, region: str | None = None) -> list[Any]:
    content = ics.calendar(plan, FACTS, region)
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    assert not found.errors
    return list(found.walk("VEVENT"))


def plan_of(days: dict[str, date] = DAYS, title: str = "Quince Spring") -> Plan:
    return dated(make_plan({"FR": {}, "DE": {}}, film={"title": title}), days)


def test_every_critical_date_and_every_release_is_a_whole_day() -> None:
    plan = plan_of()
    found = events(plan)
    assert len(found) == len(critical.dates(plan, FACTS)) + 2
    starts = sorted(event["dtstart"].dt for event in found)
    wanted = [entry.task.start_by for entry in critical.dates(plan, FACTS)] + [*DAYS.values()]
    assert starts == sorted(wanted)
    for event in found:
        assert type(event["dtstart"].dt) is date
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(weeks=-1)
        assert event["categories"].cats


def test_what_an_event_says() -> None:
    (dub,) = [event for event in events(plan_of()) if "French subtitles" in event["summary"]]
    assert dub["summary"] == "Quince Spring: Start: French subtitles (France)"
    assert dub["description"].startswith("Takes 21 days, to be ready by 31 March 2027. ")
    assert "days of slack. Then comes: Age rating, Copies in the cinemas." in dub["description"]


def test_the_same_plan_gives_the_same_bytes_and_the_saving_is_its_stamp() -> None:
    plan = plan_of()
    assert ics.calendar(plan, FACTS) == ics.calendar(plan, FACTS)
    stamps = {event["dtstamp"].dt for event in events(plan)}
    assert stamps == {datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)}
    saved = edit.replace(plan, {"saved": "2026-06-03T10:00:00Z"})
    assert {event["dtstamp"].dt for event in events(saved)} == {
        datetime(2026, 6, 3, 10, tzinfo=UTC)
    }


def test_an_event_keeps_its_name_when_its_date_moves_and_no_two_share_one() -> None:
    first = {str(event["uid"]): event["summary"] for event in events(plan_of())}
    moved = plan_of({"FR": date(2027, 6, 2), "DE": date(2027, 6, 3)})
    assert {str(event["uid"]): event["summary"] for event in events(moved)} == first
    assert len(first) == len(events(plan_of()))


def test_odd_titles_are_escaped_and_long_lines_folded() -> None:
    title = "Plum; Pear, \\ and კაკლის ზამთარი " + "long " * 25
    plan = plan_of(title=title.strip())
    content = ics.calendar(plan, FACTS)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(str(event["summary"]).startswith(title.strip()) for event in events(plan))


def test_one_region_alone() -> None:
    summaries = [str(event["summary"]) for event in events(plan_of(), "DE")]
    assert summaries
    assert all("Germany" in text for text in summaries)


def test_a_plan_without_dates_is_an_empty_calendar() -> None:
    assert events(make_plan({"FR": {}})) == []


def test_a_premiere_stands_on_its_own_day() -> None:
    film = {"festivals": [{"festival": "cannes", "status": "invited", "date": "2027-05-03"}]}
    plan = dated(make_plan({"FR": {}, "DE": {}}, film=film), DAYS)
    (premiere,) = [one for one in events(plan) if "Premiere" in one["summary"]]
    assert premiere["dtstart"].dt == date(2027, 5, 3)
    assert premiere["summary"] == "Quince Spring: Premiere at Cannes"
    assert premiere["description"] == "No opening before it in France, Germany."
