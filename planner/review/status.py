"""The status of a campaign: told, demanded, and set by a named person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planner.errors import PlanError
from planner.model.plan import Plan
from planner.review.beside import Beside, read_beside
from planner.review.check import Check, Status
from planner.review.status_demands import NO_FAULTS, TITLE, demands, standing
from planner.review.status_state import (
    KIND,
    PART,
    STATES,
    CampaignStatus,
    State,
    campaign_status,
    covers_of,
    told,
)
from planner.timing.signing import Said, Signature, write

__all__ = ["STATES", "CampaignStatus", "State", "campaign_status", "demands", "next_state",
    "set_status", "status_checks", "told"]  # fmt: skip


def next_state(now: State) -> State | None:
    """Return the state that follows, None after the last."""
    order = list(STATES.values())
    return order[order.index(now) + 1] if now != order[-1] else None


def set_status(
    to: State, plan: Plan, folder: Path, signature: Signature, found: list[Check]
) -> Path:
    """Write that a campaign is in state `to` as a record; return its path.

    Raises:
        InputError: no name.
        PlanError: all that is missing, one a line; what a note could pass, where there is none.
        StoreError: no version holds this plan, or the record cannot be written.
    """
    beside = read_beside(plan, folder)
    now = campaign_status(plan, beside.records)
    if now.state == to and now.holds:
        raise PlanError(f"The campaign is {to} already. Leave it as it is.")
    note = (signature.note or "").strip()
    stops = ("FAIL",) if note else ("FAIL", "REVIEW")
    missing = [one for one in demands(to, plan, beside, found) if one.status in stops]
    if missing:
        lines = [f"The campaign can't be marked {to} yet:", *map(_line, missing)]
        raise PlanError("\n".join(lines))
    said = Said(KIND, {"part": PART}, covers_of(plan), _what(plan, to), to)
    return write(plan, folder, said, signature)


def status_checks(plan: Plan, beside: Beside, found: list[Check]) -> Iterator[Check]:
    """Yield how the state that was set stands: what it demands and no longer holds.

    FAIL while the campaign is marked ready, REVIEW while it is live; nothing for a draft. That the
    plan changed since is REVIEW: whoever changed it may share it, and somebody renews the word.
    """
    now = campaign_status(plan, beside.records)
    if now.record is None or now.state == "draft":
        return
    status: Status = "FAIL" if now.state == "ready" else "REVIEW"
    renew = "" if now.holds else "Mark it ready again, or take it back to draft with a note."
    yield Check("PASS" if now.holds else "REVIEW", TITLE, told(now), renew, page="plan")
    for one in standing(now.state, plan, beside, found):
        if one.status != "PASS" and one.title != NO_FAULTS:  # those stand in the list already
            yield replace(one, status=status, title=f"{TITLE}: {one.title}")


def _line(check: Check) -> str:
    return f"{check.title}: {check.message} {check.next_step}".rstrip()


def _what(plan: Plan, to: State) -> str:
    return f"The campaign of {plan.film.title} is {to}."
