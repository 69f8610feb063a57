from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.facts.table import load
from planner.model.base import Range
from planner.model.plan import Plan
from planner.timing.gates import Span, span
from tests.plans import AS_OF, make_plan

FACTS = load()
SOON = {"window": {"from": "2026-06-01", "to": "2027-09-30"}}
CERTAIN = Range(low=1, base=1, high=1)


def span_of(plan: Plan, code: str) -> Span:
    return span(code, plan.goals, plan.film, FACTS, plan.as_of)


def weeks(fact: str) -> timedelta:
    return timedelta(days=round(FACTS.number(fact).value * 7))


def test_a_film_in_the_window_alone_waits_for_its_lead_times() -> None:
    found = span_of(make_plan({"FR": {}}, goals=SOON), "FR")
    ready = {gate.name: gate.ready for gate in found.gates}
    assert ready == {
        "certificate": AS_OF + weeks("lead_time.certificate.FR"),
        "booking": AS_OF + weeks("lead_time.booking"),
        "trailer": AS_OF + weeks("lead_time.trailer"),
        "fr subtitles": AS_OF + weeks("lead_time.subtitles"),
    }
    assert found.earliest == max(ready.values())
    assert ready[found.binding] == found.earliest


@settings(max_examples=60)
@given(
    st.sampled_from(["FR", "DE", "US", "GB", "IN", "BR", "DACH"]),
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
    assert all(gate.ready <= found.earliest for gate in found.gates)
    assert found.earliest >= max(plan.goals.window.from_, rights_from)
    starts = [gate.ready for gate in found.gates] + [plan.goals.window.from_, rights_from]
    assert found.earliest == max(starts)
    assert found.latest == date(2027, 6, 30)


@pytest.mark.parametrize("release", ["festival only", "TVOD", "SVOD"])
def test_cinema_gates_bind_releases_in_cinemas_alone(release: str) -> None:
    names = {gate.name for gate in span_of(make_plan({"FR": {"release": release}}), "FR").gates}
    assert names == {"trailer", "fr subtitles"}


def test_who_understands_the_original_waits_for_no_version() -> None:
    names = {gate.name for gate in span_of(make_plan({"GE": {}}), "GE").gates}
    assert names == {"certificate", "booking"}


def test_a_delivery_day_replaces_the_usual_lead_time() -> None:
    film = {"language_versions": [{"language": "fr", "ready": "2027-05-01"}]}
    found = span_of(make_plan({"FR": {}}, film=film), "FR")
    assert found.binding == "fr subtitles"
    assert found.earliest == date(2027, 5, 1)


def test_the_slowest_certificate_of_a_group_counts() -> None:
    plan = make_plan({"WEST": {}}, goals=SOON | {"groups": {"WEST": ["GB", "FR"]}})
    certificate = next(gate for gate in span_of(plan, "WEST").gates if gate.name == "certificate")
    assert certificate.ready == AS_OF + weeks("lead_time.certificate.FR")
    assert certificate.fact == "lead_time.certificate.FR"


def test_a_part_of_a_country_waits_for_its_certificate() -> None:
    plan = make_plan({"GB-SCT": {}}, goals=SOON)
    certificate = next(gate for gate in span_of(plan, "GB-SCT").gates if gate.name == "certificate")
    assert certificate.fact == "lead_time.certificate.GB"
