"""Facts in words: name, value with its unit, source, year, how well known."""

from dataclasses import replace

import pytest

from planner.facts.table import Fact, load
from planner.facts.words import CONFIDENCE, called, cited

FACTS = [row for row in load().rows() if isinstance(row, Fact)]


def test_every_fact_is_told_with_its_source_and_how_well_it_is_known() -> None:
    for fact in FACTS:
        told = cited(fact)
        assert fact.source.rstrip(".") in told
        assert CONFIDENCE[fact.confidence] in told
        assert told.endswith("re-checked.") or fact.checked


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (1.0, "weeks", "1 week."),
        (3.0, "weeks", "3 weeks."),
        (4.0, "iso_weekday", "Thursday."),
        (9.0, "iso_weekday", "9 iso_weekday."),
        (130_740_000.0, "persons", "130,740,000 persons."),
        (0.155, "share", "0.155 share."),
    ],
)
def test_a_value_reads_with_its_unit(value: float, unit: str, told: str) -> None:
    fact = replace(load().number("lead_time.dub"), value=value, unit=unit, low=None, high=None)
    assert cited(fact).startswith(f"Lead time, Dub: {told} ")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("price_season.2", "Price of the month beside the year, February"),
        ("price_season.99", "Price of the month beside the year, 99"),
        ("price_season.²", "Price of the month beside the year, ²"),
        ("no_such.figure", "No such, Figure"),
    ],
)
def test_whatever_a_person_decides_on_has_a_name(key: str, told: str) -> None:
    assert called(key) == told


def test_a_decided_fact_tells_who_decided_and_no_confidence_of_ours() -> None:
    facts = load().with_overrides({"lead_time.dub": (2.0, "The studio is free.")})
    told = cited(facts.number("lead_time.dub"))
    assert told == "Lead time, Dub: 2 weeks. your override: The studio is free."


def test_every_row_is_found_by_its_id_and_comes_once() -> None:
    rows = load().rows()
    assert len({row.id for row in rows}) == len(rows)
    assert all(load().row(row.id) == row for row in rows[::50])
    assert load().row("no.such.fact") is None
