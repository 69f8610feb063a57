"""The status of a campaign: what each state demands, who may set it, and when it holds."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.audience.table import empty_table
from planner.errors import InputError, PlanError
from planner.facts.decided import facts_of
from planner.model.plan import Plan
from planner.plan import edit, store
from planner.plan.records import Record, Records, read
from planner.review.beside import read_beside
from planner.review.check import Check
from planner.review.status import (
    STATES,
    State,
    campaign_status,
    demands,
    next_state,
    set_status,
    status_checks,
    told,
)
from planner.suggest import Inputs, suggest
from planner.timing import signing
from planner.timing.signing import Signature
from tests.plans import make_plan

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FAULT = Check("FAIL", "Sum of the budget", "The lines add up to 3.")
REGIONS: dict[str, dict[str, object]] = {"FR": {}, "MX": {}}


@pytest.fixture(scope="module")
def suggested() -> Plan:
    """A plan of two regions, with all it needs and nothing to sign off."""
    return suggest(make_plan(REGIONS), Inputs(empty_table(), (), {})).plan


@pytest.fixture
def plan(suggested: Plan, tmp_path: Path) -> Plan:
    """The same, saved as version 1 in tmp_path."""
    return store.save(tmp_path, suggested, read=None, author="Ana").plan


def by(name: str = "Ana", note: str | None = None, hours: int = 0) -> Signature:
    return Signature(name, note, NOON + timedelta(hours=hours))


def made_ready(plan: Plan, folder: Path) -> None:
    """Mark both regions ready."""
    for code in REGIONS:
        signing.mark_ready(code, plan, folder, facts_of(plan), by())


def missing(to: State, plan: Plan, folder: Path, found: list[Check] | None = None) -> list[str]:
    asked = demands(to, plan, read_beside(plan, folder), found or [])
    return [f"{one.status} {one.title}" for one in asked if one.status != "PASS"]


def put(to: State, plan: Plan, folder: Path, signature: Signature) -> None:
    set_status(to, plan, folder, signature, [])


def test_without_records_it_is_a_draft(plan: Plan) -> None:
    now = campaign_status(plan, Records())
    assert (now.state, now.record, now.holds) == ("draft", None, True)
    assert "nobody has marked" in told(now)


def test_ready_is_refused_with_all_that_is_missing_and_writes_nothing(
    plan: Plan, tmp_path: Path
) -> None:
    with pytest.raises(PlanError) as error:
        set_status("ready", plan, tmp_path, by(), [FAULT])
    lines = str(error.value).splitlines()
    assert lines[0] == "The campaign can't be marked ready yet:"
    assert any("Sum of the budget" in line for line in lines)
    assert any("France: " in line for line in lines)
    assert read(tmp_path).records == ()


def test_a_note_passes_no_fault(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="France: "):
        put("ready", plan, tmp_path, by(note="It will be fine"))


def test_from_draft_to_closed_step_by_step(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    assert missing("ready", plan, tmp_path) == []
    put("ready", plan, tmp_path, by("Ana", hours=1))
    assert missing("live", plan, tmp_path) == ["REVIEW Campaign begins soon"]
    put("live", plan, tmp_path, by("Ben", "Teasers run already", hours=2))
    assert missing("closed", plan, tmp_path) == ["REVIEW Runs"]
    put("closed", plan, tmp_path, by("Cai", "Rights were sold", hours=3))
    now = campaign_status(plan, read(tmp_path))
    assert now.state == "closed"
    assert told(now) == "Closed since 1 June 2026, by Cai (version 1): Rights were sold."
    assert next_state("closed") is None


def test_a_step_back_and_a_skip_ask_for_a_note(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    with pytest.raises(PlanError, match="step past a state"):
        put("live", plan, tmp_path, by())
    put("live", plan, tmp_path, by(note="Decided in the meeting", hours=1))
    with pytest.raises(PlanError, match="step back"):
        put("draft", plan, tmp_path, by(hours=2))
    put("draft", plan, tmp_path, by(note="The partner left", hours=2))
    assert campaign_status(plan, read(tmp_path)).state == "draft"


def test_the_same_again_is_refused_while_it_holds(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    put("ready", plan, tmp_path, by(hours=1))
    with pytest.raises(PlanError, match="ready already"):
        put("ready", plan, tmp_path, by(hours=2))


def test_ready_is_to_renew_when_an_input_or_a_result_changes_but_not_for_a_new_note(
    plan: Plan, tmp_path: Path
) -> None:
    made_ready(plan, tmp_path)
    put("ready", plan, tmp_path, by(hours=1))
    found = read(tmp_path)
    assert campaign_status(plan.model_copy(update={"version": 9, "note": "x"}), found).holds
    dearer = edit.replace(plan, {"goals.budget.total": 500_000})
    assert not campaign_status(dearer, found).holds
    assert "renew" in told(campaign_status(dearer, found))
    assert plan.timing is not None
    fewer = plan.model_copy(update={"timing": plan.timing.model_copy(update={"regions": {}})})
    assert not campaign_status(fewer, found).holds


def test_a_changed_plan_must_be_ready_again_before_it_is_live(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    put("ready", plan, tmp_path, by(hours=1))
    dearer = edit.replace(plan, {"goals.budget.total": 500_000})
    assert "FAIL Marked ready" in missing("live", dearer, tmp_path)


def test_what_no_longer_holds_fails_while_ready_and_is_told_while_live(
    plan: Plan, tmp_path: Path
) -> None:
    made_ready(plan, tmp_path)
    put("ready", plan, tmp_path, by(hours=1))
    assert [one.status for one in status_checks(plan, read_beside(plan, tmp_path), [])] == ["PASS"]
    dearer = edit.replace(plan, {"goals.budget.total": 500_000})
    found = list(status_checks(dearer, read_beside(dearer, tmp_path), []))
    assert found[0].status == "REVIEW"  # to renew
    assert {one.status for one in found[1:]} == {"FAIL"}
    assert any(one.title.endswith("Suggestion") for one in found)
    put("live", plan, tmp_path, by(note="Teasers run", hours=2))
    found = list(status_checks(dearer, read_beside(dearer, tmp_path), []))
    assert found[0].status == "PASS"  # a live campaign learns
    assert {one.status for one in found[1:]} == {"REVIEW"}


def test_checks_of_the_status_do_not_stand_in_its_own_way(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    put("ready", plan, tmp_path, by(hours=1))
    changed = edit.replace(plan, {"film.note": "Longer now"})
    again = suggest(changed, Inputs(empty_table(), (), {})).plan
    digest = store.digest((tmp_path / "plan.yaml").read_bytes())
    saved = store.save(tmp_path, again, read=digest).plan
    found = list(status_checks(saved, read_beside(saved, tmp_path), []))
    assert [one.status for one in found] == ["REVIEW"]  # to renew
    set_status("ready", saved, tmp_path, by(hours=2), found)
    assert campaign_status(saved, read(tmp_path)).holds


def test_work_that_somebody_saved_beside_it_stands_in_the_way(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    older = store.load(tmp_path / "plan.yaml")
    store.save(tmp_path, plan, read=older.digest, note="Theirs")
    assert "FAIL It is the newest version" in missing("ready", plan, tmp_path)


def test_a_record_that_cannot_be_read_stands_in_the_way_once(plan: Plan, tmp_path: Path) -> None:
    made_ready(plan, tmp_path)
    (tmp_path / "records" / "20990101T000000Z-status-plan-00000000.yaml").write_text("kind: [")
    assert missing("ready", plan, tmp_path) == ["FAIL Records can be read"]


def test_only_regions_that_open_soon_must_be_marked_ready(plan: Plan, tmp_path: Path) -> None:
    assert plan.timing is not None
    late = plan.timing.regions["MX"].model_copy(update={"date": date(2027, 9, 23)})
    regions = plan.timing.regions | {"MX": late}
    apart = plan.model_copy(update={"timing": plan.timing.model_copy(update={"regions": regions})})
    assert "FAIL France" in missing("ready", apart, tmp_path)
    assert "FAIL Mexico" not in missing("ready", apart, tmp_path)


def test_a_past_run_closes_without_a_note(plan: Plan, tmp_path: Path) -> None:
    later = plan.model_copy(update={"as_of": date(2028, 6, 1)})
    asked = demands("closed", later, read_beside(later, tmp_path), [])
    assert [one.status for one in asked if one.title == "Runs"] == ["PASS"]


def test_nobody_signs_without_a_name(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="by"):
        put("closed", plan, tmp_path, by(" ", "Given up"))


SAID = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(sorted(STATES))), min_size=1)


@given(SAID, st.randoms())
def test_the_last_word_counts_and_of_two_at_once_the_more_cautious(
    said: list[tuple[int, str]], chance: Random
) -> None:
    records = [
        Record(
            kind="status",
            at={"part": "plan"},
            by="Ana",
            on=NOON + timedelta(seconds=second),
            verdict=verdict,
            version=1,
            covers="sha256:0123456789abcdef",
            what="x",
        )
        for second, verdict in said
    ]
    last = max(second for second, _ in said)
    order = list(STATES)
    wanted = min((word for second, word in said if second == last), key=order.index)
    plan = make_plan(REGIONS)
    chance.shuffle(records)
    assert campaign_status(plan, Records(tuple(records))).state == wanted
