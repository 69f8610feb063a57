from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.facts.rows import Event, EventKind
from planner.facts.table import load
from planner.timing.events import (
    anniversary,
    events_of,
    festival_of,
    occurrences,
    related,
    unknown_festival,
)

FACTS = load()
PLUM = Event(
    id="festival.plum",
    region="GE",
    kind="festival",
    name="Plum Days",
    start=date(2026, 5, 12),
    end=date(2026, 5, 23),
    yearly=True,
    premiere="world",
    source="Us",
    year=2026,
    confidence="assumed",
    as_of=date(2026, 1, 1),
    checked=None,
    note="",
)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
kinds: st.SearchStrategy[EventKind] = st.sampled_from(["festival", "school", "big_event"])
lengths = st.integers(0, 90).map(lambda number: timedelta(days=number))


@given(days, lengths, kinds, days)
def test_a_yearly_event_comes_once_a_year_about_then(
    start: date, length: timedelta, kind: EventKind, first: date
) -> None:
    event = replace(PLUM, start=start, end=start + length, kind=kind)
    last = first + timedelta(days=3 * 365)
    found = occurrences(event, first, last)
    assert found == sorted(found, key=lambda one: one.start)
    assert len(found) in (2, 3, 4)
    for one in found:
        assert one.end - one.start == length
        assert one.start.weekday() == start.weekday()
        near = [anniversary(start, one.start.year + year) for year in (-1, 0, 1)]
        assert min(abs(one.start - day) for day in near) <= timedelta(days=3)
        assert one.start <= last
        assert one.end >= first
        assert one.estimated == (one.start != start)
    gaps = {(after.start - one.start).days for one, after in pairwise(found)}
    assert gaps <= {364, 371}


@given(days, days)
def test_an_event_that_comes_once_is_found_where_it_overlaps(first: date, last: date) -> None:
    event = replace(PLUM, yearly=False)
    found = occurrences(event, first, last)
    assert bool(found) == (event.start <= last and event.end >= first)
    assert not any(one.estimated for one in found)


def test_the_next_year_is_52_weeks_later() -> None:
    (found,) = occurrences(PLUM, date(2027, 1, 1), date(2027, 12, 31))
    assert found.start == PLUM.start + timedelta(weeks=52) == date(2027, 5, 11)
    assert found.estimated


def test_a_remembrance_keeps_its_date_and_is_certain() -> None:
    event = replace(PLUM, kind="mourning", start=date(2024, 2, 29), end=date(2024, 2, 29))
    found = occurrences(event, date(2027, 1, 1), date(2028, 12, 31))
    assert [one.start for one in found] == [date(2027, 2, 28), date(2028, 2, 29)]
    assert not any(one.estimated for one in found)


def test_what_began_last_year_is_found_after_new_year() -> None:
    event = replace(PLUM, start=date(2026, 12, 21), end=date(2027, 1, 8))
    assert occurrences(event, date(2027, 1, 5), date(2027, 1, 6))[0].start == date(2026, 12, 21)
    assert occurrences(event, date(2029, 1, 5), date(2029, 1, 5))[0].start == date(2028, 12, 18)


@pytest.mark.parametrize("day", [date.min, date(200, 1, 1), date.max])
def test_nobody_estimates_a_festival_of_another_age(day: date) -> None:
    assert occurrences(PLUM, day, day) == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("cannes", "cannes"),
        ("festival.cannes", "cannes"),
        ("Festival de Cannes", "cannes"),
        ("San Sebastian", "san_sebastian"),
        ("SAN SEBASTIÁN International Film Festival", "san_sebastian"),
        ("Berlinale", "berlin"),
        ("TIFF", "toronto"),
        ("Sundance Film Festival", "sundance"),
        ("clermont-ferrand", "clermont_ferrand"),
    ],
)
def test_a_festival_goes_by_several_names(name: str, slug: str) -> None:
    found = festival_of(name, FACTS)
    assert found is not None
    assert found.id == f"festival.{slug}"


@pytest.mark.parametrize("event", FACTS.events("festival"), ids=lambda event: event.id)
def test_each_festival_is_found_by_its_id_and_name(event: Event) -> None:
    assert festival_of(event.id, FACTS) == event
    assert festival_of(event.id.removeprefix("festival."), FACTS) == event
    assert festival_of(event.name, FACTS) == event


def test_an_unknown_festival_is_told_with_the_nearest() -> None:
    assert festival_of("Cannnes", FACTS) is None
    assert unknown_festival("Cannnes", FACTS) == (
        "The festival 'Cannnes' is not in the tables: did you mean Cannes? Give it a date and a "
        "country to plan around it."
    )
    assert "did you mean" not in unknown_festival("Zzyzx", FACTS)


@pytest.mark.parametrize("name", ["", "film festival", "   ", "🎬", "festival."])
def test_a_name_that_says_nothing_is_no_festival(name: str) -> None:
    assert festival_of(name, FACTS) is None
    assert "is not in the tables" in unknown_festival(name, FACTS)


def test_a_part_is_related_to_its_country_alone() -> None:
    assert related("CA-QC", "CA")
    assert related("CA", "CA-QC")
    assert related("CA", "CA")
    assert not related("CA-QC", "CA-ON")
    assert not related("CA", "CH")


def test_events_of_everywhere_are_everyones() -> None:
    found = {event.id for event in events_of("CA-QC", FACTS)}
    assert {"festival.toronto", "big_event.world_cup_2026"} <= found
    assert "festival.cannes" not in found
