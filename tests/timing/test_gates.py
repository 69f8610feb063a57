from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.facts.table import load
from planner.model.names import LINES, line
from planner.model.plan import Plan
from planner.timing.gates import (
    AFTER,
    Gate,
    Span,
    binding_words,
    gate_words,
    late_gates,
    network,
    span,
)
from tests.plans import AS_OF, make_plan

FACTS = load()
SOON = {"window": {"from": "2026-06-01", "to": "2027-09-30"}}


def span_of(plan: Plan, code: str) -> Span:
    return span(code, plan.goals, plan.film, FACTS, plan.as_of)


def gates_of(plan: Plan, code: str) -> dict[str, Gate]:
    return {gate.name: gate for gate in span_of(plan, code).gates}


def weeks(*facts: str) -> timedelta:
    return timedelta(days=sum(round(FACTS.number(f"lead_time.{fact}").value * 7) for fact in facts))


def test_each_piece_of_work_starts_when_what_it_needs_is_ready() -> None:
    found = span_of(make_plan({"FR": {}}, goals=SOON), "FR")
    trailer = ("trailer", "trailer_clearance.FR")
    ready = {gate.name: gate.ready for gate in found.gates}
    assert ready == {
        "fr subtitles": AS_OF + weeks("subtitles"),
        "trailer": AS_OF + weeks("trailer"),
        "trailer clearance": AS_OF + weeks(*trailer),
        "certificate": AS_OF + weeks("subtitles", "certificate.FR"),
        "booking": AS_OF + weeks("booking"),
        "copies": AS_OF + weeks("subtitles", "copies"),
        "materials": AS_OF + weeks(*trailer, "materials"),
        "campaign": AS_OF + weeks(*trailer, "materials", "campaign"),
    }
    assert found.earliest == max(ready.values())
    assert ready[found.binding] == found.earliest


@settings(max_examples=60)
@given(
    st.sampled_from(["FR", "DE", "US", "GB", "IN", "BR", "AU", "AE", "DACH"]),
    st.sampled_from(["theatrical", "event", "festival only", "TVOD", "SVOD"]),
    st.sampled_from(["subtitles", "dub"]),
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
)
def test_the_earliest_day_is_after_every_gate_and_inside_window_and_rights(
    code: str, release: str, kind: str, rights_from: date
) -> None:
    film = {"language_versions": [{"language": "de", "kind": kind}]}
    rights = {"holder": "us", "from": rights_from, "to": "2027-06-30"}
    plan = make_plan(
        {code: {"release": release, "rights": rights}},
        film=film,
        goals=SOON | {"groups": {"DACH": ["DE", "AT", "CH"]}},
    )
    found = span_of(plan, code)
    starts = [gate.ready for gate in found.gates] + [plan.goals.window.from_, rights_from]
    assert found.earliest == max(starts)
    assert found.latest == date(2027, 6, 30)
    names = [gate.name for gate in found.gates]
    assert len(set(names)) == len(names)
    for number, step in enumerate(network(code, plan.goals, plan.film, FACTS, plan.as_of)):
        assert set(step.after) <= set(names[:number])


@pytest.mark.parametrize(
    ("release", "own"),
    [
        ("festival only", {"copies"}),
        ("TVOD", {"delivery", "materials", "campaign"}),
        ("SVOD", {"delivery", "materials", "campaign"}),
    ],
)
def test_cinema_gates_bind_releases_in_cinemas_alone(release: str, own: set[str]) -> None:
    names = gates_of(make_plan({"FR": {"release": release}}), "FR").keys()
    assert names == {"trailer", "fr subtitles"} | own


def test_who_understands_the_original_waits_for_no_version() -> None:
    names = gates_of(make_plan({"GE": {}}), "GE").keys()
    assert names == {"certificate", "booking", "copies", "materials", "campaign"}


def test_a_delivery_day_replaces_the_usual_lead_time_and_the_board_waits_for_it() -> None:
    film = {"language_versions": [{"language": "fr", "ready": "2027-05-01"}]}
    found = span_of(make_plan({"FR": {}}, film=film), "FR")
    assert found.binding == "certificate"
    assert found.earliest == date(2027, 5, 1) + weeks("certificate.FR")
    assert binding_words(found) == "Age rating, after the French subtitles on 1 May 2027"


def test_the_slowest_certificate_of_a_group_counts() -> None:
    plan = make_plan({"WEST": {}}, goals=SOON | {"groups": {"WEST": ["GB", "FR"]}})
    certificate = gates_of(plan, "WEST")["certificate"]
    assert certificate.days == 35
    assert certificate.fact == "lead_time.certificate.FR"


def test_a_certificate_that_is_granted_holds_nothing_up() -> None:
    applied, granted = (
        make_plan({"FR": {"certificate": {"status": status}}}, goals=SOON)
        for status in ("applied", "granted")
    )
    assert "certificate" in gates_of(applied, "FR")
    assert set(gates_of(applied, "FR")) - set(gates_of(granted, "FR")) == {"certificate"}


def test_a_part_of_a_country_waits_for_its_certificate() -> None:
    plan = make_plan({"GB-SCT": {}}, goals=SOON)
    assert gates_of(plan, "GB-SCT")["certificate"].fact == "lead_time.certificate.GB"


@pytest.mark.parametrize("code", ["FR", "DE", "KR", "IN", "ID", "GB"])
def test_trailers_are_cleared_after_they_are_localised_where_boards_rate_them(code: str) -> None:
    found = gates_of(make_plan({code: {}, "US": {}}), code)
    start = found["trailer clearance"].ready - timedelta(days=found["trailer clearance"].days)
    assert start >= found["trailer"].ready
    assert found["materials"].ready > found["trailer clearance"].ready
    assert "trailer clearance" not in gates_of(make_plan({"US": {}}), "US")


def test_india_waits_for_captions_and_audio_description_of_film_and_trailer() -> None:
    found = gates_of(make_plan({"IN": {}}), "IN")
    copies, access = found["copies"], found["accessibility"]
    assert copies.ready - timedelta(days=copies.days) == access.ready
    clearance, trailer = found["trailer clearance"], found["trailer accessibility"]
    assert clearance.ready - timedelta(days=clearance.days) == trailer.ready
    screened = gates_of(make_plan({"IN": {"release": "festival only"}}), "IN")
    assert "accessibility" not in screened


def test_creators_need_permits_in_the_emirates_unless_none_are_paid_for() -> None:
    assert "creator permits" in gates_of(make_plan({"AE": {}}), "AE")
    assert "creator permits" not in gates_of(make_plan({"FR": {}}), "FR")
    without = make_plan({"AE": {}}, goals={"budget": {"total": 1000, "creators": 0}})
    assert "creator permits" not in gates_of(without, "AE")


def test_an_invitation_that_forbids_earlier_openings_binds() -> None:
    film = {"festivals": [{"festival": "cannes", "status": "invited", "date": "2027-06-20"}]}
    found = span_of(make_plan({"FR": {}}, film=film), "FR")
    assert (found.binding, found.earliest) == ("premiere Cannes", date(2027, 6, 20))
    assert gate_words(found.gates[-1]) == "Premiere at Cannes is on 20 June 2027"


def test_a_gate_reads_as_a_sentence_that_names_the_delivery_behind_it() -> None:
    film = {"language_versions": [{"language": "de", "kind": "dub", "ready": "2027-03-29"}]}
    found = gates_of(make_plan({"DE": {}}, film=film), "DE")
    assert gate_words(found["de dub"]) == "German dub ready on 29 March 2027"
    assert gate_words(found["certificate"]) == (
        "Age rating ready on 12 April 2027, after the German dub on 29 March 2027"
    )
    assert gate_words(found["booking"]) == "Cinema bookings ready on 13 July 2026"


def test_every_rule_of_order_names_work_that_can_exist() -> None:
    plan = make_plan({"IN": {}, "AE": {}, "SA": {"release": "TVOD"}})
    known = {name for code in plan.goals.regions for name in gates_of(plan, code)}
    wanted = {name for before in AFTER.values() for name in before} - {"language versions"}
    assert wanted | set(AFTER) <= known


def test_a_date_that_is_too_early_is_told_once_for_each_chain() -> None:
    film = {"language_versions": [{"language": "fr", "ready": "2027-06-01"}]}
    found = span_of(make_plan({"FR": {}}, film=film), "FR")
    (late,) = late_gates(found, date(2027, 5, 5))
    assert gate_words(late) == (
        "Age rating ready on 6 July 2027, after the French subtitles on 1 June 2027"
    )
    assert not late_gates(found, found.earliest)


def test_every_gate_has_a_name_in_words() -> None:
    assert set(AFTER) <= set(LINES)
    assert line("premiere Karlovy Vary") == "Premiere at Karlovy Vary"
    assert line("fr dub") == "French dub"
