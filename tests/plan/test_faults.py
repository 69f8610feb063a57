"""Each fault says what to do next, and what it says is right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.errors import InputError
from planner.plan.document import Document
from planner.plan.limits import MOST_FAULTS
from planner.plan.parse import checked, validated
from planner.plan.records import Record
from tests.plan.samples import GOLDEN
from tests.plan.told import damaged, faults, golden_with, only


@pytest.mark.parametrize(
    ("was", "becomes", "hint"),
    [
        ("release: theatrical", "release: theatricl", "Did you mean `theatrical`?"),
        ("release: theatrical", "release: Festival-Only", "Did you mean `festival only`?"),
        ("kind: subtitles", "kind: subs", "Did you mean `subtitles`?"),
        ("religion:", "religon:", "Did you mean `religion`?"),
        ("origin: [GE, FR]", "origin: [Georgia, FR]", "Did you mean `GE`?"),
        ("origin: [GE, FR]", "origin: GE, FR", "Write [GE, FR]."),
        ("original_language: ka", "original_language: Georgian", "Did you mean `ka`?"),
        ("currency: EUR", "currency: euro", "Did you mean `EUR`?"),
        ("    DACH:\n", "    mx:\n", "Did you mean `MX`?"),
        ("    DACH:\n", "    Mexico:\n", "Did you mean `MX`?"),
        ("    DACH:\n", "    DAHC:\n", "Did you mean `DACH`?"),
        ("regions: [FR, 'NO']", "regions: [France, 'NO']", "Did you mean `FR`?"),
        ("time_zone: Europe/Paris", "time_zone: Paris", "Did you mean `Europe/Paris`?"),
        ("as_of: 2026-11-23", "as_of: 23/11/2026", "Write 2026-11-23."),
        ("as_of: 2026-11-23", "as_of: 20261123", "Write 2026-11-23."),
        ("as_of: 2026-11-23", "as_of: 2026-11-31", "November has 30 days."),
        (
            "as_of: 2026-11-23",
            "as_of: 11/12/2026",
            "Write the year first: 2026-12-11 is 11 December and 2026-11-12 is 12 November.",
        ),
        ("total: 250000", "total: 250,000", "Write 250000 or 250."),
        ("total: 250000", "total: €250k", "Write 250000."),
        ("commission: 0.1", "commission: 10%", "Write 0.1."),
        ("commission: 0.1", "commission: 0,1", "Write 0.1."),
        ("our_share: 0.4", "our_share: 40", "Write 0.4."),
        ("sample: true", "sample: ja", "Write true."),
        ("title: Walnut Winter", "title: true", "Put it in quotes: 'true'."),
        ("title: Walnut Winter", "title:", "Fill it in."),
        ("release: theatrical", "release:", "Fill it in, or remove the line."),
        ("at: timing.DACH.date", "at: timing.DACH.dat", "Did you mean `timing.DACH.date`?"),
        ("at: timing.DACH.date", "at: time.dach.date", "Did you mean `timing.DACH.date`?"),
        ("value: 2027-04-15", "value: 15.04.2027", "Write 2027-04-15."),
        ("value: false", "value: no", "Write false."),
        ("  note: fictional", "  pays: us", "`pays` belongs under goals.regions.FR."),
        ("  note: fictional", "  budget: 3", "`budget` belongs under goals."),
        (
            "  note: fictional",
            "  campaign: x",
            "`campaign` belongs at the top, without indentation.",
        ),
        (
            "  note: fictional",
            "  admissions: 3",
            "`admissions` belongs in the items of film.comps.",
        ),
        ("  note: fictional", "  xyzzy: 3", "Remove it or check its place."),
        ("campaign: walnut-winter", "campaign: Walnut", "Use small letters, digits and hyphens"),
    ],
)
def test_a_hint_says_what_was_meant(was: str, becomes: str, hint: str) -> None:
    assert (only(golden_with(was, becomes)).hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("was", "becomes", "what"),
    [
        ("runtime: 104", "runtime: 5000", "must be at most 1,000"),
        ("our_share: 0.4", "our_share: 40", "must be at most 1"),
        ("version: 7", "version: 0", "must be at least 1"),
        (
            "admissions: 210000",
            "admissions: 0",
            "must be more than 0, in '2 Autumns, 3 Winters in FR'",
        ),
        ("title: Walnut Winter", "title: " + "x" * 201, "must have at most 200 characters"),
        ("genres: [Drama, '12:30']", "genres: []", "must not be empty"),
        ("regions: [FR, 'NO'], weeks", "regions: [FR], weeks", "must hold at least 2, in 'FR'"),
        ("title: Walnut Winter", "title:", "is empty; it must be text"),
        ("version: 7", "version: 7.5", "must be a whole number"),
        ("version: 7", "version: 1e30", "must be a whole number"),
        ("saved: 2026-11-23T05:49:12Z", "saved: 2026-11-23Tlate", "must be a time such as"),
        ("date: 2027-02-14", "date: 14th", "must be a date such as 2027-03-12, in 'berlinale'"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(was: str, becomes: str, what: str) -> None:
    assert only(golden_with(was, becomes)).what.startswith(what)


def test_an_item_of_a_list_is_named_beside_its_number() -> None:
    problem = only(golden_with("premiere: international", "premiere: none at all"))
    assert problem.field == "film.festivals.0.premiere"
    assert problem.what.endswith(", in 'berlinale'")


def test_a_fault_hides_none_elsewhere() -> None:
    text = golden_with("title: Walnut Winter", "title: [x]")
    text = text.replace("objective: gross", "objective: fame", 1).replace("seed: 4", "seed: four")
    text = text.replace("    DACH:\n", "    XX:\n").replace("cap: 90000", "cap: low")
    assert [item.field for item in faults(text)] == [
        "film.title",
        "goals.objective",
        "goals.regions.FR.cap",
        "goals.regions.XX",
        "provenance.seed",
    ]


def test_a_key_that_stands_twice_hides_no_other_fault() -> None:
    text = golden_with("total: 250000", "total: 250.000").replace("seed: 4", "seed: four")
    text = text.replace("  objective: gross", "  objective: fame\n  objective: gross", 1)
    assert [(item.field, item.what.partition(",")[0]) for item in faults(text)] == [
        ("goals.budget.total", "could be meant in thousands"),
        ("goals.objective", "stands twice"),
        ("provenance.seed", "must be a whole number"),
    ]


def test_a_misspelt_field_hides_no_fault_of_its_part() -> None:
    text = golden_with("pays: shared", "pays: us").replace(
        "languages: [fr]\n", "langages: [fr]\n", 1
    )
    assert [(item.field, item.what) for item in faults(text)] == [
        ("goals.regions.FR", "needs our_share exactly where pays is shared"),
        ("goals.regions.FR.langages", "is no known field"),
    ]
    below = faults(golden_with("  window: {from", "  windw: {frm"))
    hints = {item.field: item.hint for item in below}
    assert hints["goals.windw"] == "Did you mean `window`?"
    assert hints["goals.window.frm"] == "Did you mean `from`?"


def test_a_misspelt_field_that_was_told_is_not_told_as_missing_twice() -> None:
    found = faults(golden_with("title: Walnut Winter", "tilte: Walnut Winter"))
    assert [item.field for item in found] == ["film.title", "film.tilte"]


def test_every_decision_on_one_thing_is_told() -> None:
    twice = "  - {at: timing.DACH.date, value: 2027-05-01}\n"
    problem = only(golden_with("audience:\n  regions:", twice + "audience:\n  regions:"))
    assert problem.what == "holds more than one decision on timing.DACH.date, first on line 127"
    assert problem.hint == "Keep one."


def test_thousands_of_faults_are_counted() -> None:
    lines = "".join(f"  field{number}: x\n" for number in range(10_000))
    found = faults(GOLDEN.read_text(encoding="utf-8") + "partnersx:\n" + lines + "overrides: 3\n")
    assert len(found) <= MOST_FAULTS + 1
    many = faults("schema: 2\nfilm:\n" + lines)
    assert len(many) == MOST_FAULTS + 1
    assert many[-1].what == f"has {10_000 + 7 - MOST_FAULTS:,} more faults"


def test_keys_of_a_strangers_file_are_shown_without_harm() -> None:
    problem = faults('schema: 2\n"\\e[31mred\\u200b": 1\n')[-1]
    assert problem.field == "\\u001b[31mred\\u200b"
    assert "is no known field" in problem.what


def test_records_are_told_in_the_same_words() -> None:
    with pytest.raises(InputError, match="by: holds U\\+202E RIGHT-TO-LEFT OVERRIDE"):
        validated(
            Record,
            {
                "kind": "sign_off",
                "at": {"region": "VN"},
                "by": "a\u202eb",
                "on": "2027-03-12T10:15:00Z",
                "version": 4,
                "covers": "sha256:0123456789abcdef",
                "what": "x",
            },
            Document.of({"by": "a\u202eb"}),
        )


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(damaged(most=6))
def test_whatever_is_wrong_is_told_in_our_words(plan: dict[str, Any]) -> None:
    try:
        checked(plan, Document.of(plan))
    except InputError as error:
        told = str(error)
    else:
        return
    assert "nput should" not in told
    assert "Value error" not in told
    assert "pydantic" not in told
