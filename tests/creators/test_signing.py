from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.creators.signing import shortlist_sign_off, sign_shortlist
from planner.errors import InputError, PlanError, StoreError
from planner.model.plan import Plan
from planner.plan import edit, records, store
from planner.timing.signing import Signature
from tests.plans import make_plan

ANNA = {"platform": "tiktok", "region": "FR", "language": "fr", "posts": {"tiktok video": 2}}
CHOSEN = {"Anna": ANNA | {"price": 900, "added_reach": 40_000}}


def saved(folder: Path, chosen: dict[str, object] | None = None) -> Plan:
    """The plan in `folder` with these creators, saved as a version."""
    plan = make_plan({"FR": {}})
    section = {"spent": 900, "chosen": CHOSEN if chosen is None else chosen}
    plan = edit.replace(plan, {"creators": section})
    folder.mkdir(exist_ok=True)
    store.save(folder, plan, read=None)
    return store.load(folder / "plan.yaml").plan


def signed(plan: Plan, folder: Path, verdict: str = "ok", hour: int = 9) -> str:
    """Sign the list off at an hour; return the state that follows."""
    on = datetime(2026, 6, 1, hour, tzinfo=UTC)
    sign_shortlist(plan, folder, verdict, Signature("Nino", "as offered", on))
    return shortlist_sign_off(plan, records.read(folder)).state


def test_a_sign_off_holds_until_names_posts_or_prices_change(tmp_path: Path) -> None:
    folder = tmp_path / "quince-spring"
    plan = saved(folder)
    assert shortlist_sign_off(plan, records.read(folder)).state == "open"
    assert signed(plan, folder) == "signed"
    found = records.read(folder)
    at = "creators.chosen.Anna"
    same = edit.replace(plan, {f"{at}.state": "contracted", f"{at}.added_reach": 1})
    assert shortlist_sign_off(same, found).state == "signed"
    for change in ({f"{at}.price": 901}, {f"{at}.posts": {"tiktok video": 1}}):
        assert shortlist_sign_off(edit.replace(plan, change), found).state == "to renew"


def test_the_last_word_counts(tmp_path: Path) -> None:
    folder = tmp_path / "quince-spring"
    plan = saved(folder)
    assert signed(plan, folder, "not_ok") == "refused"
    assert signed(plan, folder, "ok_with_changes", hour=10) == "signed"
    record = shortlist_sign_off(plan, records.read(folder)).record
    assert record is not None
    assert (record.by, record.note, record.version) == ("Nino", "as offered", 1)
    assert "EUR 900.00: Anna" in record.what


def test_what_cannot_be_signed_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "quince-spring"
    plan = saved(folder)
    with pytest.raises(InputError, match="is no verdict"):
        sign_shortlist(plan, folder, "perhaps", Signature("Nino"))
    with pytest.raises(InputError, match="name of the person"):
        sign_shortlist(plan, folder, "ok", Signature("  "))
    changed = edit.replace(plan, {"note": "not saved"})
    with pytest.raises(StoreError, match="Save it first"):
        sign_shortlist(changed, folder, "ok", Signature("Nino"))
    nobody = saved(tmp_path / "other", {})
    with pytest.raises(PlanError, match="Press Suggest first"):
        sign_shortlist(nobody, tmp_path / "other", "ok", Signature("Nino"))
    assert not records.read(folder).records
