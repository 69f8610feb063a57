from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner.creators.offers import Offer
from planner.facts.decided import facts_of
from planner.facts.table import Facts, load
from planner.model.plan import Plan
from planner.plan import edit
from planner.review.ages import checks
from planner.review.beside import Beside
from tests.plans import make_plan
from tests.review.parts import only, timed, told

FRESH, RATES, COMPS = (
    "Age of figures",
    "Rates of exchange are fresh",
    "Comparable titles are recent",
)
START = timed(make_plan({"FR": {}}, film={"language_versions": [{"language": "fr"}]}))


def dated(day: date, *names: str) -> Facts:
    """All facts, of which these were last read on one day."""
    facts = load()
    return facts.with_rows(
        replace(facts.number(name), as_of=day, checked=None, year=None) for name in names
    )


@pytest.mark.parametrize(
    ("day", "status"), [(date(2024, 6, 1), "PASS"), (date(2024, 5, 31), "REVIEW")]
)
def test_a_price_older_than_its_limit_is_told(day: date, status: str) -> None:
    facts = dated(day, "cost.subtitles")
    check = only(checks(START, None, facts), FRESH)
    assert check.status == status
    if status == "REVIEW":
        assert check.message == "1 figure is old: Usual cost, Subtitles (2024)."
        assert check.page == "spend"


def test_a_lead_time_counts_where_a_gate_needs_it() -> None:
    facts = dated(date(2012, 1, 1), "lead_time.certificate.FR").with_rows(
        [replace(load().number("cost.subtitles"), as_of=date(2026, 6, 1))]
    )
    assert only(checks(START, None, facts), FRESH).status == "PASS"
    gated = timed(START, FR={"gates": {"certificate": date(2026, 7, 1)}})
    assert "Certificate, France (2012)" in only(checks(gated, None, facts), FRESH).message


def test_a_figure_that_a_person_decided_does_not_count() -> None:
    assert only(checks(START, None, facts_of(START)), FRESH).status == "REVIEW"  # of 2011
    plan = edit.replace(START, {"overrides": [{"at": "facts.cost.subtitles", "value": 3000}]})
    assert only(checks(plan, None, facts_of(plan)), FRESH).status == "PASS"


def test_the_oldest_figures_are_named_and_the_others_counted() -> None:
    spend = {
        "currency": "EUR",
        "total": 1,
        "regions": {"FR": {"pays": "us", "media": {"search": [1]}}},
    }
    plan = Plan.model_validate(START.model_dump(by_alias=True) | {"spend": spend})
    old = ["cost.subtitles", "cpm.search", "price_level.FR", "online_share.FR"]
    text = only(checks(plan, None, dated(date(2001, 1, 1), *old)), FRESH).message
    assert text.startswith("4 figures are old: ")
    assert text.endswith("; and 1 more.")


def exchanged(day: str | None, as_of: str = "2026-06-01") -> Plan:
    """A plan with money in yen, at a rate of some day, or of the facts."""
    rates = {"JPY": {"value": 0.006, "as_of": day}} if day else {}
    plan = make_plan({"JP": {"currency": "JPY", "cap": 5}}, goals={"rates": rates})
    return timed(edit.replace(plan, {"as_of": as_of}))


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-04-02", "PASS"), ("2026-04-01", "REVIEW"), (None, "REVIEW")],
)
def test_a_rate_of_exchange_older_than_its_limit_is_told(day: str | None, status: str) -> None:
    plan = exchanged(day)
    check = only(checks(plan, None, load()), RATES)
    assert check.status == status
    assert check.at == "goals.rates"


def test_the_creator_sheets_currencies_count_too() -> None:
    assert told(checks(START, None, load()), RATES) == []
    beside = Beside(folder=Path(), offers=(Offer("Ana", "tiktok", currency="GBP"),))
    found = told(checks(START, beside, load()), RATES)
    assert found == [("REVIEW", "1 rate is old: GBP in EUR (2025).")]


@pytest.mark.parametrize(("released", "status"), [("2016-06-01", "PASS"), ("2016-05-31", "REVIEW")])
def test_a_comparable_title_of_long_ago_is_told(released: str, status: str) -> None:
    comp = {
        "title": "Plum",
        "region": "FR",
        "admissions": 9,
        "source": "x",
        "released": released,
    }
    plan = timed(make_plan({"FR": {}}, film={"comps": [comp]}))
    check = only(checks(plan, None, load()), COMPS)
    assert check.status == status
    assert told(checks(START, None, load()), COMPS) == []  # its titles tell no release
