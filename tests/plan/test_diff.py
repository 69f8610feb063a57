"""Changes of inputs are told as a marketer would say them, both ways, and none is missed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.plan import Plan
from planner.plan import edit
from planner.plan.diff import diff
from planner.plan.parse import parse
from planner.plan.text import dump
from planner.plan.tree import inputs
from tests.plan.samples import PLANS, golden, small
from tests.plans import make_plan

PARTNER = {"name": "Cine Uno", "contact": "marketing", "language": "es"}
COMP = {"title": "A Bus to Kutasi", "region": "FR", "admissions": 148000, "source": "CNC"}
LOGLINE = (
    "Snow cuts off a Georgian village high in the Caucasus, the cash runs out, and neighbours "
    "start paying in walnuts."
)


def told(old: Plan, new: Plan) -> list[str]:
    return [change.sentence for change in diff(old, new)]


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(PLANS)
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert diff(plan, plan) == []
    assert diff(plan, parse(dump(plan), "plan.yaml")) == []


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(PLANS, PLANS)
def test_whatever_differs_among_the_inputs_is_told_both_ways(old: Plan, new: Plan) -> None:
    there, back = diff(old, new), diff(new, old)
    made = [change for change in there if change.kind == "input"]
    assert bool(made) == (dump_inputs(old) != dump_inputs(new))
    assert {change.at for change in made} == {c.at for c in back if c.kind == "input"}
    assert all(change.text.strip() and "\n" not in change.sentence for change in there + back)


def dump_inputs(plan: Plan) -> str:
    """Inputs in the order of the file."""
    return repr(inputs(plan))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(PLANS, PLANS)
def test_results_name_the_same_sections_both_ways(old: Plan, new: Plan) -> None:
    there, back = (
        {change.at.split(".")[0] for change in diff(*pair) if change.kind == "result"}
        for pair in ((old, new), (new, old))
    )
    # What an estimate was is told with what it is; one that is gone has no figure to tell.
    assert there ^ back <= {"spend", "creators"}


def test_version_author_and_note_are_no_changes() -> None:
    update = {"version": 9, "author": "x", "note": "y"}
    assert diff(golden(), golden().model_copy(update=update)) == []


SCENARIOS: list[tuple[dict[str, Any], dict[str, Any], str, str]] = [
    (
        {"goals.regions.MX.minimum_spend": 10000},
        {"goals.regions.MX.minimum_spend": 12000},
        "Mexico, least spend: EUR 12,000 (was EUR 10,000)",
        "Mexico, least spend: EUR 10,000 (was EUR 12,000)",
    ),
    (
        {"goals.regions.MX": {"currency": "MXN", "cap": 200000}},
        {"goals.regions.MX": {"currency": "MXN"}},
        "Mexico, most spend: none now (was MXN 200,000)",
        "Mexico, most spend: MXN 200,000 (none before)",
    ),
    (
        {"goals.budget.total": Decimal("90000.5")},
        {},
        "Total budget: EUR 100,000 (was EUR 90,000.50)",
        "Total budget: EUR 90,000.50 (was EUR 100,000)",
    ),
    (
        {"film.genres": ["Drama", "Thriller"]},
        {"film.genres": ["Drama", "Comedy"]},
        "Genres: + Comedy, - Thriller",
        "Genres: + Thriller, - Comedy",
    ),
    (
        {"film.genres": ["Drama", "Comedy"]},
        {"film.genres": ["Comedy", "Drama"]},
        "Genres: in the order Comedy, Drama",
        "Genres: in the order Drama, Comedy",
    ),
    (
        {"goals.regions.FR.languages": ["fr"]},
        {"goals.regions.FR.languages": ["fr", "oc"]},
        "France, shown in: + Occitan",
        "France, shown in: - Occitan",
    ),
    (
        {"goals.regions.FR.certificate": {"status": "granted"}},
        {"goals.regions.FR.certificate": {"status": "granted", "feiertagsfreigabe": True}},
        "The certificate in France allows silent holidays now",
        "Whether the certificate in France allows silent holidays is open again",
    ),
    (
        {},
        {"film.sample": True},
        "The film counts as fictional now: pages and briefs say so",
        "The film no longer counts as fictional",
    ),
    (
        {"film.logline": {"en": LOGLINE}},
        {"film.logline": {"en": LOGLINE.replace("high in", "at the foot of")}},
        (
            "Logline in English: “Snow cuts off a Georgian …”, where “village high in” becomes "
            "“village at the foot of”"
        ),
        (
            "Logline in English: “Snow cuts off a Georgian …”, where “village at the foot of” "
            "becomes “village high in”"
        ),
    ),
    (
        {"film.comps": [COMP]},
        {"film.comps": [COMP | {"title": "A Bus to Kutaisi"}]},
        "Comparable title “A Bus to Kutasi” in France is now “A Bus to Kutaisi” in France",
        "Comparable title “A Bus to Kutaisi” in France is now “A Bus to Kutasi” in France",
    ),
    (
        {"goals.hiatus": [{"from": "2027-03-22", "to": "2027-03-28", "why": "mourning"}]},
        {"goals.hiatus": [{"from": "2027-03-23", "to": "2027-03-29", "why": "mourning"}]},
        "No media from 22 to 28 March 2027 is now 23 to 29 March 2027",
        "No media from 23 to 29 March 2027 is now 22 to 28 March 2027",
    ),
    (
        {},
        {"goals.regions.NO": {"pays": "partner", "cap": 9000, "partner": PARTNER}},
        (
            "New: Norway (in cinemas, rights unsold, partner: Cine Uno, the partner pays, "
            "most spend EUR 9,000)"
        ),
        (
            "Taken out: Norway (in cinemas, rights unsold, partner: Cine Uno, the partner pays, "
            "most spend EUR 9,000)"
        ),
    ),
    (
        {},
        {"film.language_versions": [{"language": "fr", "ready": "2027-01-15", "cost": 1800}]},
        "New: French subtitles (ready 15 January 2027, cost EUR 1,800)",
        "Taken out: French subtitles (ready 15 January 2027, cost EUR 1,800)",
    ),
    (
        {},
        {"goals.regions.MX.rights": {"holder": "Cine Uno", "to": "2030-01-01"}},
        "Mexico, rights: Cine Uno, rights end 1 January 2030 (was unsold)",
        "Mexico, rights: unsold (was Cine Uno, rights end 1 January 2030)",
    ),
    (
        {"goals.regions.MX.partner": PARTNER},
        {"goals.regions.MX.partner": PARTNER | {"contact": "press", "language": "en"}},
        "Mexico, contact: press (was marketing)",
        "Mexico, contact: marketing (was press)",
    ),
    (
        {},
        {"goals.shortlist": {"regions": {"MX": {"most": 2}}}},
        "New: Mexico, creators (most 2)",
        "Taken out: Mexico, creators (most 2)",
    ),
    (
        {"film.content": {"religion": "A priest"}},
        {"film.content": {"religion": "A priest", "politics": "A vote"}},
        "New: Content about politics (“A vote”)",
        "Taken out: Content about politics (“A vote”)",
    ),
    (
        {"as_of": "2026-11-23"},
        {"as_of": "2026-12-01"},
        "Planned as of: 1 December 2026 (was 23 November 2026)",
        "Planned as of: 23 November 2026 (was 1 December 2026)",
    ),
    (
        {},
        {"goals.rules": {}},
        "Rules: an empty section came",
        "Rules: an empty section went",
    ),
]


@pytest.mark.parametrize(("before", "after", "there", "back"), SCENARIOS)
def test_inputs_are_told_both_ways(
    before: dict[str, Any], after: dict[str, Any], there: str, back: str
) -> None:
    old, new = edit.replace(small(), before), edit.replace(small(), after)
    assert there in told(old, new)
    assert back in told(new, old)
    assert {change.kind for change in diff(old, new)} == {"input"}


def test_money_is_told_in_the_currency_that_its_own_plan_has() -> None:
    old = edit.replace(small(), {"goals.regions.MX.cap": 5000})
    new = edit.replace(old, {"goals.budget.currency": "USD", "goals.regions.MX.cap": 6000})
    assert told(old, new) == [
        "Currency of the budget: USD (was EUR)",
        "Mexico, most spend: USD 6,000 (was EUR 5,000)",
    ]


def test_decisions_come_first_with_who_and_why() -> None:
    day, later = date(2027, 3, 12), date(2027, 3, 26)
    old = edit.with_override(
        edit.replace(small(), {"film.title": "Winter"}),
        "spend.GB.cinema_trailers",
        Decimal(6000),
        by="Priya",
    )
    new = edit.with_override(
        small(), "timing.MX.date", day, by="Nino", why="Holy Week", replaced=later
    )
    assert told(old, new) == [
        "Decided that Mexico opens on 12 March 2027, instead of 26 March 2027: Nino, “Holy Week”",
        "Decision taken back that EUR 6,000 goes to cinema trailers in the United Kingdom: Priya",
        "Title: Walnut Winter (was Winter)",
    ]
    kept = edit.with_override(small(), "timing.MX.date", day, replaced=day)
    assert told(small(), kept) == ["Decided that Mexico opens on 12 March 2027, as suggested"]
    moved = edit.with_override(new, "timing.MX.date", later, by="Ana", why="The poster is late")
    assert told(new, moved) == [
        (
            "Decided anew that Mexico opens on 26 March 2027 (was 12 March 2027): "
            "Ana, “The poster is late”"
        )
    ]
    explained = edit.with_override(
        new, "timing.MX.date", day, by="Nino", why="The school holidays", replaced=later
    )
    assert told(new, explained) == [
        (
            "Decision that Mexico opens on 12 March 2027: reason “The school holidays” "
            "(was “Holy Week”)"
        )
    ]


@pytest.mark.parametrize(
    ("at", "value", "text"),
    [
        ("creators.Dr. K.chosen", False, "Dr. K is left out"),
        ("creators.Dr. K.chosen", True, "Dr. K is on the list"),
        ("languages.de dub.chosen", True, "German dub is paid for"),
        ("facts.lead_time.dub", Decimal("0.004"), "the figure “Lead time, Dub” is 0.004"),
    ],
)
def test_a_decision_is_a_sentence(at: str, value: bool | Decimal, text: str) -> None:  # noqa: FBT001  # a value of a plan
    new = edit.with_override(small(), at, value, replaced=None)
    assert told(small(), new) == [f"Decided that {text}"]


def test_things_are_compared_by_what_they_are_called_and_reordering_is_told_once() -> None:
    comps = [
        COMP | {"title": f"Title {number}", "admissions": 1000 + number} for number in range(5)
    ]
    old = edit.replace(small(), {"film.comps": comps})
    assert told(old, edit.replace(old, {"film.comps": comps[::-1]})) == [
        "Comparable titles stand in another order"
    ]
    extra = COMP | {"title": "Zebra", "region": "MX"}
    assert told(old, edit.replace(old, {"film.comps": [*comps[:2], extra, *comps[2:]]})) == [
        "New: Comparable title “Zebra” in Mexico (admissions 148,000, source CNC)"
    ]


def test_a_renamed_thing_tells_what_else_changed_of_it_in_the_same_sentence() -> None:
    event = {"name": "Cup finale", "from": "2027-06-05", "to": "2027-06-06", "effect": -0.2}
    old = edit.replace(small(), {"goals.happenings": [event]})
    new = edit.replace(old, {"goals.happenings": [event | {"name": "Cup final", "effect": -0.3}]})
    assert told(old, new) == [
        "Event “Cup finale” is now “Cup final”; effect on demand: -30% (was -20%)"
    ]


def test_another_language_version_is_no_renamed_one() -> None:
    old, new = (
        edit.replace(small(), {"film.language_versions": [{"language": "de", "kind": kind}]})
        for kind in ("subtitles", "dub")
    )
    assert told(old, new) == ["New: German dub", "Taken out: German subtitles"]


def test_the_same_change_in_several_regions_is_told_once() -> None:
    codes = ("FR", "MX", "DE", "GB")
    old = make_plan({code: {"cap": 9000} for code in codes})
    new = make_plan({code: {"cap": 9000 if code == "GB" else 8000} for code in codes})
    change = diff(old, new)
    assert [item.sentence for item in change] == [
        "France, Mexico and Germany, most spend: EUR 8,000 (was EUR 9,000)"
    ]
    assert change[0].at == "goals.regions"


def test_messages_are_told_by_their_first_words_and_what_changed() -> None:
    first = "A comedy about money, told in walnuts. Warm and dry, never sugary at all."
    second = "For everyone who went home for a weekend and stayed."
    old = edit.replace(small(), {"film.messages": {"en": [first, second]}})
    mended = first.replace("dry", "funny")
    assert told(old, edit.replace(old, {"film.messages": {"en": [second, mended]}})) == [
        (
            "Messages in English: “A comedy about money, told …”, where “and dry” becomes "
            "“and funny”; in another order"
        )
    ]
    assert told(old, edit.replace(old, {"film.messages": {"en": [second, first]}})) == [
        "Messages in English: in another order"
    ]
    assert told(old, edit.replace(old, {"film.messages": {"en": [first]}})) == [
        "Messages in English: - “For everyone who went home for a weekend and stayed.”"
    ]


def test_a_text_that_is_another_is_told_as_rewritten() -> None:
    other = "Three brothers inherit one lorry and drive it across four borders to sell apples."
    old, new = (edit.replace(small(), {"film.logline": {"en": text}}) for text in (LOGLINE, other))
    assert told(old, new) == [
        (
            "Logline in English: rewritten, “Three brothers inherit one lorry …” "
            "(was “Snow cuts off a Georgian …”)"
        )
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
    assert told(old, new) == [
        "Festival “cannes”, status: invited (was hoped)",
        "Germany after France, at least: 4 weeks (was 2 weeks)",
        "Competitor “Big” in France, opens: 17 March 2027 (was 10 March 2027)",
    ]


@settings(max_examples=40)
@given(st.integers(0, 10**14), st.integers(0, 10**14))
def test_every_change_of_budget_is_told(first: int, second: int) -> None:
    old, new = (
        edit.replace(small(), {"goals.budget.total": Decimal(cents).scaleb(-2)})
        for cents in (first, second)
    )
    assert [change.at for change in diff(old, new)] == ["goals.budget.total"] * (first != second)
