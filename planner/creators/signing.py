"""The sign-off of the shortlist: who says that these creators, posts and prices may be contracted.

It is a record beside the plan and covers names, regions, languages, posts and prices: it holds
until one of them changes. How far talks are, and what each adds, may change without it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from planner.errors import PlanError
from planner.model.plan import Plan
from planner.plan.fingerprint import fingerprint
from planner.plan.records import Record, Records
from planner.plan.text import plain
from planner.timing.readiness import SIGN_OFF, State, last_word, state_of
from planner.timing.signing import Said, Signature, write

PART = "creators"
COVERED = ("region", "language", "posts", "price")


@dataclass(frozen=True, slots=True)
class ShortlistSignOff:
    """The last word on the shortlist, and whether it holds.

    signed: it holds, also with changes. refused: not as it is. to renew: the list changed since.
    """

    state: State
    record: Record | None


def shortlist_sign_off(plan: Plan, found: Records) -> ShortlistSignOff:
    """Return the state of the shortlist's sign-off."""
    last = last_word(found.of(SIGN_OFF, part=PART))
    return ShortlistSignOff(state_of(last, _covers(plan)), last)


def sign_shortlist(plan: Plan, folder: Path, verdict: str, signature: Signature) -> Path:
    """Write what a named person says about the whole shortlist as a record; return its path.

    Raises:
        InputError: no name, or no such verdict.
        PlanError: there is nobody on the list.
        StoreError: no version holds this plan, or the record cannot be written.
    """
    if plan.creators is None or not plan.creators.chosen:
        raise PlanError("There is no creator on the shortlist to sign off. Press Suggest first.")
    said = Said(SIGN_OFF, {"part": PART}, _covers(plan), _what(plan), verdict)
    return write(plan, folder, said, signature)


def _covers(plan: Plan) -> str:
    chosen = plan.creators.chosen if plan.creators else {}
    judged = {
        name: {field: plain(getattr(one, field)) for field in COVERED}
        for name, one in chosen.items()
    }
    return fingerprint(json.dumps(judged, sort_keys=True, default=str).encode())


def _what(plan: Plan) -> str:
    section = plan.creators
    names = ", ".join(section.chosen) if section else ""
    spent = section.spent if section else 0
    return f"The shortlist for {plan.goals.budget.currency} {spent:,.2f}: {names}."
