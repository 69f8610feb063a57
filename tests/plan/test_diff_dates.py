"""Dates that moved are told as people say them, with a cause only where it explains the move."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.diff import diff
from planner.plan.diff_causes import WAIT_FOR_VERSIONS
from planner.timing.gates import AFTER, VERSIONS
from tests.plan.samples import small

MARCH_12 = date(2027, 3, 12)
USUAL = {"set_by": "suggested", "earliest": "2027-01-01", "latest": "2027-06-30"}


def dated(days: dict[str, Any], gates: dict[str, str] | None = None, **inputs: Any) -> Plan:  # noqa: ANN401  # any inputs
    """A plan that opens regions on these days; gates are Mexico's, inputs have `__` for dots."""
    regions = {code: USUAL | ({"date": day} if day else {}) for code, day in days.items()}
    if gates:
        regions["MX"] = regions["MX"] | {"gates": gates}
    goals: dict[str, Any] = {f"goals.regions.{code}": {} for code in days}
    changes = goals | {at.replace("__", "."): value for at, value in inputs.items()}
    return edit.replace(small(), changes | {"timing": {"regions": regions}})


def told(old: Plan, new: Plan) -> list[str]:
    return [change.sentence for change in diff(old, new) if change.at.startswith("timing")]


@pytest.mark.parametrize(
    ("was", "now", "text"),
    [
        (MARCH_12, date(2027, 3, 19), "opens 1 week later (19 March 2027, was 12 March)"),
        (MARCH_12, date(2027, 2, 26), "opens 2 weeks earlier (26 February 2027, was 12 March)"),
        (MARCH_12, date(2027, 3, 13), "opens 1 day later (13 March 2027, was 12 March)"),
        (MARCH_12, date(2027, 3, 2), "opens 10 days earlier (2 March 2027, was 12 March)"),
        (
            date(2026, 12, 31),
            date(2027, 1, 7),
            "opens 1 week later (7 January 2027, was 31 December 2026)",
        ),
        (None, MARCH_12, "opens on 12 March 2027 (had no date)"),
        (MARCH_12, None, "has no date (was 12 March 2027)"),
    ],
)
def test_dates_are_told_as_people_say_them(was: date | None, now: date | None, text: str) -> None:
    change = diff(dated({"MX": was}), dated({"MX": now}))
    assert [(item.kind, item.at, item.sentence) for item in change] == [
        ("result", "timing.regions.MX.date", f"Mexico {text}")
    ]


@settings(max_examples=40)
@given(st.dates(date(1900, 1, 1), date(2190, 1, 1)), st.integers(-3000, 3000).filter(bool))
def test_every_move_of_a_date_is_told(day: date, days: int) -> None:
    moved = told(dated({"MX": day}), dated({"MX": day + timedelta(days=days)}))
    assert len(moved) == 1
    assert ("later" in moved[0]) == (days > 0)


def test_regions_that_move_alike_are_told_once() -> None:
    old = dated({"MX": "2027-03-12", "FR": "2027-03-10", "DE": "2027-03-11", "GB": "2027-03-12"})
    new = dated({"MX": "2027-03-26", "FR": "2027-03-17", "DE": "2027-03-18", "GB": "2027-03-19"})
    found = [change for change in diff(old, new) if change.at.startswith("timing")]
    assert [(change.at, change.sentence) for change in found] == [
        ("timing.regions.MX.date", "Mexico opens 2 weeks later (26 March 2027, was 12 March)"),
        (
            "timing.regions",
            (
                "3 regions open 1 week later: France on 17 March 2027, Germany on 18 March 2027 "
                "and the United Kingdom on 19 March 2027"
            ),
        ),
    ]
    assert found[1].rows[0] == ("France", "10 March 2027", "17 March 2027")


SUBTITLES = {"es subtitles": "2027-01-15"}
LATE = {"es subtitles": "2027-03-05"}
RIGHTS = {"goals__regions__MX__rights": {"holder": "Uno", "from": "2027-03-01"}}
CLOSED = {"from": "2027-02-22", "to": "2027-02-28"}
ORDER = {"first": "FR", "then": "MX", "at_least": 2}
LATER = "Mexico opens 2 weeks later (12 March 2027, was 26 February)"
CAUSES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"gates": SUBTITLES}, {"gates": LATE}, "Spanish subtitles are ready 7 weeks later"),
    ({}, {"gates": LATE}, "Spanish subtitles must be ready first, on 5 March 2027"),
    (
        {"gates": SUBTITLES | {"certificate": "2027-02-10"}},
        {"gates": LATE | {"certificate": "2027-03-12"}},
        "Spanish subtitles are ready 7 weeks later, and with them age rating",
    ),
    (
        {"gates": {"premiere Berlin": "2027-02-14"}},
        {"gates": {"premiere Berlin": "2027-03-01"}},
        "the premiere at Berlin is on 1 March 2027, not on 14 February 2027",
    ),
    ({}, RIGHTS, "the rights begin on 1 March 2027"),
    (
        {},
        {"goals__window": {"from": "2027-03-01", "to": "2027-06-30"}},
        "the window opens later, on 1 March 2027",
    ),
    (
        {"goals__window": {"from": "2027-01-01", "to": "2027-02-28"}},
        {},
        "the window closes later, on 30 June 2027",
    ),
    ({}, {"goals__rules": {"blackouts": [CLOSED]}}, "nothing opens from 22 to 28 February 2027"),
    (
        {"days": {"FR": "2027-02-24"}},
        {"days": {"FR": "2027-02-24"}, "goals__rules": {"order": [ORDER]}},
        "Mexico opens at least 2 weeks after France",
    ),
    (
        {"days": {"FR": "2027-02-03"}, "goals__rules": {"order": [ORDER]}},
        {
            "days": {"FR": "2027-02-24"},
            "goals__rules": {"order": [ORDER]},
            "goals__regions__FR": {"date_by": "partner", "date": "2027-02-24"},
        },
        "Mexico opens at least 2 weeks after France, and France moved",
    ),
    (
        {"days": {"FR": "2027-02-24"}},
        {
            "days": {"FR": "2027-02-24"},
            "goals__rules": {"apart": [{"regions": ["FR", "MX"], "weeks": 2}]},
        },
        "France and Mexico open at least 2 weeks apart",
    ),
    (
        {"days": {"FR": "2027-03-10"}},
        {"days": {"FR": "2027-03-10"}, "goals__rules": {"together": [{"regions": ["FR", "MX"]}]}},
        "France and Mexico open in the same week",
    ),
    (
        {"goals__rules": {"blackouts": [CLOSED | {"from": "2027-03-08", "to": "2027-03-14"}]}},
        {},
        "the rule is gone that nothing opens from 8 to 14 March 2027",
    ),
    (
        {},
        {"overrides": [{"at": "timing.MX.date", "value": "2027-03-12"}]},
        "decided by hand",
    ),
    (
        {"overrides": [{"at": "timing.MX.date", "value": "2027-02-26"}]},
        {},
        "the decision on it was taken back",
    ),
    (
        {"goals__regions__MX": {"date_by": "partner", "date": "2027-02-26"}},
        {"goals__regions__MX": {"date_by": "partner", "date": "2027-03-12"}},
        "the partner moved it",
    ),
    (
        {},
        {"goals__regions__MX": {"date_by": "partner", "date": "2027-03-12"}},
        "the partner set it",
    ),
]


@pytest.mark.parametrize(("before", "after", "because"), CAUSES)
def test_a_cause_is_told_where_it_explains_the_move(
    before: dict[str, Any], after: dict[str, Any], because: str
) -> None:
    old, new = (
        dated({"MX": day} | side.get("days", {}), **{k: v for k, v in side.items() if k != "days"})
        for day, side in (("2027-02-26", before), ("2027-03-12", after))
    )
    assert f"{LATER}: {because}" in told(old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {}),
        # later, but ready before the old day still
        ({"gates": SUBTITLES}, {"gates": {"es subtitles": "2027-02-19"}}),
        # late for the old day in both plans
        ({"gates": {"es subtitles": "2027-03-01"}}, {"gates": LATE}),
        ({}, {"goals__rules": {"blackouts": [CLOSED | {"regions": ["FR"]}]}}),
        (
            {"overrides": [{"at": "timing.FR.date", "value": "2027-02-24"}]},
            {"overrides": [{"at": "timing.FR.date", "value": "2027-03-03"}]},
        ),
    ],
)
def test_no_cause_is_told_where_none_is_certain(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = dated({"MX": "2027-02-26"}, **before), dated({"MX": "2027-03-12"}, **after)
    assert told(old, new)[0] == LATER


def test_an_earlier_date_is_explained_by_what_is_ready_earlier() -> None:
    old = dated({"MX": "2027-03-12"}, gates={"es subtitles": "2027-03-05"})
    new = dated({"MX": "2027-02-26"}, gates={"es subtitles": "2027-01-15"})
    assert told(old, new) == [
        (
            "Mexico opens 2 weeks earlier (26 February 2027, was 12 March): "
            "Spanish subtitles are ready 7 weeks earlier"
        )
    ]


def test_two_regions_that_open_together_do_not_explain_each_other() -> None:
    rules = {"together": [{"regions": ["FR", "MX"]}]}
    old, new = (
        dated({"MX": day, "FR": day}, goals__rules=rules) for day in ("2027-02-26", "2027-03-12")
    )
    assert not [text for text in told(old, new) if "same week" in text]


def test_a_region_that_was_taken_out_has_no_move_of_its_own() -> None:
    old = dated({"MX": "2027-03-12", "FR": "2027-03-10"})
    new = edit.replace(
        dated({"MX": "2027-03-12"}), {"goals.regions": {"MX": {}}, "timing.regions.FR": None}
    )
    assert told(old, new) == []


def test_who_sets_a_date_that_stays_and_a_day_that_could_be_earlier_are_told() -> None:
    old = dated({"MX": "2027-03-12"})
    at = "timing.regions.MX"
    new = edit.replace(old, {f"{at}.set_by": "partner", f"{at}.earliest": "2027-01-15"})
    assert told(old, new) == [
        "Mexico: date set by the partner now",
        "Mexico: could open 2 weeks later at the earliest, its date holds (from 15 January 2027)",
    ]


def test_gates_that_wait_for_language_versions_are_those_of_the_timing() -> None:
    assert {name for name, after in AFTER.items() if VERSIONS in after} == WAIT_FOR_VERSIONS
