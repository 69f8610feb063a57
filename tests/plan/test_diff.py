"""Differences are told in words, by meaning, and none is missed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.diff import diff
from planner.plan.parse import parse
from planner.plan.text import dump
from tests.plan.samples import PLANS, golden, small
from tests.plans import make_plan

MARCH_12 = date(2027, 3, 12)


def told(old: Plan, new: Plan) -> list[str]:
    return [change.text for change in diff(old, new)]


def with_date(day: date | None) -> Plan:
    region = {"set_by": "suggested", "earliest": "2027-01-01", "latest": "2027-06-30"}
    dated = region | ({"date": day} if day else {})
    return edit.replace(small(), {"timing": {"regions": {"MX": dated}}})


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert diff(plan, plan) == []
    assert diff(plan, parse(dump(plan), "plan.yaml")) == []


def test_version_author_and_note_are_no_changes() -> None:
    assert (
        diff(golden(), golden().model_copy(update={"version": 9, "author": "x", "note": "y"})) == []
    )


@pytest.mark.parametrize(
    ("changes", "there", "back"),
    [
        (
            {"goals.budget.total": Decimal("90000.5")},
            "Budget, total: 90,000.50 (was 100,000)",
            "Budget, total: 100,000 (was 90,000.50)",
        ),
        (
            {"as_of": "2026-12-01"},
            "As of: 1 December 2026 (was 23 November 2026)",
            "As of: 23 November 2026 (was 1 December 2026)",
        ),
        (
            {"film.sample": True},
            "Sample: yes (was no)",
            "Sample: no (was yes)",
        ),
        (
            {"film.origin": ["GE", "FR"]},
            "Origin: GE, FR (was GE)",
            "Origin: GE (was GE, FR)",
        ),
        (
            {"goals.budget.creators": 5000},
            "Budget, creators: now 5,000",
            "Budget, creators: removed (was 5,000)",
        ),
        (
            {"goals.shortlist": {"regions": {"MX": {"most": 2}}}},
            "Mexico, creators, most: now 2",
            "Mexico, creators, most: removed (was 2)",
        ),
        (
            {"overrides": [{"at": "facts.price", "value": Decimal("0.004")}]},
            "Your decision on facts.price: now 0.004",
            "Your decision on facts.price: removed (was 0.004)",
        ),
        (
            {"film.language_versions": [{"language": "fr", "cost": 900}]},
            "Language versions, fr subtitles, cost: now 900",
            "Language versions, fr subtitles, cost: removed (was 900)",
        ),
    ],
)
def test_inputs_are_told_both_ways(changes: dict[str, object], there: str, back: str) -> None:
    old = small()
    new = edit.replace(old, changes)
    assert there in told(old, new)
    assert back in told(new, old)
    assert {change.kind for change in diff(old, new)} == {"input"}


@pytest.mark.parametrize(
    ("was", "now", "text"),
    [
        (MARCH_12, date(2027, 3, 19), "opens 1 week later (19 March 2027, was 12 March 2027)"),
        (
            MARCH_12,
            date(2027, 2, 26),
            "opens 2 weeks earlier (26 February 2027, was 12 March 2027)",
        ),
        (MARCH_12, date(2027, 3, 13), "opens 1 day later (13 March 2027, was 12 March 2027)"),
        (MARCH_12, date(2027, 3, 2), "opens 10 days earlier (2 March 2027, was 12 March 2027)"),
        (None, MARCH_12, "opens on 12 March 2027 (had no date)"),
        (MARCH_12, None, "has no date (was 12 March 2027)"),
    ],
)
def test_dates_are_told_as_people_say_them(was: date | None, now: date | None, text: str) -> None:
    change = diff(with_date(was), with_date(now))
    assert [(item.kind, item.at, item.text) for item in change] == [
        ("result", "timing.MX.date", f"Mexico {text}")
    ]


def test_money_and_creators_are_told() -> None:
    old = golden()
    creator = {"platform": "x", "region": "FR", "language": "fr", "price": 1, "added_reach": 1}
    new = edit.replace(
        old,
        {
            "spend.regions.FR.media.paid_social": [0, 1000],
            "spend.language_versions": None,
            "creators.chosen": {"New": creator},
        },
    )
    assert told(old, new) == [
        "French subtitles: EUR 0 (was 1,800.50, -1,800.50)",
        "Paid social in France: EUR 1,000 (was 4,600.55, -3,600.55)",
        "Dr. K leaves the creators",
        "null leaves the creators",
        "New joins the creators",
    ]
    assert "Paid social in France: EUR 4,600.55 (was 1,000, +3,600.55)" in told(new, old)
    assert "New leaves the creators" in told(new, old)


def test_what_changed_of_a_creator_who_stays_is_told() -> None:
    old = golden()
    at = "creators.chosen.null"
    changes = {f"{at}.posts": {"tiktok clip": 2}, f"{at}.price": 9000, f"{at}.state": "agreed"}
    assert told(old, edit.replace(old, changes)) == [
        "null, posts: now 2 x tiktok clip",
        "null, price: 9,000 (was 10,000)",
        "null, state: agreed (was idea)",
    ]


@settings(max_examples=40)
@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_every_change_of_budget_is_told(first: int, second: int) -> None:
    old, new = (
        edit.replace(small(), {"goals.budget.total": Decimal(cents).scaleb(-2)})
        for cents in (first, second)
    )
    assert [change.at for change in diff(old, new)] == ["goals.budget.total"] * (first != second)


@settings(max_examples=40)
@given(st.dates(date(1900, 1, 1), date(2190, 1, 1)), st.integers(-3000, 3000).filter(bool))
def test_every_move_of_a_date_is_told(day: date, days: int) -> None:
    change = diff(with_date(day), with_date(day + timedelta(days=days)))
    assert len(change) == 1
    assert ("later" in change[0].text) == (days > 0)


def test_a_suggestion_where_there_was_none_is_told() -> None:
    assert told(edit.replace(golden(), {"timing": None}), golden()) == [
        "France opens on 10 March 2027 (had no date)"
    ]


def test_rules_competitors_and_festivals_are_compared_by_what_they_are_called() -> None:
    old, new = (
        edit.replace(
            make_plan({"FR": {}, "DE": {}}),
            {
                "goals.rules": {"order": [{"first": "FR", "then": "DE", "at_least": weeks}]},
                "goals.competitors": [{"title": "Big", "region": "FR", "date": f"2027-03-{day}"}],
                "film.festivals": [{"festival": "cannes", "status": status}],
            },
        )
        for weeks, day, status in ((2, "10", "hoped"), (4, "17", "invited"))
    )
    assert [change.text for change in diff(old, new)] == [
        "Festivals, cannes, status: invited (was hoped)",
        "Competitors, Big in FR, date: 17 March 2027 (was 10 March 2027)",
        "Rules, order, DE after FR, at least: 4 (was 2)",
    ]
