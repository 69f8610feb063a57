from datetime import UTC, datetime
from pathlib import Path

from planner.creators.signing import sign_shortlist
from planner.facts.table import load
from planner.model.plan import Plan
from planner.model.sections import Creators
from planner.plan import records, store
from planner.review.beside import Beside
from planner.review.signed import checks
from planner.timing.signing import Signature, sign
from tests.plans import make_plan
from tests.review.parts import timed, told

FACTS = load()
BY = Signature("Anna", on=datetime(2026, 6, 1, tzinfo=UTC))
OFFS, LIST = "Required sign-offs", "Sign-off of the shortlist"


def saved(folder: Path, plan: Plan) -> Plan:
    return store.load(store.create(folder, plan.campaign, plan)).plan


def found(plan: Plan, folder: Path, title: str) -> list[tuple[str, str]]:
    beside = Beside(folder=folder, records=records.read(folder))
    return [*told(checks(plan, beside, FACTS), title)]


def test_a_required_sign_off_is_missing_until_it_is_given(tmp_path: Path) -> None:
    start = timed(make_plan({"FR": {}}, film={"content": {"substances": "They drink."}}))
    plan = saved(tmp_path, start)
    folder = tmp_path / plan.campaign
    text = "Missing: France: Substances (open)."
    assert found(plan, folder, OFFS) == [("REVIEW", text)]
    sign("FR", "substances", "not_ok", plan, folder, FACTS, BY)
    assert "Substances (refused)" in found(plan, folder, OFFS)[0][1]
    late = Signature("Anna", on=datetime(2026, 6, 2, tzinfo=UTC))
    sign("FR", "substances", "ok", plan, folder, FACTS, late)
    assert [status for status, _ in found(plan, folder, OFFS)] == ["PASS"]
    film = plan.film.model_copy(update={"content": {"substances": "They smoke."}})
    told_now = found(plan.model_copy(update={"film": film}), folder, OFFS)
    assert "to renew" in told_now[0][1]


def test_nothing_is_said_where_nothing_is_asked(tmp_path: Path) -> None:
    assert found(timed(make_plan({"FR": {}})), tmp_path, OFFS) == []
    assert found(timed(make_plan({"FR": {}})), tmp_path, LIST) == []


def test_the_shortlist_is_signed_off_until_it_changes(tmp_path: Path) -> None:
    one = {"platform": "tiktok", "region": "FR", "language": "fr", "price": 1, "added_reach": 1}
    section = Creators.model_validate({"chosen": {"Ana": one}})
    plan = saved(tmp_path, make_plan({"FR": {}}).model_copy(update={"creators": section}))
    folder = tmp_path / plan.campaign
    assert [status for status, _ in found(plan, folder, LIST)] == ["REVIEW"]
    sign_shortlist(plan, folder, "ok", BY)
    assert [status for status, _ in found(plan, folder, LIST)] == ["PASS"]
    dearer = Creators.model_validate({"chosen": {"Ana": one | {"price": 2}}})
    text = found(plan.model_copy(update={"creators": dearer}), folder, LIST)[0][1]
    assert "to renew" in text
