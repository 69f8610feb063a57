"""Which state a campaign is in (draft, ready, live, closed), as its records say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from planner.model.base import spoken
from planner.model.plan import Plan
from planner.plan.fingerprint import fingerprint
from planner.plan.records import Record, Records
from planner.plan.text import dump

KIND, PART = "status", "plan"
"""Of the records that hold a campaign's status, and the part that they are about."""
State = Literal["draft", "ready", "live", "closed"]
STATES: dict[str, State] = {word: word for word in get_args(State)}
"""In their order; the earlier, the less is promised."""
BARE = {"version": 1, "based_on": None, "saved": None, "author": None, "note": None,
    "provenance": None}  # fmt: skip
"""What `ready` does not cover: it covers inputs and results, not who saved them when."""


@dataclass(frozen=True, slots=True)
class CampaignStatus:
    """The state of a campaign, the record that says so, and whether it holds.

    `holds` is False where the plan changed since it was marked ready: then it is to renew. A live
    campaign learns and a closed one rests, so those hold through changes.
    """

    state: State = "draft"
    record: Record | None = None
    holds: bool = True


def campaign_status(plan: Plan, found: Records) -> CampaignStatus:
    """Return the state that the last record says; a campaign without any is a draft.

    Of two records of one second the more cautious state counts: records tell no smaller times.
    """
    said = [one for one in found.of(KIND, part=PART) if one.verdict in STATES]
    last = max(said, key=lambda one: (one.on, -_rank(one)), default=None)
    if last is None:
        return CampaignStatus()
    state = STATES[str(last.verdict)]
    return CampaignStatus(state, last, state != "ready" or last.covers == covers_of(plan))


def covers_of(plan: Plan) -> str:
    """Return the fingerprint of what a status covers: every input and every result."""
    return fingerprint(dump(plan.model_copy(update=BARE)).encode())


def told(status: CampaignStatus) -> str:
    """Return the state as a sentence: who said so, when, of which version, and what they added."""
    last = status.record
    if last is None:
        return "Draft: nobody has marked this campaign ready yet."
    who = f"since {spoken(last.on.date())}, by {last.by} (version {last.version})"
    note = f": {last.note.strip().rstrip('.')}" if last.note and last.note.strip() else ""
    changed = "" if status.holds else " The plan has changed since: renew it."
    return f"{status.state.capitalize()} {who}{note}.{changed}"


def _rank(record: Record) -> int:
    return list(STATES).index(str(record.verdict))
